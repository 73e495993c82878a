"""Places given to the right country, region or city of the gazetteer: counting, and the classes.

A marked place counts if the gazetteer holds it. It is found where kg has a mention with its head
word that belongs to some entity; it is right where that entity has the wanted identifier (the type
and the name, for the few regions and seas that the gazetteer holds without one).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from benchmarks.identity.reading import overlap, root_of
from benchmarks.identity.report import Bar, Measure, share
from benchmarks.report import Mistake
from kg.gazetteer import GazetteerEntry
from kg.model import Article, Entity, Mention, Span

BAR = Bar(0.90)
PRONOUNS = frozenset("he him his she her hers it its they them their theirs".split())


@dataclass(frozen=True)
class Link:
    """One marked place, and the entity that kg gives to it.

    `wanted` are the identifiers of the right entry, `found` those of kg's entity; `entity` is its
    name, "" where there is none. `form` is name, noun or pronoun.
    """

    words: str
    form: str
    wanted: frozenset[str]
    wanted_name: str
    wanted_type: str
    has_mention: bool = False
    entity: str = ""
    entity_type: str = ""
    found: frozenset[str] = frozenset()
    why: str = ""
    around: str = ""

    @property
    def is_found(self) -> bool:
        """Whether kg gives it to some entity."""
        return bool(self.entity)

    @property
    def is_right(self) -> bool:
        """Whether that is the marked one."""
        return bool(self.wanted & self.found)


def form_of(words: str) -> str:
    """Name, noun or pronoun, by the look of the words: *Egypt*, *the country*, *it*."""
    if words.casefold() in PRONOUNS:
        return "pronoun"
    bare = words.removeprefix("the ").removeprefix("The ")
    return "name" if bare[:1].isupper() else "noun"


def measures_of(corpus: str, links: Sequence[Link]) -> Iterator[Measure]:
    """How many places are found and right: the names, by type of the place, and all forms."""
    names = [link for link in links if link.form == "name"]
    yield from _counted(corpus, "places named", names, BAR)
    for kind in sorted({link.wanted_type for link in names}):
        same = [link for link in names if link.wanted_type == kind]
        yield from _counted(corpus, f"places named, {kind}", same, None)
    if len(names) < len(links):
        yield from _counted(corpus, "places, nouns and pronouns too", links, None)


def _counted(
    corpus: str, name: str, links: Sequence[Link], bar: Bar | None
) -> tuple[Measure, Measure]:
    found = [link for link in links if link.is_found]
    right = sum(link.is_right for link in found)
    return (
        share(corpus, f"{name}: right of the found", right, len(found), bar=bar),
        share(corpus, f"{name}: found", len(found), len(links)),
    )


def explain(links: Iterable[Link]) -> Iterator[Mistake]:
    """The places that are not found or not right."""
    for link in links:
        if not link.is_right:
            found = f"{link.entity or 'nothing'} ({link.why})" if link.why else link.entity
            yield Mistake(_kind(link), f"{link.wanted_name} | {found} | {link.around}")


def _kind(link: Link) -> str:
    what = f"{link.form} of a {link.wanted_type}"
    if not link.has_mention:
        return f"{what}: no mention that kg keeps"
    if not link.is_found:
        return f"{what}: left open"
    if not any(key.startswith("http") for key in link.found):
        return f"{what}: an entity that the gazetteer does not know, {link.entity_type}"
    if "acts: stands for" in link.why:
        return f"{what}: taken for the state whose capital it is"
    return f"{what}: another {link.entity_type} of the gazetteer"


class EntityIndex:
    """The entities of a graph by their mentions."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._of_mention: dict[Mention, Entity] = {}
        self._reasons: dict[Mention, str] = {}
        for entity in entities:
            self._of_mention.update((mention, entity) for mention in entity.mentions)
            self._reasons.update(entity.reasons)

    def entity_of(self, mention: Mention) -> Entity | None:
        """The entity that holds a mention, one of them if there are several."""
        return self._of_mention.get(mention)

    def why(self, mention: Mention) -> str:
        """The reason for it."""
        return self._reasons.get(mention, "")


def link_of(
    span: Span, entry: GazetteerEntry, article: Article, doc: Doc, index: EntityIndex, around: str
) -> Link:
    """What kg makes of one marked place."""
    words = article.document.text[span.start : span.end]
    wanted = _keys(entry.identifiers, entry.type, entry.name)
    mention = mention_at(span, doc, article)
    entity = index.entity_of(mention) if mention else None
    if mention is None or entity is None:
        return Link(
            words, form_of(words), wanted, entry.name, entry.type, mention is not None,
            around=around,
        )  # fmt: skip
    return Link(
        words, form_of(words), wanted, entry.name, entry.type, True, entity.name, entity.type,
        _keys(entity.anchor.identifiers, entity.type, entity.name), index.why(mention), around,
    )  # fmt: skip


def _keys(identifiers: Iterable[str], type_: str, name: str) -> frozenset[str]:
    return frozenset(identifiers) or frozenset({f"{type_} {name}"})


def mention_at(span: Span, doc: Doc, article: Article) -> Mention | None:
    """kg's mention for a marked stretch: with the same head, else inside it and most alike."""
    head = root_of(doc, span)
    same = [m for m in article.mentions if m.head.start == head.idx]
    inside = [m for m in article.mentions if span.start <= m.head.start < span.end]
    return max(same or inside, key=lambda m: (overlap(m, span), m), default=None)


def by_identifier(entries: Iterable[GazetteerEntry]) -> Mapping[str, GazetteerEntry]:
    """Entries by each of their identifiers."""
    return {uri: entry for entry in entries for uri in entry.identifiers}
