"""The story of reading: find the files, open each, take its articles, check them, drop repeats."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadingError
from kg.model import Document, Skipped
from kg.reading.decoding import decode
from kg.reading.draft import MAX_CHARACTERS, Draft, finish, too_long
from kg.reading.files import MAX_FILE, MAX_LINE, read_bytes, read_lines
from kg.reading.finding import SUFFIXES, find_articles, kind_of, shown, skipped
from kg.reading.formats import draft_of_object, draft_of_page, drafts_of_json, parse_json, sniff

logger = logging.getLogger(__name__)

_MAX_PAGE = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, sorted by id, and what was not. Iterating over it gives the documents."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)


def read(
    *sources: str | Path, max_characters: int = MAX_CHARACTERS, stdin: BinaryIO | None = None
) -> Reading:
    """The articles in files, folders, globs and `-` (standard input).

    `read("examples/")` holds the same documents in the same order, however the folder is given.
    """
    results = list(iter_documents(sources, max_characters=max_characters, stdin=stdin))
    documents = sorted(
        (result for result in results if isinstance(result, Document)), key=lambda d: d.id
    )
    return Reading(tuple(documents), tuple(r for r in results if isinstance(r, Skipped)))


def iter_documents(
    sources: str | Path | Iterable[str | Path],
    *,
    max_characters: int = MAX_CHARACTERS,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Skipped]:
    """Each article as soon as it is read, and each failure where it happens; sorted by path.

    An article longer than `max_characters` is refused. One that has been read before, with the
    same words and metadata, is skipped.
    """
    first_seen: dict[str, str] = {}
    for file in find_articles(sources):
        if isinstance(file, Skipped):
            yield file
            continue
        for result in _read_file(file, max_characters, stdin):
            yield _skip_repeated(result, first_seen)


def _skip_repeated(result: Document | Skipped, first_seen: dict[str, str]) -> Document | Skipped:
    """The result, or `Skipped` for a document that has come before."""
    if isinstance(result, Skipped):
        logger.info("skipped %s: %s", result.where, result.why)
        return result
    where = first_seen.setdefault(result.id, result.path)
    if where == result.path:
        return result
    return Skipped(result.path, f"the same article as {where}", "leave one of them out")


def _read_file(
    path: str, max_characters: int, stdin: BinaryIO | None
) -> Iterator[Document | Skipped]:
    """The articles of one file."""
    try:
        for draft in _drafts(path, max_characters, stdin):
            yield _finished(draft, max_characters)
    except ReadingError as error:
        yield skipped(error)


def _finished(draft: Draft | ReadingError, max_characters: int) -> Document | Skipped:
    """A draft as a document, or why it is none."""
    try:
        if isinstance(draft, Draft):
            return finish(draft, max_characters)
        return skipped(draft)
    except ReadingError as error:
        return skipped(error)


def _drafts(
    path: str, max_characters: int, stdin: BinaryIO | None
) -> Iterator[Draft | ReadingError]:
    """The drafts of one file, by its suffix, or by its first words if that says nothing."""
    where, kind = shown(path), kind_of(path)
    match kind if kind in SUFFIXES else "":
        case ".jsonl":
            yield from _drafts_of_lines(read_lines(path), where)
        case ".json":
            yield from drafts_of_json(decode(_whole(path, MAX_FILE), where), where)
        case ".html" | ".htm":
            page = decode(_whole(path, _MAX_PAGE), where, markup=True)
            yield draft_of_page(page, where)
        case ".txt" | ".md":
            yield _draft_of_text(path, max_characters)
        case _:
            yield from _drafts_by_content(_whole(path, MAX_FILE, stdin), where)


def _whole(path: str, limit: int, stdin: BinaryIO | None = None) -> bytes:
    """All bytes of a file; ReadingError if there are none, or more than `limit`."""
    data = read_bytes(path, limit, stdin)
    if not data.strip():
        raise ReadingError(shown(path), "empty", "leave it out")
    if len(data) > limit:
        why = f"larger than {limit // 2**20} MB, the most that is read of such a file"
        raise ReadingError(shown(path), why, "split it, or write one article a line (.jsonl)")
    return data


def _draft_of_text(path: str, max_characters: int) -> Draft:
    """A text file. Four bytes are the most that a character takes in any encoding."""
    where, limit = shown(path), 4 * max_characters + 4
    data = read_bytes(path, limit)
    if not data.strip():
        raise ReadingError(where, "empty", "leave it out")
    text = decode(data[:limit], where)
    if len(data) > limit:
        raise too_long(where, max_characters)
    return Draft(where, text)


def _drafts_by_content(data: bytes, where: str) -> Iterator[Draft | ReadingError]:
    """What comes without a known suffix: a page, JSON, JSON lines, or else a text."""
    text = decode(data, where, markup=True)
    match sniff(text):
        case ".html":
            yield draft_of_page(text, where)
        case ".jsonl":
            yield from _drafts_of_lines((line.encode() for line in text.split("\n")), where)
        case ".json":
            yield from drafts_of_json(text, where)
        case _:
            yield Draft(where, text)


def _drafts_of_lines(lines: Iterable[bytes], where: str) -> Iterator[Draft | ReadingError]:
    """One article a line; a bad line costs that line."""
    number = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _draft_of_line(line, f"{where}:{number}")
    if not number:
        yield ReadingError(where, "empty", "leave it out")


def _draft_of_line(line: bytes, where: str) -> Draft | ReadingError:
    """The article of one line, or why there is none."""
    try:
        if len(line) > MAX_LINE:
            raise ReadingError(where, f"a line longer than {MAX_LINE // 2**20} MB", "split it")
        return draft_of_object(parse_json(decode(line, where), where), where)
    except ReadingError as error:
        return error
