"""People, organizations and places across the articles of one topic (ECB+), on marked mentions.

kg reads all articles of a topic, their text put together from the words, and resolves them
together, with the mentions too that its graph leaves out since no claim needs them. A marked
mention has the entity of kg's mention with the same head word, else of the one inside it that
overlaps it most; without one it is alone. A relative pronoun (*who*) is no mention of kg's: it has
the entity of the noun that kg's claims read it as. A mention that kg gives to several entities
(*the two leaders*) is with those of the same several. Only the sentences that the corpus lists as
checked count. The score is B-cubed, summed over the topics and as a mean over them.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.identity.clusters import Partition, b_cubed, conll_f1, faults, tallies
from benchmarks.identity.linking import mention_at
from benchmarks.identity.reading import root_of, snippet
from benchmarks.identity.report import Bar, Measure
from benchmarks.report import Mistake, Report, Tally
from kg.grammar import antecedent
from kg.mentions import find_mentions
from kg.model import Article, Document, Entity, Mention, MentionKind, Span
from kg.pipeline import Toolbox, extract
from kg.resolution import resolve

BAR = Bar(0.70)
TYPES = ("HUMAN_PART", "LOC_")
NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}’”]|'(?:s|re|ve|ll|d|m)?|n't|'')$", re.IGNORECASE)
NO_SPACE_AFTER = re.compile(r"^(?:[(\[{$£€#‘“]|``)$")
ENDS_A_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")


@dataclass(frozen=True, order=True)
class Marked:
    """One marked mention: its article, where it stands, its type and the thing it means."""

    article: str
    span: Span
    type: str
    means: str


@dataclass(frozen=True)
class Text:
    """One article, its text put together, with the marked mentions of its checked sentences."""

    name: str
    text: str
    mentions: tuple[Marked, ...]


def read_topic(folder: Path, checked: Mapping[str, set[int]]) -> list[Text]:
    """The articles of one topic; `checked` are the sentences that count, by the article's name."""
    paths = sorted(folder.glob("*.xml"))
    return [_read_one(path, checked.get(path.stem.partition("_")[2], set())) for path in paths]


def read_checked(path: Path) -> dict[str, dict[str, set[int]]]:
    """The checked sentences by topic and article."""
    found: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    with path.open(encoding="utf-8", newline="") as stream:
        for topic, name, sentence in list(csv.reader(stream))[1:]:
            found[topic][name].add(int(sentence))
    return {topic: dict(names) for topic, names in found.items()}


def _read_one(path: Path, checked: set[int]) -> Text:
    root = ET.parse(path).getroot()
    tokens = [(t.get("t_id", ""), int(t.get("sentence", "0")), t.text or "")
              for t in root.iter("token")]  # fmt: skip
    text, spans = join_words((sentence, word) for _, sentence, word in tokens)
    place = {name: number for number, (name, _, _) in enumerate(tokens)}
    means = _meanings(root)
    mentions = []
    for element in root.iterfind("Markables/*"):
        anchors = sorted(place[a.get("t_id", "")] for a in element.iterfind("token_anchor"))
        if not anchors or not element.tag.startswith(TYPES) or tokens[anchors[0]][1] not in checked:
            continue
        name = f"{path.stem}#{element.get('m_id')}"
        span = Span(spans[anchors[0]].start, spans[anchors[-1]].end)
        mentions.append(
            Marked(path.stem, span, element.tag, means.get(element.get("m_id", ""), name))
        )
    return Text(path.stem, text, tuple(sorted(mentions)))


def _meanings(root: ET.Element) -> dict[str, str]:
    """What each mention means: the thing of its chain, across articles or in this one alone."""
    found: dict[str, str] = {}
    for chain in root.iterfind("Relations/*"):
        own = f"{root.get('doc_name')}#{chain.get('r_id')}"
        meant = chain.get("note", own) if chain.tag == "CROSS_DOC_COREF" else own
        for source in chain.iterfind("source"):
            found[source.get("m_id", "")] = meant
    return found


def join_words(words: Iterable[tuple[int, str]]) -> tuple[str, list[Span]]:
    """A text of words with their sentence numbers, spaced as English is, and the place of each.

    A sentence that ends in no full stop (a title, a place line) is a paragraph of its own.
    """
    text, spans, last, glued = "", [], 0, True
    for sentence, word in words:
        if sentence != last and text:
            text += " " if ENDS_A_SENTENCE.search(text) else "\n\n"
        elif not glued and not NO_SPACE_BEFORE.match(word):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        last, glued = sentence, bool(NO_SPACE_AFTER.match(word))
    return text, spans


@dataclass(frozen=True)
class Found:
    """What kg makes of a marked mention: its own mention, if any, and the entities of that."""

    mention: Mention | None
    entities: tuple[str, ...]


def partition_of(found: Mapping[Marked, Found]) -> Partition:
    """The marked mentions by what they mean, and by the entities that kg gives them."""
    key: defaultdict[str, set[Marked]] = defaultdict(set)
    response: defaultdict[object, set[Marked]] = defaultdict(set)
    for marked, one in found.items():
        key[marked.means].add(marked)
        response[one.entities or marked].add(marked)
    return Partition(_sorted(key.values()), _sorted(response.values()))


def _sorted(clusters: Iterable[set[Marked]]) -> tuple[frozenset[Marked], ...]:
    return tuple(frozenset(cluster) for cluster in sorted(clusters, key=min))


