"""Coreference of people, organizations and places in whole texts of many genres (GUM).

kg reads the raw text. A mention of kg's is a marked one if their head words are the same (of
several marked mentions with one head, as a pair and its first member, the one of the most alike
extent), else if all their words are, but for an article. Left out, since GUM marks no such
mentions: adjectives of nationality, and the noun beside a name (*leader* in *North Korean leader
Kim*), which is a part of the name's mention there.

Two ways of comparing: end to end, with kg's own mentions and types on one side; and on the marked
mentions, where a marked mention that kg has not found is alone in its cluster. Both with and
without clusters of one mention; "without" is the custom of CoNLL-2012, and takes them out of both
sides. *Names alone* keeps the mentions whose head is a proper noun, by the tags of each side, so
that *Madam Speaker* or *the House* counts on both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identity.clusters import (
    Partition,
    conll_f1,
    faults,
    mention_tally,
    tallies,
)
from benchmarks.identity.reading import Reading, overlap, read_text, snippet
from benchmarks.identity.report import Bar, Measure
from benchmarks.report import Mistake, Report, Tally
from kg.model import Mention, MentionKind, Span
from kg.pipeline import Toolbox

TYPES = frozenset({"person", "organization", "place"})
TOPS = frozenset({"Person", "Organization", "Place"})
CONLL_BAR = Bar(0.45)
NAMES_BAR = Bar(0.80)
BRACKET = re.compile(r"\((?P<open>\d[^()]*)(?P<one>\))?|(?P<close>\d+)\)")
FIRST_AND_SECOND = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves".split()
)


@dataclass(frozen=True, order=True)
class Marked:
    """One marked mention: where it stands, its head word, its chain, type and form."""

    span: Span
    head: Span
    chain: str
    type: str
    form: str


@dataclass(frozen=True)
class Text:
    """One text of the corpus, raw, with its marked mentions."""

    id: str
    text: str
    mentions: tuple[Marked, ...]

    @property
    def genre(self) -> str:
        """The second part of the name: GUM_news_iodine is news."""
        return self.id.split("_")[1]


@dataclass(frozen=True)
class _Word:
    """One word of a tree bank: its offsets, tag, head (by number in its sentence), brackets."""

    span: Span
    number: int
    tag: str
    governor: int
    brackets: str


def read_texts(conllu: str) -> Iterator[Text]:
    """The texts of a file in CoNLL-U."""
    for document in conllu.split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        yield _read_one(name.strip(), rest)


def _read_one(name: str, conllu: str) -> Text:
    text, sentences = "", []
    for block in conllu.strip().split("\n\n"):
        lines = block.split("\n")
        if text:
            text = text.rstrip() + ("\n\n" if "# newpar" in block else " ")
        words: list[_Word] = []
        for fields in (line.split("\t") for line in lines if line[:1].isdigit()):
            if "." in fields[0] or "-" in fields[0]:
                continue
            words.append(_word(fields, len(text)))
            text += fields[1] + ("" if _is_glued(fields, lines) else " ")
        sentences.append(words)
    return Text(name, text.rstrip(), tuple(sorted(_mentions(sentences))))


def _word(fields: Sequence[str], start: int) -> _Word:
    brackets = next((m[7:] for m in fields[9].split("|") if m.startswith("Entity=")), "")
    span = Span(start, start + len(fields[1]))
    return _Word(span, int(fields[0]), fields[3], int(fields[6]), brackets)


def _is_glued(fields: Sequence[str], lines: Sequence[str]) -> bool:
    # "don't" is one written word of two: the numbers of its line, "3-4", say so.
    number = int(fields[0])
    ranges = [line.split("\t")[0].split("-") for line in lines if re.match(r"\d+-\d+\t", line)]
    inside = any(int(first) <= number < int(last) for first, last in ranges)
    return inside or "SpaceAfter=No" in fields[9].split("|")


def _mentions(sentences: Iterable[Sequence[_Word]]) -> Iterator[Marked]:
    for words in sentences:
        open_: list[tuple[str, int]] = []
        for index, word in enumerate(words):
            for found in BRACKET.finditer(word.brackets):
                if found["close"]:
                    place = max(n for n, (e, _) in enumerate(open_) if _chain(e) == found["close"])
                    entity, first = open_.pop(place)
                    yield _marked(entity, words[first : index + 1])
                elif found["one"]:
                    yield _marked(found["open"], [word])
                else:
                    open_.append((found["open"], index))


def _chain(entity: str) -> str:
    return entity.split("-")[0]


def _marked(entity: str, words: Sequence[_Word]) -> Marked:
    chain, type_ = entity.split("-")[:2]
    inside = {word.number for word in words}
    head = next(word for word in words if word.governor not in inside)
    form = {"PROPN": "name", "PRON": "pronoun", "DET": "pronoun"}.get(head.tag, "noun")
    return Marked(Span(words[0].span.start, words[-1].span.end), head.span, chain, type_, form)


def pair_mentions(marked: Iterable[Marked], found: Iterable[Mention]) -> dict[Mention, Marked]:
    """kg's mentions with the marked ones of the same head word, or the same words, one to one."""
    by_head: defaultdict[int, list[Marked]] = defaultdict(list)
    by_end: defaultdict[int, list[Marked]] = defaultdict(list)
    for one in marked:
        by_head[one.head.start].append(one)
        by_end[one.span.end].append(one)
    likely = [
        (_head_differs(mention, one), -overlap(mention, one.span), mention, one)
        for mention in found
        for one in (*by_head[mention.head.start], *by_end[mention.end])
        if not _head_differs(mention, one) or _is_all_but_an_article(mention, one)
    ]
    pairs: dict[Mention, Marked] = {}
    taken: set[Marked] = set()
    for _, _, mention, one in sorted(set(likely)):
        if mention not in pairs and one not in taken:
            pairs[mention] = one
            taken.add(one)
    return pairs


