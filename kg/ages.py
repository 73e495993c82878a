"""Ages in the news: *Halden, 45*, *Halden (45)*, *45-year-old Halden*, *the 45-year-old*."""

from __future__ import annotations

import re

REACH = 80  # characters before a name in which its age may stand
_AFTER_NAME = re.compile(
    r"(?:,\s+(?:aged?\s+)?|\s+\((?:aged?\s+)?)(\d{1,2})(?:[,.)]|\s+years old)"
    r"|,?\s+(?:is\s+|was\s+)?(?:an?\s+|the\s+)?(\d{1,2})\s?[- ]\s?years?\s?[- ]\s?old\b"
)
_BEFORE_NAME = re.compile(r"\b(\d{1,2})\s?-\s?year\s?-?\s?old\s+(?:\w+\s+){0,2}$")
_IN_PHRASE = re.compile(r"\b(\d{1,2})\s?[- ]\s?years?\s?[- ]\s?old\b")


def age_of_name(text: str, start: int, end: int) -> int:
    """The age in years that is told right before or after a name, 0 where none is.

    `start` and `end` are the offsets of the name in the text.
    """
    after = _AFTER_NAME.match(text, end)
    if after:
        return int(after[after.lastindex or 1])
    before = _BEFORE_NAME.search(text, max(0, start - REACH), start)
    return int(before[1]) if before else 0


def age_in(phrase: str) -> int:
    """The age that a noun phrase tells, 0 where it tells none: 61 in *a 61-year-old man*."""
    found = _IN_PHRASE.search(phrase)
    return int(found[1]) if found else 0
