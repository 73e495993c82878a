"""The formats: what a text file, a web page and a JSON object say of an article."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date

from trafilatura import bare_extraction

from kg.errors import ReadingError
from kg.reading.draft import Draft
from kg.reading.published import parse_published

logger = logging.getLogger(__name__)
for _library in ("trafilatura", "htmldate"):  # without a handler, their errors go to the terminal
    logging.getLogger(_library).addHandler(logging.NullHandler())

# Names of JSON fields, in lower case and without `_` and `-`; the first that has a value counts.
_TEXT = ("text", "body", "content", "article", "maintext", "articlebody", "fulltext")
_TITLE = ("title", "headline", "name")
_PUBLISHED = (
    "date",
    "published",
    "publicationdate",
    "publisheddate",
    "datepublished",
    "datepublish",
    "publishedat",
    "pubdate",
    "publishdate",
    "timestamp",
)
_URL = ("url", "link", "uri")
_SOURCE = ("source", "publisher", "site", "sitename", "outlet", "domain", "sourcedomain", "creator")
_LISTS = ("articles", "documents", "items", "results", "data")
_INNER = ("name", "title", "rendered", "text", "value")

_MARKUP = re.compile(
    r"\s*(?:<!doctype html|<\?xml|<!--|<(?:html|head|body|article|div|p|h[1-6])\b)", re.I
)
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype )?html)", re.I)
_WHOLE = re.compile(r"<(?:html|body)\b", re.I)
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
_SNIFFED = 2**20
# A fixed last day, so that no reading depends on today.
_PAGE_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}


def sniff(text: str) -> str:
    """The suffix that a text without one should have: .html, .jsonl, .json or .txt."""
    if _PAGE.match(text):
        return ".html"
    if not _JSON.match(text):
        return ".txt"
    lines = [line for line in text[:_SNIFFED].splitlines()[:-1] if line.strip()]
    return ".jsonl" if any(_is_object(line) for line in lines[:2]) else ".json"


def _is_object(line: str) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(parse_json(line, ""), dict)
    except ReadingError:
        return False


def draft_of_page(html: str, where: str) -> Draft:
    """The article of a web page: the text without menus and advertisements, and its metadata."""
    if not _WHOLE.search(html):
        html = f"<html><body><article>{html}</article></body></html>"
    try:
        page = bare_extraction(
            html, with_metadata=True, include_comments=False, date_extraction_params=_PAGE_DATES
        )
    except Exception as error:  # whatever a hostile page does to the parser costs only that page
        logger.info("%s: %r", where, error)
        raise ReadingError(where, "a web page that cannot be parsed", "save its text") from error
    if page is None or isinstance(page, dict) or not page.text:
        raise ReadingError(where, "no article text found in this page", "save its text as .txt")
    return Draft(
        where=where,
        text=page.text,
        title=page.title or "",
        source=page.sitename or page.hostname or "",
        url=page.url or "",
        published=parse_published(page.date),
    )


def drafts_of_json(text: str, where: str) -> Iterator[Draft | ReadingError]:
    """The articles of a JSON text: one object, a list of them, or `{"articles": [...]}`."""
    value = parse_json(text, where)
    items = _items(value)
    if items is None:
        yield from _safely(value, where)
        return
    if not items:
        yield ReadingError(where, "a list without articles", "leave it out")
    for number, item in enumerate(items, start=1):
        yield from _safely(item, f"{where}#{number}")


def draft_of_object(value: object, where: str) -> Draft:
    """The article of one JSON object, by the usual names of its fields."""
    if not isinstance(value, Mapping):
        raise ReadingError(where, f"not an article but {_named(value)}", "give one object for each")
    fields = {re.sub("[-_ ]", "", str(key)).lower(): field for key, field in value.items()}
    if "predicate" in fields and "roles" in fields:
        raise ReadingError(where, "a claim, not an article", "claims go to kg evaluate")
    if isinstance(fields.get("article"), Mapping) and not _first(fields, _TEXT[:3]):
        return draft_of_object(fields["article"], where)
    title, text = _first(fields, _TITLE), _first(fields, _TEXT)
    if _MARKUP.match(text):
        text = draft_of_page(text, where).text
    if not (text or title):
        names = ", ".join(_TEXT[:4])
        raise ReadingError(where, "an object without a text", f"name the field one of {names}")
    return Draft(
        where=where,
        text=text or title,
        title=title,
        source=_first(fields, _SOURCE),
        url=_first(fields, _URL),
        published=_published(fields),
    )


def parse_json(text: str, where: str) -> object:
    """The value of a JSON text; ReadingError with line and column if it is broken."""
    try:
        value: object = json.loads(text.removeprefix("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        why = f"broken JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise ReadingError(where, why, "repair that line") from error
    except (ValueError, RecursionError) as error:
        why = "broken JSON: nested too deep, or a number too long"
        raise ReadingError(where, why, "leave it out") from error
    return value


def _safely(value: object, where: str) -> Iterator[Draft | ReadingError]:
    """The draft of one object, or why there is none."""
    try:
        yield draft_of_object(value, where)
    except ReadingError as error:
        yield error


def _items(value: object) -> list[object] | None:
    """The list of articles, if the value is one or holds one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(isinstance(value.get(name), str) for name in _TEXT):
        return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    return None


def _named(value: object) -> str:
    """What a JSON value is, for people."""
    if value is None:
        return "null"
    return {list: "a list", str: "a string", bool: "true or false"}.get(type(value), "a number")


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of the named fields that has words in it."""
    return next((words for name in names if (words := _words(fields.get(name)))), "")


def _words(value: object) -> str:
    """A field as text: a string, a list of paragraphs, or an object with a name in it."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, list):
        return "\n\n".join(item for item in value if isinstance(item, str))
    if isinstance(value, Mapping):
        return next((word for key in _INNER if (word := _words(value.get(key)))), "")
    return ""


def _published(fields: Mapping[str, object]) -> date | None:
    """The first of the date fields that is understood."""
    days = (parse_published(fields[name]) for name in _PUBLISHED if fields.get(name))
    return next((day for day in days if day), None)
