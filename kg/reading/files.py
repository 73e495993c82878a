"""Opening: bytes and lines out of plain files, gzip files and standard input, within limits."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadingError
from kg.reading.finding import STDIN, shown

MAX_FILE = 256 * 2**20
"""The most bytes that are taken from one file that has to be read whole."""
MAX_LINE = 16 * 2**20
"""The longest line of JSON lines, in bytes."""

_GZIP = b"\x1f\x8b"
# Prose packs to a third of its size, a bomb to a thousandth.
_MAX_RATIO = 200
_HARMLESS = 4 * 2**20
_BLOCK = 2**20
_UNREADABLE = (OSError, EOFError, ValueError, zlib.error)


def read_bytes(path: str, limit: int = MAX_FILE, stdin: BinaryIO | None = None) -> bytes:
    """What a file holds, unpacked if it is gzip; if that is more than `limit`, one byte more."""
    try:
        with _opened(path, stdin) as file:
            return _unpacked(file).read(limit + 1)
    except _UNREADABLE as error:
        raise _unreadable(path, error) from error


def read_lines(path: str) -> Iterator[bytes]:
    """The lines of a file, one at a time, unpacked if it is gzip.

    A line longer than `MAX_LINE` comes cut to that and one byte more, so that it can be told.
    """
    try:
        with _opened(path, None) as file:
            yield from _lines(_blocks(path, _unpacked(file)))
    except _UNREADABLE as error:
        raise _unreadable(path, error) from error


def _blocks(path: str, file: gzip.GzipFile | io.BufferedReader) -> Iterator[bytes]:
    """What a file holds, piece by piece; ReadingError if a small one unpacks to an enormous one."""
    packed, unpacked = Path(path).stat().st_size, 0
    while block := file.read(_BLOCK):
        unpacked += len(block)
        if 0 < packed * _MAX_RATIO < unpacked and unpacked > _HARMLESS:
            why = f"unpacks to more than {_MAX_RATIO} times its size, as no news does"
            raise ReadingError(shown(path), why, "look at what is in it before you unpack it")
        yield block


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, cut into lines; of a line that is too long, the rest is dropped."""
    line, dropping = b"", False
    for block in blocks:
        _, newline, after = block.partition(b"\n")
        if dropping and not newline:
            continue
        line = after if dropping else line + block
        *lines, line = line.split(b"\n")
        yield from lines
        dropping = len(line) > MAX_LINE
        if dropping:
            yield line[: MAX_LINE + 1]
            line = b""
    if line:
        yield line


def _opened(path: str, stdin: BinaryIO | None) -> io.BufferedReader:
    """The bytes of a file as it is."""
    if path != STDIN:
        return Path(path).open("rb")
    whole = (stdin or sys.stdin.buffer).read(MAX_FILE + 1)
    return io.BufferedReader(io.BytesIO(whole))


def _unpacked(file: io.BufferedReader) -> gzip.GzipFile | io.BufferedReader:
    """The file, or what is packed in it, whatever its name says."""
    return gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == _GZIP else file


def _unreadable(path: str, error: Exception) -> ReadingError:
    """What the system says when a file cannot be read, in words that help."""
    where = shown(path)
    match error:
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return ReadingError(
                where, "broken gzip: damaged or cut off", "fetch it or pack it again"
            )
        case FileNotFoundError() if Path(path).is_symlink():
            return ReadingError(where, "a link to a file that is not there", "repair the link")
        case FileNotFoundError():
            return ReadingError(where, "no such file or folder", "check the name")
        case PermissionError():
            return ReadingError(where, "permission denied", "ask for the right to read it")
        case OSError(strerror=str(why)):
            return ReadingError(where, f"cannot be read: {why.lower()}", "check the file")
    return ReadingError(where, f"cannot be read: {error}", "check the file")
