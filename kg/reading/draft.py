"""A draft is what one input says of one article, before it is checked and given its identity."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from kg.errors import ReadingError
from kg.model import Document
from kg.reading.english import guess_language
from kg.reading.heads import find_head

MAX_CHARACTERS = 1_000_000
"""The longest article that is read. A long news article has 30,000 characters; this is a book."""

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and metadata of one article; `where` is the file, and the line or item in it."""

    where: str
    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None


def make_document(
    text: str,
    *,
    title: str = "",
    source: str = "",
    url: str = "",
    published: date | None = None,
    path: str = "",
) -> Document:
    """A `Document` of `text`, with its head (date line, title line) found and its id computed.

    NULs and lone surrogates, which no file of ours could hold, become U+FFFD one for one, so that
    offsets stay true. Metadata that is given wins over what the head of the text says.
    """
    text = writable(text)
    head = find_head(text, guess_title=not title)
    title = _one_line(title) or head.title
    source, url = _one_line(source) or head.source, _one_line(url) or head.url
    published = published or head.published
    return Document(
        id=_identity(text, title, source, url, published),
        text=text,
        title=title,
        source=source,
        url=url,
        published=published,
        body=head.body,
        headline=_end_of_headline(text, head.body, head.headline, title),
        path=path,
    )


def finish(draft: Draft, max_characters: int) -> Document:
    """The document of a draft, or ReadingError if it is not an English article."""
    if len(draft.text) > max_characters:
        raise too_long(draft.where, max_characters)
    document = make_document(
        draft.text,
        title=draft.title,
        source=draft.source,
        url=draft.url,
        published=draft.published,
        path=draft.where,
    )
    prose = document.text[document.body :]
    if not _WORD.search(prose):
        raise ReadingError(draft.where, "no words in it", "leave it out")
    language = guess_language(prose)
    if language != "English":
        remedy = "kg reads English; translate it first"
        raise ReadingError(draft.where, f"not English (looks like {language})", remedy)
    return document


def too_long(where: str, max_characters: int) -> ReadingError:
    """The error for an article above the limit."""
    why = f"longer than {max_characters:,} characters, the most that kg reads as one article"
    return ReadingError(where, why, "split it into one file for each article")


def writable(text: str) -> str:
    """`text` with each NUL and lone surrogate replaced by U+FFFD; its length stays the same."""
    return _UNWRITABLE.sub("\ufffd", text)


def _one_line(text: str) -> str:
    """Metadata as one line, without what cannot be written."""
    return writable(" ".join(text.split()))


def _end_of_headline(text: str, body: int, headline: int, title: str) -> int:
    """Where the title line ends; a title known from elsewhere may also stand as the first line."""
    if headline > body or not title:
        return headline
    end = text.find("\n", body)
    end = len(text) if end < 0 else end
    line = text[body:end].rstrip()
    return body + len(line) if _one_line(line) == title else headline


def _identity(text: str, title: str, source: str, url: str, published: date | None) -> str:
    """A hash of the content. JSON's quoting keeps the parts apart, whatever is in them."""
    parts = [text, title, source, url, published.isoformat() if published else None]
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]
