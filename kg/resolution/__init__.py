"""Identity: the mentions of many articles become entities, each with the reasons why.

Each article is read into figures (what it means by its names), then figures of different articles
are joined where their names agree and nothing speaks against it, and corrections have the last
word. No claim is changed by that, and the order of the articles does not matter.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from kg.corrections import NO_CORRECTIONS, NOTHING_CORRECTED, Corrected, Ledger
from kg.gazetteer import Gazetteer
from kg.model import Anchor, Article, Entity, Mention
from kg.names import is_acronym, normalise
from kg.ontology import Ontology
from kg.resolution.changes import Changes, outcome
from kg.resolution.clusters import Cluster, cluster
from kg.resolution.doubts import Doubt, find_doubts
from kg.resolution.orders import give_orders
from kg.resolution.regrouping import regroup
from kg.resolution.sides import Side
from kg.resolution.stories import join_stories

__all__ = ["Doubt", "Identities", "Side", "identify", "resolve"]


@dataclass(frozen=True)
class Identities:
    """Who is who: the entities sorted by id, what corrections did, and what is least certain."""

    entities: tuple[Entity, ...]
    corrected: Corrected = NOTHING_CORRECTED
    doubts: tuple[Doubt, ...] = ()


def resolve(
    articles: Sequence[Article], ontology: Ontology, gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    """The entities that the mentions of some articles stand for, sorted by id.

    A name is in exactly one entity (but *the Russia-North Korea border* names two). A noun or
    pronoun is where its antecedents are: a plural such as *the two leaders* is in the entity of
    each. A pronoun or *the president* without antecedent is in none.
    """
    return identify(articles, ontology, gazetteer).entities


def identify(
    articles: Sequence[Article],
    ontology: Ontology,
    gazetteer: Gazetteer,
    ledger: Ledger = NO_CORRECTIONS,
) -> Identities:
    """The same entities, as the corrections of a ledger have them; CorrectionError if those
    contradict each other. The order of the articles and of the corrections does not matter.
    """
    orders = give_orders(articles, ledger.corrections, ontology, gazetteer)
    found = join_stories(cluster(orders.to_cluster), articles)
    clusters = [c for c in regroup(found, orders) if _has_a_name(c)]
    changes = Changes(orders, clusters)
    drafts = [_draft(c, ontology, *changes.of(c)) for c in clusters]
    entities = _with_own_ids(drafts)
    id_of = {entity.mentions: entity.id for entity in entities}  # no two hold the same mentions
    ids = {id(c): id_of[draft.mentions] for c, draft in zip(clusters, drafts, strict=True)}
    home = {figure: ids[id(c)] for c in clusters for figure in c.figures}
    return Identities(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        corrected=outcome(ledger, orders, home, articles),
        doubts=find_doubts(clusters, ids, entities, articles, orders),
    )


def _has_a_name(found: Cluster) -> bool:
    return found.figures[0].entry is not None or any(found.forms)


def _draft(found: Cluster, ontology: Ontology, name: str, type_: str) -> Entity:
    """The entity of a cluster; `name` and `type_` are what a reader gave it, or empty."""
    names = tuple(dict.fromkeys(filter(None, (name, *_names_of(found)))))
    type_ = type_ or _type_of(found, ontology)
    entry = found.figures[0].entry
    anchor = Anchor(entry.identifiers, entry.latitude, entry.longitude) if entry else Anchor()
    return Entity(
        id=f"{ontology.top_type(type_).casefold()}/{_quoted(names[0])}",
        type=type_,
        names=names,
        mentions=tuple(sorted({m for figure in found.figures for m in figure.mentions})),
        reasons=tuple(sorted(_reasons_of(found))),
        anchor=anchor,
    )


def _reasons_of(found: Cluster) -> set[tuple[Mention, str]]:
    reasons: set[tuple[Mention, str]] = set()
    for figure in found.figures:
        joined = found.because.get(figure, "")
        for mention, reason in figure.reasons:
            reasons.add((mention, f"{reason}; {joined}" if joined else reason))
    return reasons


def _names_of(found: Cluster) -> tuple[str, ...]:
    """The preferred name, then the others by how often they are written."""
    first = found.figures[0]
    forms = found.forms
    if first.entry is not None:
        preferred = first.entry.name
    else:
        preferred = _preferred(forms)
        if first.owner and first.top == "Place":
            preferred = f"{preferred}, {first.owner}"
        elif first.owner:
            preferred = f"{_capitalised(preferred)} of {first.owner}"
    others = sorted((form for form in forms if form), key=lambda f: (-forms[f], f))
    return tuple(dict.fromkeys((preferred, *others)))


def _capitalised(name: str) -> str:
    return " ".join(
        word if word in ("of", "and", "the") else word[:1].upper() + word[1:]
        for word in name.split()
    )


def _preferred(forms: Counter[str]) -> str:
    # The fullest common form: not a short one, and not one that stands for a fourth or less of
    # the commonest full one.
    full = {form: count for form, count in forms.items() if " " in form and not is_acronym(form)}
    choice = full or dict(forms)
    most = max(choice.values(), default=0)
    common = [form for form, count in choice.items() if count * 4 > most]
    return max(common, key=lambda f: (len(f.split()), choice[f], _marks(f), f))


def _marks(form: str) -> int:
    return sum(not letter.isascii() for letter in form) - form.isupper()


def _type_of(found: Cluster, ontology: Ontology) -> str:
    first = found.figures[0]
    if first.entry is not None:
        return first.entry.type
    if first.top == "Group":
        return "PeopleGroup"
    types: Counter[str] = Counter()
    tops: Counter[str] = Counter()
    for figure in found.figures:
        types.update(figure.types)
        tops[figure.top] += len(figure.mentions)
    top = max(tops, key=lambda name: (tops[name], name != "Thing", name == first.top, name))
    fitting = {t: n for t, n in types.items() if ontology.top_type(t) == top} or {top: 1}
    finer = {t: n for t, n in fitting.items() if t != top} or fitting
    return max(finer, key=lambda name: (finer[name], name))


def _quoted(name: str) -> str:
    """A name as the tail of an IRI: spaces as underscores, letters and digits as they are."""
    composed = unicodedata.normalize("NFC", name.strip()).replace(" ", "_")
    return "".join(
        letter if letter.isalnum() or letter in "_-." else quote(letter, safe="")
        for letter in composed
    )


def _with_own_ids(drafts: Iterable[Entity]) -> list[Entity]:
    """Entities whose ids are all different: of namesakes, the one with the most to it keeps the
    plain id, the others add a hash of their content."""
    namesakes: defaultdict[str, list[Entity]] = defaultdict(list)
    for draft in drafts:
        namesakes[draft.id].append(draft)
    result: list[Entity] = []
    for same in namesakes.values():
        ordered = sorted(same, key=_weight)
        result += [ordered[0], *(_renamed(entity) for entity in ordered[1:])]
    return result


def _weight(entity: Entity) -> tuple[int, int, tuple[Mention, ...]]:
    return (-len(entity.anchor.identifiers), -len(entity.mentions), entity.mentions)


def _renamed(entity: Entity) -> Entity:
    told = [*entity.anchor.identifiers, *(normalise(name) for name in entity.names)]
    told += [mention.document for mention in entity.mentions]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:8]
    return replace(entity, id=f"{entity.id}_{digest}")
