"""The story: read -> extract -> resolve -> graph -> write."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO

from spacy.language import Language

from kg.claims import read_claims
from kg.coreference import find_participations, resolve_coreference
from kg.corrections import NO_CORRECTIONS, read_ledger
from kg.dating import assume_dates
from kg.errors import OutputError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.graph import KnowledgeGraph
from kg.graphml import write_graphml
from kg.language import load
from kg.lexicon import Lexicon, load_lexicon
from kg.mentions import find_mentions
from kg.model import Article, Document, MentionKind, Run, Skipped
from kg.ontology import Ontology, load_ontology
from kg.page import page
from kg.rdf import DEFAULT_BASE
from kg.reading import prose_of
from kg.records import claim_lines, report_text
from kg.resolution import identify
from kg.turtle import check_formats, write_rdf, write_turtle

log = logging.getLogger(__name__)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Toolbox:
    """What articles are read with: the English model, the words, the places."""

    nlp: Language
    lexicon: Lexicon
    ontology: Ontology
    gazetteer: Gazetteer


def open_toolbox(model: str | Path | None = None, gazetteer: Path | None = None) -> Toolbox:
    """Load the model, the lexicon, the ontology and the gazetteer."""
    lexicon, places = load_lexicon(), load_gazetteer(gazetteer)
    nlp = load(model, gazetteer=places, lexicon=lexicon)
    return Toolbox(nlp, lexicon, load_ontology(), places)


def build(
    documents: Iterable[Document | Skipped],
    *,
    model: str | Path | None = None,
    gazetteer: Path | None = None,
    corrections: Path | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read articles into a knowledge graph of claims.

    `documents` may hold `Skipped` inputs, which are passed on to the graph's report.
    `corrections` is a ledger of what readers decided. `jobs` is the number of processes;
    `progress` is called with the number of inputs done so far.
    """
    toolbox = open_toolbox(model, gazetteer)
    ledger = read_ledger(corrections, toolbox.ontology) if corrections else NO_CORRECTIONS
    articles: list[Article] = []
    skipped: list[Skipped] = []
    dated = assume_dates(documents)
    for done, outcome in enumerate(_extract_all(dated, toolbox, model, gazetteer, jobs), 1):
        if isinstance(outcome, Article):
            articles.append(outcome)
        else:
            skipped.append(outcome)
        if progress is not None:
            progress(done)
    found = identify(articles, toolbox.ontology, toolbox.gazetteer, ledger)
    return KnowledgeGraph(
        articles,
        found.entities,
        toolbox.ontology,
        skipped=skipped,
        run=_run(toolbox),
        corrected=found.corrected,
        doubts=found.doubts,
    )


def extract(document: Document, toolbox: Toolbox) -> Article:
    """All that one article says; a pure function of the article."""
    doc = toolbox.nlp(prose_of(document))
    found = find_mentions(doc, document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    links, left_open = resolve_coreference(doc, found, document, gazetteer=toolbox.gazetteer)
    reading = read_claims(
        doc, document, found, links, lexicon=toolbox.lexicon, ontology=toolbox.ontology
    )
    used = {m for claim in reading.claims for role in claim.roles for m in role.fillers}
    used |= {said.source for claim in reading.claims for said in claim.attribution if said.source}
    used |= {mention for link in links for mention in (link.mention, link.antecedent)}
    return Article(
        document=document,
        mentions=tuple(m for m in found if m in used or m.kind is MentionKind.NAME),
        coreferences=links,
        claims=reading.claims,
        silent=reading.silent,
        open_pronouns=tuple(m for m in left_open if m.kind is MentionKind.PRONOUN),
        open_nominals=tuple(m for m in left_open if m.kind is MentionKind.NOMINAL),
        participations=find_participations(doc, found),
    )


def write(
    graph: KnowledgeGraph,
    folder: str | Path,
    *,
    base: str = DEFAULT_BASE,
    formats: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Write the five files, each whole or not at all; OutputError if the folder refuses them.

    `formats` are those that the RDF is written in besides Turtle: `nt`, `nq`, `trig`, `jsonld`,
    each also with `.gz` behind (`graph.nq.gz`).
    """
    check_formats(formats)
    target = Path(folder)
    writers: dict[str, Callable[[IO[bytes]], None]] = {
        "graph.html": partial(_write_text, lambda: [page(graph)]),
        "graph.ttl": partial(write_turtle, graph, base=base),
        "claims.jsonl": partial(_write_text, lambda: claim_lines(graph, base=base)),
        "graph.graphml": partial(write_graphml, graph),
        "report.json": partial(_write_text, lambda: [report_text(graph)]),
    }
    for format in formats:
        writers[f"graph.{format}"] = partial(write_rdf, graph, format=format, base=base)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return tuple(_write_whole(target / name, writer) for name, writer in writers.items())
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({error.strerror or error}); "
            "choose another folder with -o, or make room"
        ) from error


def _extract_all(
    documents: Iterable[Document | Skipped],
    toolbox: Toolbox,
    model: str | Path | None,
    gazetteer: Path | None,
    jobs: int,
) -> Iterator[Article | Skipped]:
    if jobs <= 1:
        yield from (_extract_one(document, toolbox) for document in documents)
        return
    with ProcessPoolExecutor(jobs, initializer=_open_desk, initargs=(model, gazetteer)) as pool:
        yield from pool.map(_extract_at_desk, documents, chunksize=4)


def _extract_one(document: Document | Skipped, toolbox: Toolbox) -> Article | Skipped:
    """One article read; what goes wrong in it costs this article and is reported."""
    if isinstance(document, Skipped):
        return document
    try:
        return extract(document, toolbox)
    except Exception as error:
        log.exception("cannot analyse %s", document.path or document.id)
        where = document.path or document.id
        why = f"could not be analysed ({type(error).__name__}: {error})"
        return Skipped(where, why, "please report this article")


def _run(toolbox: Toolbox) -> Run:
    """What read the articles: the program, the model and the words, by version and hash."""
    return Run(
        software="kg",
        version=version("kg"),
        model_digest=str(toolbox.nlp.meta.get("model_sha256", toolbox.nlp.meta["version"])),
        ontology_digest=toolbox.ontology.digest,
        lexicon_digest=toolbox.lexicon.digest,
    )


_DESK: list[Toolbox] = []


def _open_desk(model: str | Path | None, gazetteer: Path | None) -> None:
    """Give a worker process its own toolbox."""
    _DESK[:] = [open_toolbox(model, gazetteer)]


def _extract_at_desk(document: Document | Skipped) -> Article | Skipped:
    return _extract_one(document, _DESK[0])


def _write_text(lines: Callable[[], Iterable[str]], file: IO[bytes]) -> None:
    for line in lines():
        file.write(line.encode("utf-8"))


def _write_whole(path: Path, writer: Callable[[IO[bytes]], None]) -> Path:
    """Write beside the target first, so that a reader never sees half a file."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        try:
            writer(new)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
    written = Path(new.name)
    written.chmod(0o644)
    return written.replace(path)
