"""The head of a text: front matter, header lines, a `date ...` line head, and the title line.

Nothing is cut off: a `Head` points to where the words to analyse start and where the title ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from kg.reading.published import parse_published, says_only_a_date

MAX_TITLE = 400
"""A longer first line is a paragraph, whatever stands before it."""
MAX_GUESSED_TITLE_WORDS = 25

_FIELDS = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "publisher": "source",
    "outlet": "source",
    "url": "url",
    "link": "url",
    "date": "published",
    "published": "published",
    "publicationdate": "published",
    "publishedat": "published",
    "author": "",
    "byline": "",
}
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_KEY_VALUE = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}?)[ \t]*:[ \t]*(.*)")
_DATE_HEAD = re.compile(r"date[ \t:]+(\d{4}-\d{2}-\d{2})(?!\S)\s*", re.I)
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
# How a byline or a dateline starts: By Jane Doe; (Reuters); OSLO, March 3 (Reuters) -; LONDON -
_LEAD_IN = re.compile(r"[Bb][Yy]\s|\(|.{2,60}?\([A-Z][\w ]+\)\s?[-–—]|[A-Z][^a-z]{2,40}[-–—]\s")
_SENTENCE_END = re.compile(r"[.:;,…][\"'”’)\]]*$")
_LINE_END = re.compile(r"\r\n?|\n|\Z")
_WORD_START = re.compile(r"\S|\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say; `body` and `headline` are offsets as in `Document`."""

    body: int = 0
    headline: int = 0
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None


def find_head(text: str, *, guess_title: bool = True) -> Head:
    """The head of `text`: the words of " date 2023-09-13 Kim arrives.\\n\\n..." start at "Kim".

    With `guess_title`, a short first line before an empty line is a title even if nothing marks it.
    """
    head = _past_front_matter(text)
    head = _past_header_lines(text, head)
    if head.headline > head.body:
        return head
    dated = _past_dates(text, head)
    known = dated.body > head.body and not says_only_a_date(_line(text, head.body))
    return _at_title(text, dated, known=known, guess=guess_title and not head.title)


def line_at(text: str, start: int) -> tuple[int, int]:
    """Where the line at `start` ends, trailing spaces left out, and where the next one starts."""
    end = _LINE_END.search(text, start)
    stop, following = end.span() if end else (len(text), len(text))
    return start + len(text[start:stop].rstrip()), following


def _line(text: str, start: int) -> str:
    """The line at `start`."""
    return text[start : line_at(text, start)[0]]


def _next_word(text: str, start: int) -> int:
    """Where the first character from `start` on stands that is not white space."""
    match = _WORD_START.search(text, start)
    return match.start() if match else len(text)


def _starting_at(head: Head, body: int) -> Head:
    """`head` with its words to analyse starting at `body`, and no headline yet."""
    return replace(head, body=body, headline=body)


def _past_front_matter(text: str) -> Head:
    """The fields between two lines of `---`, and the words after them."""
    match = _FRONT_MATTER.match(text)
    head = Head()
    for line in match[1].splitlines() if match else ():
        head = _with_field(head, line) or head
    return _starting_at(head, _next_word(text, match.end() if match else 0))


def _past_header_lines(text: str, head: Head) -> Head:
    """`Title: ...`, `Date: ...` and the like, one a line, up to the first other line.

    A title that is the last of them is the headline; before others it is only metadata.
    """
    position, last = head.body, head.body
    while found := _with_field(head, _line(text, position)):
        head, last = found, position
        position = line_at(text, position)[1]
    head = _starting_at(head, _next_word(text, position))
    if position > last and _field(_line(text, last)) == "title":
        end = line_at(text, last)[0]
        return replace(
            head, body=end - len(_line(text, last).partition(":")[2].strip()), headline=end
        )
    return head


def _field(line: str) -> str | None:
    """Which field a `Key: value` line gives; "" for one that kg has no use for."""
    pair = _KEY_VALUE.fullmatch(line)
    if not pair or not pair[2]:
        return None
    return _FIELDS.get(re.sub(r"[ _-]", "", pair[1]).lower())


def _with_field(head: Head, line: str) -> Head | None:
    """`head` with what a `Key: value` line says; None if the line is something else."""
    field = _field(line)
    if field is None:
        return None
    value = line.partition(":")[2].strip().strip("\"'")
    match field:
        case "title":
            return replace(head, title=head.title or value)
        case "source":
            return replace(head, source=head.source or value)
        case "url":
            return replace(head, url=head.url or value)
        case "published":
            return replace(head, published=head.published or parse_published(value))
        case _:
            return head


def _past_dates(text: str, head: Head) -> Head:
    """`date 2023-09-13` before the first words, or a first line that is nothing but a date."""
    match = _DATE_HEAD.match(text, head.body)
    day = parse_published(match[1]) if match else None
    if match and day:
        return replace(_starting_at(head, match.end()), published=head.published or day)
    line = _line(text, head.body)
    if not says_only_a_date(line):
        return head
    start = _next_word(text, line_at(text, head.body)[1])
    return replace(_starting_at(head, start), published=head.published or parse_published(line))


def _at_title(text: str, head: Head, *, known: bool, guess: bool) -> Head:
    """`head` with its title line: after a `date`, marked as a heading, or guessed."""
    heading = _HEADING.match(text, head.body)
    start = heading.end() if heading else head.body
    end, following = line_at(text, start)
    line = text[start:end]
    below = _line(text, following)
    underlined = bool(_UNDERLINE.fullmatch(below))
    marked = heading is not None or known or underlined
    if not 0 < len(line) <= MAX_TITLE or not (marked or (guess and _reads_as_title(line, below))):
        return head
    published = head.published
    below = _line(text, _next_word(text, following))
    if published is None and says_only_a_date(below):
        published = parse_published(below)
    title = head.title or " ".join(line.split())
    return replace(head, body=start, headline=end, title=title, published=published)


def _reads_as_title(line: str, below: str) -> bool:
    """A short line on its own that does not end as a sentence does and is no byline or dateline."""
    if below or _SENTENCE_END.search(line) or _LEAD_IN.match(line):
        return False
    return len(line.split()) <= MAX_GUESSED_TITLE_WORDS
