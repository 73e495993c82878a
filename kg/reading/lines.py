"""JSON lines that are no articles, such as gold claims, opened with the same care as articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import ReadingError
from kg.model import Skipped
from kg.reading.decoding import decode
from kg.reading.files import MAX_FILE, read_bytes
from kg.reading.finding import find_articles, shown
from kg.reading.formats import parse_json


def read_json_lines(
    source: str, *, stdin: BinaryIO | None = None
) -> Iterator[tuple[str, str, object]]:
    """Each line of a file, a glob or `-`: the file, where it stands (`gold.jsonl:3`), its value.

    A file that cannot be read, and a line that is broken, raise a ReadingError.
    """
    for file in find_articles(source):
        if isinstance(file, Skipped):
            raise ReadingError(file.where, file.why, file.remedy)
        data = read_bytes(file, stdin=stdin)
        if len(data) > MAX_FILE:
            raise ReadingError(shown(file), f"larger than {MAX_FILE // 2**20} MB", "split it")
        lines = decode(data, shown(file)).split("\n") if data.strip() else ()
        for number, line in enumerate(lines, start=1):
            if line.strip():
                where = f"{shown(file)}:{number}"
                yield file, where, parse_json(line, where)
