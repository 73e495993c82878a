"""Where and by whom a report was written, before its first word: *ACCRA, March 12 (Reuters) -*."""

from __future__ import annotations

import re

from kg.model import Document

_WORD = r"[A-Z][\w.’'-]*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_DATELINE = re.compile(
    rf"\s*(?P<place>{_PLACE}(?:/{_PLACE})?)?"
    rf"(?P<region>, {_PLACE})??"
    r"(?P<day>,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?P<agency>\s*\([A-Z][\w &./-]{1,30}\))?"
    r"\s*(?:--|[-–—])\s+(?=[\"“‘'A-Z\d])"
)


def prose_of(document: Document) -> str:
    """The text to analyse: as long as the document's, blank where it is no prose.

    Blank are the lines of metadata before the body, and a dateline before the first sentence.
    """
    text = document.text
    start = max(document.body, document.headline)
    end = _end_of_dateline(text, start)
    dateline = re.sub(r"\S", " ", text[start:end])
    return " " * document.body + text[document.body : start] + dateline + text[end:]


def _end_of_dateline(text: str, start: int) -> int:
    """Where the first sentence starts; `start` if no dateline is before it.

    A place alone counts in capitals only: *ROME -* is a dateline, *Apple -* is not.
    """
    found = _DATELINE.match(text, start)
    if found is None:
        return start
    place = found["place"] or ""
    sure = found["agency"] or (place and (found["region"] or found["day"])) or place.isupper()
    return found.end() if sure else start