@dataclass(frozen=True)
class Topic:
    """One topic as kg reads it."""

    name: str
    texts: Mapping[str, Text]
    found: Mapping[Marked, Found]
    names: frozenset[Marked]
    entities: Mapping[str, Entity]

    @property
    def partition(self) -> Partition:
        """All marked mentions."""
        return partition_of(self.found)

    @property
    def names_alone(self) -> Partition:
        """Those whose head is a proper noun."""
        return partition_of({m: f for m, f in self.found.items() if m in self.names})


def read_with_kg(name: str, texts: Sequence[Text], toolbox: Toolbox) -> Topic:
    """The articles of a topic, read and resolved together, mapped on the marked mentions."""
    docs = {text.name: toolbox.nlp(text.text) for text in texts}
    articles = {
        text.name: _read_with_all_mentions(text, docs[text.name], toolbox) for text in texts
    }
    entities = resolve(list(articles.values()), toolbox.ontology, toolbox.gazetteer)
    of_mention: defaultdict[Mention, list[str]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            of_mention[mention].append(entity.id)
    found: dict[Marked, Found] = {}
    names: set[Marked] = set()
    for text in texts:
        for marked in text.mentions:
            stretch = _stretch_meant(marked.span, docs[text.name], toolbox)
            own = mention_at(stretch, docs[text.name], articles[text.name])
            found[marked] = Found(own, tuple(of_mention[own]) if own else ())
            if root_of(docs[text.name], marked.span).pos_ == "PROPN":
                names.add(marked)
    return Topic(
        name,
        {text.name: text for text in texts},
        found,
        frozenset(names),
        {entity.id: entity for entity in entities},
    )


def _stretch_meant(span: Span, doc: Doc, toolbox: Toolbox) -> Span:
    """The marked stretch, or the noun of a relative pronoun."""
    root = root_of(doc, span)
    noun = antecedent(root, toolbox.lexicon)
    return span if noun.i == root.i else Span(noun.idx, noun.idx + len(noun))


def _read_with_all_mentions(text: Text, doc: Doc, toolbox: Toolbox) -> Article:
    """An article as kg reads it, with the mentions too that no claim needs."""
    document = Document(text.name, text.text)
    found = find_mentions(doc, document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    return replace(extract(document, toolbox), mentions=found)


def measures_of(topics: Sequence[Topic]) -> Iterator[Measure]:
    """B-cubed over all topics and by topic; names alone; the other measures beside it."""
    scored = {topic.name: _b_cubed(topic.partition) for topic in topics}
    total = sum(scored.values(), Tally())
    yield _measure("B-cubed F1, micro", total, BAR)
    mean = sum(tally.f1 for tally in scored.values()) / len(scored)
    yield Measure("ecbplus", "B-cubed F1, macro", mean, BAR, f"{len(scored)} topics")
    plural = [topic.partition.without_singletons() for topic in topics]
    yield _measure("B-cubed F1, without singletons", sum(map(_b_cubed, plural), Tally()))
    names = [topic.names_alone for topic in topics]
    yield _measure("names: B-cubed F1", sum(map(_b_cubed, names), Tally()))
    plural_names = [partition.without_singletons() for partition in names]
    yield _measure(
        "names: B-cubed F1, without singletons", sum(map(_b_cubed, plural_names), Tally())
    )
    both = tallies(topic.partition for topic in topics)
    yield _measure("MUC F1", both["MUC"])
    yield _measure("CEAF-e F1", both["CEAF-e"])
    yield Measure("ecbplus", "CoNLL F1", conll_f1(both))
    yield from (_measure(f"B-cubed F1, topic {name}", tally) for name, tally in scored.items())


def _b_cubed(partition: Partition) -> Tally:
    return b_cubed(partition.key, partition.response)


def _measure(name: str, tally: Tally, bar: Bar | None = None) -> Measure:
    return Measure("ecbplus", name, tally.f1, bar, str(tally))


def explain(topic: Topic) -> Iterator[Mistake]:
    """The mentions split from their own or merged with others, by form and what became of them."""
    for fault in faults(topic.partition):
        one, other = topic.found[fault.mention], topic.found[fault.with_]
        same_article = fault.mention.article == fault.with_.article
        where = "one article" if same_article else "two articles"
        kind = f"{fault.kind}, {where}: {_form(fault.mention, topic)}{_state(one)}"
        here, there = _show(fault.mention, one, topic), _show(fault.with_, other, topic)
        yield Mistake(kind, f"{here}  |  {there}")


def _form(marked: Marked, topic: Topic) -> str:
    mention = topic.found[marked].mention
    if marked in topic.names:
        return "name"
    is_pronoun = mention is not None and mention.kind is MentionKind.PRONOUN
    return "pronoun" if is_pronoun else "noun"


def _state(found: Found) -> str:
    if found.mention is None:
        return ", no mention that kg keeps"
    return "" if found.entities else ", left open"


def _show(marked: Marked, found: Found, topic: Topic) -> str:
    names = ", ".join(found.entities) or "nothing"
    around = snippet(topic.texts[marked.article].text, marked.span, width=45)
    return f"{marked.article} {marked.type} {names}: {around}"


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on all topics that are there."""
    folder = corpora / "ecbplus"
    checked = read_checked(folder / "ECBplus_coreference_sentences.csv")
    topics = []
    for path in sorted((folder / "ECB+").iterdir(), key=lambda path: int(path.name)):
        texts = read_topic(path, checked[path.name])
        topics.append(read_with_kg(path.name, texts, toolbox))
    mistakes = [mistake for topic in topics for mistake in explain(topic)]
    return Report(tuple(measures_of(topics)), tuple(mistakes))
