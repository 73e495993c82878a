"""Gold: the claims that a person lists for some articles, in the form of `claims.jsonl`.

Only what is needed must be there. What does not fit its article is told with file, line, reason
and remedy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.evaluation.told import Gold, Participant, Told
from kg.model import Document, Skipped, Span, Status
from kg.ontology import Ontology, is_open
from kg.reading import STDIN, read_json_lines

Record = Mapping[str, Any]
NEEDED = ("predicate", "roles", "status")
MOST_ERRORS = 20
SHOWN = 60
_PART = re.compile(r"[:#](\d+)$")


@dataclass(frozen=True, slots=True)
class GoldLine:
    """One line of a gold file; `article` is the path of its article from here, "" without one."""

    where: str
    record: Record
    article: str

    @property
    def document(self) -> str:
        """The id of its article, if it gives one."""
        return str(self.record.get("document") or "")


def read_gold(source: str) -> tuple[GoldLine, ...]:
    """The lines of a gold file, of all files that match a glob, or of standard input (`-`)."""
    if _is_there(source, folder=True):
        raise GoldError(f"{source}: a folder (name the gold file in it, or a glob in quotes)")
    lines = tuple(_line(*found) for found in read_json_lines(source))
    if not lines:
        raise GoldError(f"{source}: empty (one claim a line, in the form of claims.jsonl)")
    return lines


def articles_of(lines: Iterable[GoldLine]) -> list[str]:
    """The files that the articles of gold stand in; GoldError for a line that names none."""
    files: set[str] = set()
    for line in lines:
        if not line.article:
            raise GoldError(
                f"{line.where}: tells its article by id only "
                "(name the articles after the gold file, or add their path as article)"
            )
        files.add(_split(line.article)[0])
    return sorted(files)


def choose(lines: Sequence[GoldLine], inputs: Iterable[Document | Skipped]) -> tuple[GoldLine, ...]:
    """The lines whose article is among the inputs; GoldError if there is none."""
    shelf = _Shelf(inputs)
    found = tuple(line for line in lines if shelf.may_hold(line))
    if not found:
        raise GoldError(
            f"{lines[0].where}: its article is not among those that are given, nor is any other's "
            "(an id changes with the text: build the graph again, or name the path as article)"
        )
    return found


def fit_gold(
    lines: Iterable[GoldLine], inputs: Iterable[Document | Skipped], ontology: Ontology
) -> Gold:
    """The claims of gold, each found in its article; GoldError names all lines that do not fit."""
    shelf = _Shelf(inputs)
    documents: dict[str, Document] = {}
    claims: list[Told] = []
    faults: list[str] = []
    for line in lines:
        try:
            document = shelf.take(line)
            documents[document.id] = document
            if any(key in line.record for key in NEEDED):
                claims.append(_Fitting(line, document, ontology).claim())
        except GoldError as error:
            faults.append(str(error))
    if faults:
        more = [f"... and {len(faults) - MOST_ERRORS} more"] if len(faults) > MOST_ERRORS else []
        raise GoldError("\n".join(faults[:MOST_ERRORS] + more))
    in_order = sorted(claims, key=lambda claim: (claim.document, claim.evidence))
    return Gold(tuple(documents.values()), tuple(in_order))


def _line(file: str, where: str, value: object) -> GoldLine:
    if not isinstance(value, dict):
        raise GoldError(f"{where}: not an object (one claim a line, in the form of claims.jsonl)")
    article, document = value.get("article"), value.get("document")
    if not all(isinstance(name, str | None) for name in (article, document)):
        raise GoldError(f"{where}: article and document are no words (give a path, or an id)")
    if not (article or document):
        raise GoldError(
            f"{where}: names no article (add its path from the gold file as article, or its id as "
            "document)"
        )
    folder = Path() if file == STDIN else Path(file).parent
    return GoldLine(where, value, str(folder / article) if article else "")


def _split(article: str) -> tuple[str, str]:
    """`wire.jsonl:2`: the file, and which article in it; a file may also be named so as a whole."""
    found = _PART.search(article)
    if found is None or _is_there(article):
        return article, ""
    return article[: found.start()], found[1]


def _is_there(path: str, *, folder: bool = False) -> bool:
    try:
        return Path(path).is_dir() if folder else Path(path).exists()
    except OSError:  # a name that is too long
        return False


class _Shelf:
    """The articles that were read, to be found by id or by path."""

    def __init__(self, inputs: Iterable[Document | Skipped]) -> None:
        self.by_id: dict[str, Document] = {}
        self.by_file: defaultdict[Path, dict[str, Document]] = defaultdict(dict)
        self.skipped: dict[Path, Skipped] = {}
        for found in inputs:
            if isinstance(found, Skipped):
                self.skipped.setdefault(Path(_split(found.where)[0]).resolve(), found)
                continue
            file, part = _split(found.path)
            self.by_id[found.id] = found
            self.by_file[Path(file).resolve()][part] = found

    def may_hold(self, line: GoldLine) -> bool:
        """Whether the article of a line, or the file that it should stand in, was read."""
        if line.article:
            return Path(_split(line.article)[0]).resolve() in self.by_file
        return line.document in self.by_id

    def find(self, line: GoldLine) -> Document | None:
        """The article of a line; None if it is not there, or if it may be one of several."""
        if not line.article:
            return self.by_id.get(line.document)
        file, part = _split(line.article)
        parts = self.by_file.get(Path(file).resolve(), {})
        return next(iter(parts.values())) if not part and len(parts) == 1 else parts.get(part)

    def take(self, line: GoldLine) -> Document:
        """The article of a line; GoldError with the reason if there is none."""
        document = self.find(line)
        if document is not None:
            return document
        if not line.article:
            raise GoldError(
                f"{line.where}: no article with the id {line.document} "
                "(an id changes with the text: name its path as article)"
            )
        file, part = _split(line.article)
        parts = self.by_file.get(Path(file).resolve(), {})
        if parts and not part:
            raise GoldError(
                f"{line.where}: {file} holds {len(parts)} articles "
                f"(say which, such as {min(found.path for found in parts.values())})"
            )
        skip = self.skipped.get(Path(file).resolve())
        remedy = f", {skip.remedy}" if skip and skip.remedy else ""
        why = f"{skip.why}{remedy}" if skip else "no such article was read"
        raise GoldError(f"{line.where}: its article {line.article}: {why} (correct its path)")


@dataclass(frozen=True)
class _Fitting:
    """One line of gold beside the article that it speaks of."""

    line: GoldLine
    document: Document
    ontology: Ontology

    def claim(self) -> Told:
        """The claim of the line."""
        record = self.line.record
        missing = [key for key in NEEDED if not record.get(key)]
        if missing:
            raise self.fault(f"has no {' and no '.join(missing)}", "a claim needs all of these")
        given = self.stretch(_evidence(record), self.whole, "the quote")
        within = given or self.whole
        trigger = self.stretch(record.get("trigger"), within, "the trigger")
        roles = self.roles(record["roles"], within)
        return Told(
            where=self.line.where,
            document=self.document.id,
            predicate=self.predicate(record["predicate"]),
            trigger=trigger,
            roles=roles,
            status=self.status(record["status"]),
            speakers=self.speakers(record.get("attribution")),
            evidence=given or _cover(trigger, roles),
        )

    @property
    def whole(self) -> Span:
        """The whole article."""
        return Span(0, len(self.document.text))

    def fault(self, why: str, remedy: str) -> GoldError:
        """What is wrong with the line."""
        return GoldError(f"{self.line.where}: {why} ({remedy})")

    def predicate(self, name: object) -> str:
        """A relation that can be said."""
        if isinstance(name, str) and (name in self.ontology.predicates or is_open(name)):
            return name
        raise self.fault(
            f"{name!r} is no relation", "take one of ontology/kg.ttl, or rel: and the verb"
        )

    def status(self, name: object) -> Status:
        """How it is told."""
        if name not in list(Status):
            raise self.fault(f"{name!r} is no status", f"take one of {', '.join(Status)}")
        return Status(str(name))

    def roles(self, record: object, within: Span) -> dict[str, tuple[Participant, ...]]:
        """Who takes part, by role."""
        if not isinstance(record, Mapping) or not any(record.values()):
            raise self.fault("nobody in roles", 'write {"agent": [{"text": "..."}]}')
        for role, fillers in record.items():
            if role not in self.ontology.roles:
                known = ", ".join(self.ontology.roles)
                raise self.fault(f"{role!r} is no role", f"take one of {known}")
            if not isinstance(fillers, list):
                raise self.fault(f"the {role} is no list", 'write [{"text": "..."}]')
        return {
            role: tuple(self.participant(filler, within, f"the {role}") for filler in fillers)
            for role, fillers in record.items()
            if fillers
        }

    def participant(self, record: object, within: Span, what: str) -> Participant:
        """One filler of a role, or a speaker with offsets."""
        span = self.stretch(record, within, what)
        if span is None or not isinstance(record, Mapping):
            raise self.fault(f"{what} has no words", "give text, or start and end")
        return Participant(self.document.text[span.start : span.end], span, span, _meant(record))

    def speakers(self, record: object) -> tuple[Participant | None, ...] | None:
        """Who says so; None if the line leaves it open."""
        if record is None:
            return None
        if not isinstance(record, list) or not all(isinstance(said, Mapping) for said in record):
            raise self.fault(
                "attribution is no list", 'write [{"source": {"text": "..."}}], or [] for nobody'
            )
        return tuple(self.speaker(said.get("source")) for said in record)

    def speaker(self, record: object) -> Participant | None:
        """One speaker; without offsets the words or the name are enough."""
        if record is None:
            return None
        if isinstance(record, Mapping) and record.get("start") is None:
            words = record.get("text") or record.get("name")
            if isinstance(words, str):
                return Participant(words, None, None, _meant(record))
        return self.participant(record, self.whole, "the source")

    def stretch(self, record: object, within: Span, what: str) -> Span | None:
        """Where the words of a record stand: at its offsets, or where else they are found once."""
        if record is None:
            return None
        if not isinstance(record, Mapping):
            raise self.fault(f"{what} is no object", 'write {"text": "..."}')
        words, start, end = record.get("text"), record.get("start"), record.get("end")
        if start is None and end is None:
            return self.search(words, within, what) if isinstance(words, str) and words else None
        if type(start) is not int or type(end) is not int:
            raise self.fault(f"{what} has no whole start and end", "give both, or neither")
        span = self.inside(start, end, what)
        stands = self.document.text[start:end]
        if words is not None and words != stands:
            raise self.fault(
                f"{what} {_quoted(words)} does not stand at {start}-{end}, where {_quoted(stands)} "
                "stands",
                "correct start and end, or leave them out",
            )
        return span

    def inside(self, start: int, end: int, what: str) -> Span:
        """A stretch, if it lies in the article."""
        length = len(self.document.text)
        if not 0 <= start < end <= length:
            raise self.fault(
                f"{what} at {start}-{end} does not lie in its article of {length} characters",
                "correct start and end, or leave them out",
            )
        return Span(start, end)

    def search(self, words: str, within: Span, what: str) -> Span:
        """The one place in a stretch where some words stand."""
        text = self.document.text[within.start : within.end]
        found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
        place = "in the article" if within == self.whole else "in the quote"
        if not found:
            remedy = "correct the words, or add start and end if they stand elsewhere"
            raise self.fault(f"{what} {_quoted(words)} stands nowhere {place}", remedy)
        if len(found) > 1:
            times = f"{what} {_quoted(words)} stands {len(found)} times {place}"
            raise self.fault(times, "add start and end, or a longer stretch of words")
        return Span(within.start + found[0].start(), within.start + found[0].end())


def _evidence(record: Record) -> Record:
    """The sentence of a claim as a stretch of its article."""
    return {"text": record.get("quote"), "start": record.get("start"), "end": record.get("end")}


def _cover(trigger: Span | None, roles: Mapping[str, Sequence[Participant]]) -> Span:
    """All that is named of a claim."""
    spans = [one.span for fillers in roles.values() for one in fillers if one.span]
    spans += [trigger] if trigger else []
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _meant(record: Record) -> tuple[tuple[str, ...], ...]:
    """Whom the words stand for, if gold says so."""
    name = record.get("name")
    return ((name,),) if isinstance(name, str) and name else ()


def _quoted(words: object) -> str:
    text = " ".join(str(words).split())
    return f"“{text if len(text) <= SHOWN else text[:SHOWN] + '...'}”"