def _head_differs(mention: Mention, one: Marked) -> bool:
    return mention.head.start != one.head.start


def _is_all_but_an_article(mention: Mention, one: Marked) -> bool:
    return mention.end == one.span.end and abs(mention.start - one.span.start) in (0, 2, 3, 4)


def key_of(mentions: Iterable[Marked]) -> tuple[frozenset[Span], ...]:
    """The marked mentions in their chains, by their spans."""
    of_chain: defaultdict[str, set[Span]] = defaultdict(set)
    for mention in mentions:
        of_chain[mention.chain].add(mention.span)
    return tuple(frozenset(of_chain[chain]) for chain in sorted(of_chain))


def end_to_end(
    marked: Sequence[Marked], chains: Iterable[Sequence[Mention]], pairs: Mapping[Mention, Marked]
) -> Partition:
    """Marked mentions against kg's own; what kg alone has is told by its bare offsets."""
    response = [
        frozenset(pairs[m].span if m in pairs else (m.start, m.end) for m in chain)
        for chain in chains
        if chain
    ]
    return Partition(key_of(marked), tuple(response))


def on_marked(
    marked: Sequence[Marked], chains: Iterable[Sequence[Mention]], pairs: Mapping[Mention, Marked]
) -> Partition:
    """Marked mentions on both sides; what kg has not found is alone."""
    wanted = {one.span for one in marked}
    response = [
        frozenset(pairs[m].span for m in chain if m in pairs and pairs[m].span in wanted)
        for chain in chains
    ]
    alone = wanted - {span for cluster in response for span in cluster}
    clusters = [*filter(None, response), *(frozenset([span]) for span in sorted(alone))]
    return Partition(key_of(marked), tuple(clusters))


@dataclass(frozen=True)
class Compared:
    """One text with the partitions that are scored."""

    genre: str
    end_to_end: Partition
    on_marked: Partition
    names_end_to_end: Partition
    names_on_marked: Partition


def compare(text: Text, reading: Reading, toolbox: Toolbox) -> Compared:
    """A text as kg reads it, against the marks."""
    kept = [m for m in reading.mentions if _is_comparable(m, reading)]
    pairs = pair_mentions(text.mentions, kept)
    chains = [[m for m in chain if m in set(kept)] for chain in reading.chains]
    typed = [chain for chain in chains if chain and _top(chain, toolbox) in TOPS]
    names = [[m for m in chain if _is_headed_by_a_name(m, reading)] for chain in typed]
    marked = [one for one in text.mentions if one.type in TYPES]
    marked_names = [one for one in marked if one.form == "name"]
    return Compared(
        text.genre,
        end_to_end(marked, typed, pairs),
        on_marked(marked, chains, pairs),
        end_to_end(marked_names, names, pairs),
        on_marked(marked_names, chains, pairs),
    )


