"""Finding: from what was asked for (files, folders, globs, `-`) to the files to read, sorted."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ReadingError
from kg.model import Skipped

STDIN = "-"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")
"""What is read in folders; each may have `.gz` after it. Other files are read if they are named."""
GOLD = "gold.jsonl"
"""How the names of files with gold claims end, which lie beside their articles."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def find_articles(sources: str | Path | Iterable[str | Path]) -> Iterator[str | Skipped]:
    """The files behind `sources`, each once, sorted by path, and what could not be found.

    Paths stay as they were given (`examples/a.txt`), so that nothing depends on where the folder
    lies. In folders, hidden files, unknown suffixes and gold claims are left out, and links are
    followed once.
    """
    wanted = [sources] if isinstance(sources, str | Path) else sources
    found = [file for source in wanted for file in _files_of(str(source))]
    seen: set[str] = set()
    for file in sorted(found, key=_sort_key):
        same = _real(file) if isinstance(file, str) else repr(file)
        if same not in seen:
            seen.add(same)
            yield file


def kind_of(path: str) -> str:
    """The suffix of a file in lower case, a final `.gz` left out; "" if it has none."""
    return Path(path.lower().removesuffix(".gz")).suffix


def shown(path: str) -> str:
    """`path` for people: on one line, writable in any file, with forward slashes."""
    return _UNPRINTABLE.sub("\ufffd", path.replace(os.sep, "/"))


def skipped(error: ReadingError) -> Skipped:
    """An error as a line of the report."""
    return Skipped(error.where, error.why, error.remedy)


def _real(path: str) -> str:
    """The file itself, behind links and dots; the same for all names of it."""
    try:
        return path if path == STDIN else str(Path(path).resolve())
    except (OSError, ValueError, RuntimeError):  # links in a circle, a NUL in the name
        return path


def _sort_key(file: str | Skipped) -> tuple[str, int, str]:
    """Files and failures in one order, by path; of two names of one file, the shorter one first."""
    path, why = (file, "") if isinstance(file, str) else (file.where, file.why)
    return str(Path(path)), len(path), why


def _files_of(source: str) -> list[str | Skipped]:
    """The files that one source stands for."""
    if not source:
        return [Skipped("''", "an empty name", "name a file or a folder")]
    if source == STDIN:
        return [STDIN]
    if _is_folder(source):
        return _files_in(source)
    if glob.has_magic(source) and not os.path.lexists(source):
        return _files_matching(source)
    return [source]


def _is_folder(path: str) -> bool:
    """Whether it is a folder, as far as the system can tell."""
    try:
        return Path(path).is_dir()
    except OSError:  # a name that is too long
        return False


def _files_matching(pattern: str) -> list[str | Skipped]:
    """The files that match a glob, `**` included."""
    matches = glob.glob(pattern, recursive=True)  # noqa: PTH207 - a Path globs hidden files too
    found = [file for match in matches for file in _files_of(match)]
    return found or [Skipped(shown(pattern), "no file matches", "check the pattern")]


def _files_in(folder: str) -> list[str | Skipped]:
    """The articles in a folder and the folders in it, and the folders that cannot be opened."""
    failures: list[OSError] = []
    visited: set[str] = set()
    files: list[str | Skipped] = []
    for place, folders, names in os.walk(folder, onerror=failures.append, followlinks=True):
        real = _real(place)
        if real in visited:
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [str(Path(place, name)) for name in names if _is_article(Path(place, name))]
    files += [_unopened(failure, folder) for failure in failures]
    return files or [Skipped(shown(folder), "no articles in this folder", _readable())]


def _is_article(path: Path) -> bool:
    """Whether a file in a folder is to be read: not hidden, known suffix, a file or a bad link.

    Gold claims (`gold.jsonl`, `harbour.gold.jsonl`) lie beside articles and are none.
    """
    if path.name.startswith(".") or kind_of(path.name) not in SUFFIXES or _is_gold(path.name):
        return False
    return path.is_file() or path.is_symlink()


def _is_gold(name: str) -> bool:
    return f".{name.lower().removesuffix('.gz')}".endswith(f".{GOLD}")


def _unopened(failure: OSError, folder: str) -> Skipped:
    """A folder that the system would not list."""
    where = shown(str(failure.filename or folder))
    return Skipped(where, (failure.strerror or "cannot be opened").lower(), "check its permissions")


def _readable() -> str:
    """What a folder would have to hold."""
    return f"kg reads {', '.join(SUFFIXES)}, and each with .gz"
