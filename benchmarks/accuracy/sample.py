"""Claims drawn at random for people to read and judge: `python -m benchmarks.accuracy.sample`.

Documents of Wikinews and of government news are chosen, read as articles, and claims of them drawn,
all by a seed: the same corpora and the same kg give the same sample. The sentences are those of the
corpora, so the sample belongs outside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Article, Claim, Document, Mention, MentionKind, Span
from kg.pipeline import Toolbox, extract, open_toolbox
from kg.reading import make_document
from kg.reading.published import parse_published

SOURCES = ("wikinews", "gov_news")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Drawn:
    """One claim with the article that it is from."""

    article: Article
    claim: Claim


def draw(articles: Sequence[Article], number: int, seed: int) -> list[Drawn]:
    """Some claims at random, every claim with the same chance, in the order of the articles."""
    everything = [Drawn(article, claim) for article in articles for claim in article.claims]
    chosen = random.Random(seed).sample(range(len(everything)), min(number, len(everything)))
    return [everything[i] for i in sorted(chosen)]


def show(number: int, drawn: Drawn) -> str:
    """One claim for a reader: the sentence, what it says, who says so, when, by which rule."""
    document, claim = drawn.article.document, drawn.claim
    names = _names(drawn.article)
    roles = "\n".join(
        f"      {role.name}: {' + '.join(_named(m, document, names) for m in role.fillers)}"
        for role in claim.roles
    )
    return "\n".join(
        (
            f"{number:3d}. {_one_line(_text(document, claim.evidence))}",
            f"   {claim.predicate}  by the words: {_one_line(_text(document, claim.trigger))}",
            roles,
            f"   status: {claim.status}   said by: {_speakers(claim, document, names)}",
            f"   time: {_time(claim, document)}   rule: {claim.rule}",
            f"   from: {document.source}, {document.published or 'undated'}, {document.title}",
        )
    )


def _speakers(claim: Claim, document: Document, names: Mapping[Mention, str]) -> str:
    return (
        " < ".join(
            f"{_named(said.source, document, names) if said.source else 'nobody named'}"
            f" ({_text(document, said.cue)})"
            for said in claim.attribution
        )
        or "the article"
    )


def _time(claim: Claim, document: Document) -> str:
    if claim.time is None:
        return "none"
    return f"{_text(document, claim.time.span)} = {claim.time.start} to {claim.time.end}"


def _names(article: Article) -> Mapping[Mention, str]:
    """For each mention that is no name, the names that its antecedents lead to."""
    antecedents: dict[Mention, list[Mention]] = {}
    for link in article.coreferences:
        antecedents.setdefault(link.mention, []).append(link.antecedent)
    found = {}
    for mention in antecedents:
        line = [mention]
        for one in line:
            line += [other for other in antecedents.get(one, ()) if other not in line]
        named = [one for one in line[1:] if one.kind is MentionKind.NAME]
        found[mention] = ", ".join(dict.fromkeys(_text(article.document, m) for m in named))
    return found


def _named(mention: Mention, document: Document, names: Mapping[Mention, str]) -> str:
    text = _one_line(_text(document, mention))
    name = "" if mention.kind is MentionKind.NAME else names.get(mention, "")
    return f"{text} [= {name}]" if name else text


def _text(document: Document, span: Span | Mention) -> str:
    return document.text[span.start : span.end]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_articles(corpora: Path, documents: int, seed: int, toolbox: Toolbox) -> Iterator[Article]:
    """Some documents of each source at random, read as `kg build` reads them."""
    for source in SOURCES:
        lines = gzip.decompress((corpora / "text" / f"{source}.jsonl.gz").read_bytes())
        rows = lines.decode("utf-8").splitlines()
        chosen = random.Random(f"{seed} {source}").sample(
            range(len(rows)), min(documents, len(rows))
        )
        for i in sorted(chosen):
            row = json.loads(rows[i])
            document = make_document(
                row["text"],
                title=row["title"],
                url=row.get("url") or "",
                source=source,
                published=parse_published(row.get("date")),
            )
            yield extract(document, toolbox)


def main() -> None:
    """Print the sample, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--claims", type=int, default=200, help="how many claims to draw")
    parser.add_argument("--documents", type=int, default=100, help="how many of each source")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, help="a file outside the repository")
    options = parser.parse_args()
    if options.output and options.output.resolve().is_relative_to(ROOT):
        parser.error(f"{options.output}: the corpora's text may not be kept in {ROOT}")
    toolbox = open_toolbox()
    articles = list(read_articles(options.corpora, options.documents, options.seed, toolbox))
    drawn = draw(articles, options.claims, options.seed)
    text = "\n\n".join(show(number, one) for number, one in enumerate(drawn, 1)) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