def _is_comparable(mention: Mention, reading: Reading) -> bool:
    beside = reading.reasons.get(mention) == "the noun beside the name"
    return not beside and _tag_of_head(mention, reading) != "ADJ"


def _is_headed_by_a_name(mention: Mention, reading: Reading) -> bool:
    return _tag_of_head(mention, reading) == "PROPN"


def _tag_of_head(mention: Mention, reading: Reading) -> str:
    words = reading.doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
    return words[0].pos_ if words is not None else ""


def _top(chain: Sequence[Mention], toolbox: Toolbox) -> str:
    named = [mention for mention in chain if mention.kind is MentionKind.NAME]
    return toolbox.ontology.top_type((named or chain)[0].type)


def measures_of(compared: Sequence[Compared]) -> Iterator[Measure]:
    """Every view of the texts, with and without clusters of one mention."""
    views: tuple[tuple[str, Callable[[Compared], Partition], Bar | None], ...] = (
        ("end to end", lambda c: c.end_to_end, CONLL_BAR),
        ("names, end to end", lambda c: c.names_end_to_end, NAMES_BAR),
        ("marked mentions", lambda c: c.on_marked, None),
        ("names, marked mentions", lambda c: c.names_on_marked, None),
    )
    for name, view, bar in views:
        partitions = [view(text) for text in compared]
        if "end to end" in name:
            yield _measure(f"{name}: mentions F1", mention_tally(partitions))
        yield from _conll(f"{name}, with singletons", partitions, None)
        plural = [partition.without_singletons() for partition in partitions]
        yield from _conll(f"{name}", plural, bar)
    for genre in sorted({text.genre for text in compared}):
        same = [t.end_to_end.without_singletons() for t in compared if t.genre == genre]
        yield Measure("gum", f"end to end, {genre}: CoNLL F1", conll_f1(tallies(same)))


def _conll(name: str, partitions: Sequence[Partition], bar: Bar | None) -> Iterator[Measure]:
    found = tallies(partitions)
    yield from (_measure(f"{name}: {measure} F1", tally) for measure, tally in found.items())
    yield Measure("gum", f"{name}: CoNLL F1", conll_f1(found), bar)


def _measure(name: str, tally: Tally) -> Measure:
    return Measure("gum", name, tally.f1, counts=str(tally))


def explain(text: Text, reading: Reading, compared: Compared) -> Iterator[Mistake]:
    """The faults on marked mentions: which form of mention is split off or merged, and where."""
    marked = {one.span: one for one in text.mentions}
    found = {m.head.start for m in reading.mentions}
    linked = {m.head.start for link in reading.links for m in (link.mention, link.antecedent)}
    reasons = {mention.head.start: reason for mention, reason in reading.reasons.items()}
    for fault in faults(compared.on_marked):
        one = marked[fault.mention]
        head = one.head.start
        state = "" if head in linked else ", linked to nothing"
        state = state if head in found else ", no mention of kg's"
        kind = f"{fault.kind}: {_form(one, text)}{state}"
        why = f" ({reasons[head]})" if head in reasons else ""
        other = text.text[fault.with_.start : fault.with_.end][:60]
        yield Mistake(kind, f"{text.id}: {other!r}{why} | {snippet(text.text, one.head)}")


def _form(one: Marked, text: Text) -> str:
    word = text.text[one.head.start : one.head.end].casefold()
    if one.form != "pronoun":
        return f"{one.form} of a {one.type}"
    if word in FIRST_AND_SECOND:
        return "pronoun I, we, you"
    is_relative = word in ("who", "whom", "whose", "which", "that")
    return f"pronoun {'who, which, that' if is_relative else word}"


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on the development texts."""
    conllu = (corpora / "gum_open" / "dev.conllu").read_text(encoding="utf-8")
    everything: list[Compared] = []
    mistakes: list[Mistake] = []
    for text in read_texts(conllu):
        reading = read_text(text.text, toolbox)
        compared = compare(text, reading, toolbox)
        everything.append(compared)
        mistakes += explain(text, reading, compared)
    return Report(tuple(measures_of(everything)), tuple(mistakes))
