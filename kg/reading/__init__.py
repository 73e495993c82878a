"""Reading: from files, folders, globs and standard input to `Document`s.

An input that cannot be read costs that input: it becomes a `Skipped` that says where, why, and what
to do, and never an exception. What the words mean is the business of later rooms.
"""

from kg.reading.articles import Reading, iter_documents, read
from kg.reading.dateline import prose_of
from kg.reading.draft import MAX_CHARACTERS, make_document
from kg.reading.finding import STDIN, SUFFIXES, find_articles
from kg.reading.lines import read_json_lines
from kg.reading.published import parse_published

__all__ = [
    "MAX_CHARACTERS",
    "STDIN",
    "SUFFIXES",
    "Reading",
    "find_articles",
    "iter_documents",
    "make_document",
    "parse_published",
    "prose_of",
    "read",
    "read_json_lines",
]
