"""Which figures of different articles are one: candidates by block, features, vetoes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.coreference.sights import GROUP_NOUNS
from kg.names import (
    LEGAL_FORMS,
    REGNAL_TITLES,
    Comparison,
    acronyms_of,
    compare_names,
    compare_person_names,
    family_key,
    gender_of,
    generation_of,
    given_keys,
    initials_fit,
    is_given_name_of,
    is_short_form_of,
    name_words,
    normalise,
    read_person_name,
    singular,
    singular_key,
    spelling_key,
    without_generation,
)
from kg.resolution.evidence import FOUNDER, Profile, are_far, profile_of, ties, why_not_one
from kg.resolution.figures import Figure, entry_key
from kg.resolution.offices import Holder, Office, holder_at
from kg.resolution.phrases import phrase_key

SAME_PERSON = 0.8
SAME_NAME = 0.85
WELL_KNOWN = 10  # times as many articles as all namesakes together
# Whoever is called by one of these without *Jr.* is hardly ever a namesake of who has it.
OFFICES = frozenset(
    "ambassador chancellor congressman congresswoman governor judge justice mayor minister premier"
    " president representative secretary senator".split()
)
SMALL_WORDS = frozenset({"of", "for", "the", "&", "in"})
Compare = Callable[[str, str], Comparison]


@dataclass(eq=False)
class Cluster:
    """Figures that are one entity; `full_names` are the fullest names of each, without repeats.

    `number` is its place among the clusters of its kind.
    """

    number: int = 0
    figures: list[Figure] = field(default_factory=list)
    because: dict[Figure, str] = field(default_factory=dict)
    full_names: dict[str, None] = field(default_factory=dict)

    def add(self, figure: Figure, reason: str = "") -> None:
        """Take in one figure, for a reason."""
        self.figures.append(figure)
        if figure.fullest:
            self.full_names[figure.fullest] = None
        if reason:
            self.because[figure] = reason

    def take_in(self, other: Cluster, reason: str) -> None:
        """Take in all figures of another cluster, for a reason."""
        for figure in other.figures:
            self.add(figure, reason)

    @property
    def forms(self) -> Counter[str]:
        """All the ways it is written, with their counts."""
        total: Counter[str] = Counter()
        for figure in self.figures:
            total.update(figure.forms)
        return total

    @cached_property
    def context(self) -> Counter[str]:
        """The known places and bodies of its articles, as it was when first asked."""
        return Counter(name for figure in self.figures for name in figure.context)

    @cached_property
    def profile(self) -> Profile:
        """What its articles tell of it as a person, as it was when first asked."""
        return profile_of(
            spelling_key(self.figures[0].fullest), (figure.evidence for figure in self.figures)
        )


def cluster(figures: Sequence[Figure]) -> list[Cluster]:
    """All figures in clusters; the order of the figures does not matter."""
    known = [figure for figure in figures if figure.entry is not None and figure.top != "Person"]
    people = [f for f in figures if f.is_name and f.top == "Person"]
    named = [f for f in figures if f.entry is None and f.is_name and f.top != "Person"]
    unnamed = [f for f in figures if f.offices and not f.is_name]
    described = [f for f in figures if f.entry is None and not f.is_name and not f.offices]
    known_bodies = _by_key([f for f in known if f.top == "Organization"], _known_key)
    found = _by_key([f for f in known if f.top != "Organization"], _known_key)
    found += _by_key(described, _described_key)
    bodies = _join_unread_names([*found, *cluster_named(named, known_bodies)])
    people_clusters = _join_aliases(_known_as_one(cluster_people(people)))
    bodies, people_clusters = _join_misread_people(_join_aliases(bodies), people_clusters)
    _place_office_holders(unnamed, people_clusters)
    return [*bodies, *_join_stray_people(people_clusters, bodies)]


def _place_office_holders(unnamed: Sequence[Figure], people: Sequence[Cluster]) -> None:
    """*The Russian president* of an article that does not name him is who is called so in others
    of the time; where they do not say, or do not agree, he stays open."""
    wanted = {office for figure in unnamed for office in figure.offices}
    holders: defaultdict[Office, list[Holder]] = defaultdict(list)
    for number, person in enumerate(people):
        for figure in person.figures:
            for office in figure.offices & wanted:
                holders[office].append(Holder(number, figure.day))
    for figure in unnamed:
        (office,) = figure.offices
        holder = holder_at(figure.day, holders[office])
        if holder is not None:
            people[holder].add(figure, "holds that office in other articles of the time")


def _by_key(figures: Iterable[Figure], key: Callable[[Figure], str]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for figure in figures:
        clusters.setdefault(key(figure), Cluster()).add(figure)
    return [clusters[name] for name in sorted(clusters)]


def _known_key(figure: Figure) -> str:
    assert figure.entry is not None
    return entry_key(figure.entry)


def _known_as_one(people: Sequence[Cluster]) -> list[Cluster]:
    """The people, those of one entry of the reader's own gazetteer joined."""
    kept: list[Cluster] = []
    of_entry: dict[str, Cluster] = {}
    for found in people:
        keys = sorted({_known_key(figure) for figure in found.figures if figure.entry is not None})
        same = of_entry.get(keys[0]) if keys else None
        if same is not None:
            same.take_in(found, "another name of the same person")
            continue
        kept.append(found)
        of_entry.update(dict.fromkeys(keys, found))
    for found in of_entry.values():
        found.figures.sort(key=lambda figure: figure.entry is None)
    return kept


def _described_key(figure: Figure) -> str:
    """What is only described: rockets are rockets anywhere, but a court or a village is its
    article's own, and so are a Russian soldier and a warship.

    "Russian state media" says whose they are, and is the same in every article; so is the Surgeon
    General.
    """
    phrase = figure.fullest
    is_named_in = any(letter.isupper() for letter in phrase)
    if figure.individual in ("Organization", "Place"):
        is_its_own = not is_named_in
    else:
        is_its_own = bool(figure.individual) and not looks_like_a_name(phrase)
    whose = f"{figure.document}|{min(figure.mentions).start}" if is_its_own else ""
    return f"{figure.top}|{whose}|{spelling_key(phrase_key(phrase))}"


def _join_unread_names(clusters: Sequence[Cluster]) -> list[Cluster]:
    """*The Philadelphia 76ers*, not read as a name here, is what other articles name so."""
    named: defaultdict[str, list[Cluster]] = defaultdict(list)
    for found in clusters:
        first = found.figures[0]
        if first.is_name and first.entry is None and not first.owner:
            for name in sorted({normalise(name) for name in found.full_names}):
                named[name].append(found)
    kept: list[Cluster] = []
    for found in clusters:
        first = found.figures[0]
        is_described = not first.is_name and first.entry is None and not first.offices
        is_unread = is_described and looks_like_a_name(first.fullest)
        bearers = named[normalise(first.fullest)] if is_unread else []
        if len(bearers) != 1:
            kept.append(found)
            continue
        bearers[0].take_in(found, "written like the name in other articles")
    return kept


def looks_like_a_name(phrase: str) -> bool:
    """Whether a phrase has several words, each with a capital: *Philadelphia Eagles*."""
    words = [word for word in phrase.split() if word.casefold() not in SMALL_WORDS]
    return len(words) > 1 and all(not word[0].islower() for word in words)


def cluster_people(figures: Sequence[Figure]) -> list[Cluster]:
    """People by family name, then by every other part of the name; short forms last."""
    full = [f for f in figures if read_person_name(f.fullest).given]
    short = [f for f in figures if not read_person_name(f.fullest).given]
    clusters = _cluster_names(full, person_blocks, compare_person_names, SAME_PERSON)
    clusters = _join_unmarked_names(clusters)
    return _place_short_forms(short, [one for found in clusters for one in _told_apart(found)])


def _join_unmarked_names(clusters: Sequence[Cluster]) -> list[Cluster]:
    """*Senator Peter Halden Jr.* is Senator Peter Halden; but never where one article has both."""
    called: defaultdict[str, list[Cluster]] = defaultdict(list)
    for found in clusters:
        if not generation_of(found.figures[0].fullest):
            for key in _person_keys(found):
                called[key].append(found)
    joined: set[int] = set()
    for found in clusters:
        if generation_of(found.figures[0].fullest) not in ("jr", "sr"):
            continue
        rivals = dict.fromkeys(rival for key in _person_keys(found) for rival in called[key])
        bearers = [rival for rival in rivals if _leaves_out_the_mark(rival, found)]
        if len(bearers) == 1:
            bearers[0].take_in(found, "the same name without its mark in other articles")
            joined.add(id(found))
    return [found for found in clusters if id(found) not in joined]


def _person_keys(found: Cluster) -> list[str]:
    """The family name with each given name that somebody may be called by."""
    name = read_person_name(found.figures[0].fullest)
    return [f"{family_key(name)}|{given}" for given in sorted(given_keys(name))]


def _leaves_out_the_mark(rival: Cluster, marked: Cluster) -> bool:
    name = without_generation(marked.figures[0].fullest)
    alike = all(compare_person_names(name, own).score >= SAME_PERSON for own in rival.full_names)
    documents = {figure.document for figure in rival.figures}
    together = any(figure.document in documents for figure in marked.figures)
    return alike and not together and not _offices(rival).isdisjoint(_offices(marked))


def _offices(found: Cluster) -> frozenset[str]:
    return OFFICES & {role for figure in found.figures for role in figure.evidence.roles}


def _told_apart(found: Cluster) -> list[Cluster]:
    """The people of one name: one, unless what the articles tell of them cannot be of one.

    Whoever is told most of comes first; a figure joins whom it shares most with among those whom
    nothing speaks against.
    """
    people: list[Person] = []
    for figure in sorted(found.figures, key=lambda figure: -figure.evidence.weight):
        _join_people(figure, found.because.get(figure, ""), people)
    if len(people) == 1:
        return [found]
    return [person.cluster for person in _bridged(people)]


@dataclass(eq=False)
class Person:
    """One of several people of a name, while they are told apart."""

    cluster: Cluster
    profile: Profile


def _join_people(figure: Figure, reason: str, people: list[Person]) -> None:
    alone = profile_of(spelling_key(figure.fullest), [figure.evidence])
    doubts = [why_not_one(alone, person.profile) for person in people]
    fitting = [person for person, doubt in zip(people, doubts, strict=True) if not doubt]
    chosen = _closest(alone, fitting, among=len(people))
    if chosen is None:
        chosen = Person(Cluster(), Profile(alone.key))
        people.append(chosen)
        doubt = next((doubt for doubt in doubts if doubt), "")
        reason = f"not the namesake of another article: {doubt}" if doubt else reason
    chosen.cluster.add(figure, reason)
    chosen.profile.add(figure.evidence)


def _closest(alone: Profile, fitting: Sequence[Person], *, among: int) -> Person | None:
    """Who shares most; where nobody shares anything, the only one or by far the commonest."""
    if len(fitting) == among == 1:
        return fitting[0]
    shared = [ties(alone, person.profile) for person in fitting]
    if shared and max(shared) > 0:
        return fitting[shared.index(max(shared))]
    by_size = sorted(fitting, key=lambda person: -person.profile.size)
    if len(by_size) > 1 and by_size[0].profile.size < 2 * by_size[1].profile.size:
        return None
    return by_size[0] if by_size else None


def _bridged(people: Sequence[Person]) -> list[Person]:
    """The people, joined where the articles of one tie it to the other after all."""
    kept: list[Person] = []
    for person in people:
        same = next((k for k in kept if _are_tied(k.profile, person.profile)), None)
        if same is None:
            kept.append(person)
            continue
        for figure in person.cluster.figures:
            same.cluster.add(figure, person.cluster.because.get(figure, ""))
        same.profile.absorb(person.profile)
    return kept


def _are_tied(one: Profile, other: Profile) -> bool:
    return ties(one, other) > 0 and not why_not_one(one, other)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The keys under which a name is found by later ones, and those under which it looks for
    earlier ones. Only names that meet under a key are compared."""

    found_under: tuple[str, ...]
    looks_under: tuple[str, ...]


def person_blocks(name: str) -> Blocks:
    """The family name with what the given name may be called, or with its initial; and all the
    words in any order.

    *V. Korolyov* meets every Korolyov whose name begins with V; *Viktor Korolyov* only those who
    may be called so, and *V. Korolyov*.
    """
    parts = read_person_name(name)
    family, first = family_key(parts), parts.given[0]
    any_order = " ".join(sorted(spelling_key(name).split()))
    initial, full = f"{family}|{first[0]}.", f"{family}|{first[0]}..."
    if len(first) == 1:
        return Blocks((initial, any_order), (initial, full, any_order))
    called = tuple(f"{family}|{given}" for given in sorted(given_keys(parts)))
    if len(parts.words) > 2 or len(first) > 5:  # *Eui-sun Chung*, *Euisun Chung*, *Chung Eui-sun*
        joined = "".join(map(spelling_key, parts.given + parts.others))
        called += (f"{spelling_key(parts.family)}|{joined}",)
    return Blocks((*called, full, any_order), (*called, initial, any_order))


def cluster_named(figures: Sequence[Figure], known: Sequence[Cluster] = ()) -> list[Cluster]:
    """Organizations, places and other named things, with the bodies that the gazetteer knows;
    short forms and acronyms last."""
    clusters = _cluster_names(figures, name_blocks, compare_names, SAME_NAME)
    return _join_short_names([*known, *clusters])


def _join_short_names(clusters: Sequence[Cluster]) -> list[Cluster]:
    """An acronym or single word alone in its article is the body that others call so, if only one
    body is."""
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    for found in clusters:
        own = normalise(found.figures[0].fullest)
        forms = {normalise(form) for form in found.forms}
        forms |= {acronym.casefold() for f in found.figures for acronym in acronyms_of(f.fullest)}
        for form in sorted(forms - {own}):
            bearers[f"{found.figures[0].owner}|{form}"].append(found)
    kept: list[Cluster] = []
    for found in clusters:
        first = found.figures[0]
        rivals = bearers.get(f"{first.owner}|{normalise(first.fullest)}", [])
        is_whole = first.entry is not None or not _is_telling(normalise(first.fullest))
        if is_whole or len(rivals) != 1 or rivals[0] is found:
            kept.append(found)
            continue
        rivals[0].take_in(found, "short for the only body called so in these articles")
    return kept


def _is_telling(name: str) -> bool:
    """Whether a single word can be a body's name alone: *Brotherhood*, but not *Commission*."""
    return " " not in name and singular(name) not in GROUP_NOUNS


def name_blocks(name: str) -> Blocks:
    """The words of a name run together, in any order, without the legal form, in the singular."""
    words = [word for word in spelling_key(name).split() if word not in SMALL_WORDS]
    bare = words[:-1] if words[-1:] and words[-1] in LEGAL_FORMS else words
    ones = "".join(word for word in singular_key(name).split() if word not in SMALL_WORDS)
    keys = tuple(dict.fromkeys(("".join(words), " ".join(sorted(words)), "".join(bare), ones)))
    return Blocks(keys, keys)


def _cluster_names(
    figures: Sequence[Figure],
    blocks_of: Callable[[str], Blocks],
    compare: Compare,
    enough: float,
) -> list[Cluster]:
    # One representative per written name; a name joins the cluster with all of whose names it can
    # be one, so that no chain of half-likenesses draws strangers together.
    by_name = _by_key(figures, lambda f: f"{f.owner}|{normalise(f.fullest)}")
    ordered = sorted(by_name, key=_commonest_first)
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    result: list[Cluster] = []
    for candidate in ordered:
        first = candidate.figures[0]
        keys = blocks_of(first.fullest)
        met = {n for key in keys.looks_under for n in blocks[first.owner, key]}
        chosen, reason = _best_cluster(candidate, [result[n] for n in sorted(met)], compare, enough)
        if chosen is None:
            chosen = Cluster(number=len(result))
            result.append(chosen)
        chosen.take_in(candidate, reason)
        for key in keys.found_under:
            if chosen.number not in blocks[first.owner, key][-1:]:
                blocks[first.owner, key].append(chosen.number)
    return result


def _commonest_first(cluster_: Cluster) -> tuple[int, int, str]:
    name = cluster_.figures[0].fullest
    return (-len(name.split()), -sum(cluster_.forms.values()), name)


def _best_cluster(
    candidate: Cluster, rivals: Sequence[Cluster], compare: Compare, enough: float
) -> tuple[Cluster | None, str]:
    scored: list[tuple[float, int, str]] = []
    for index, rival in enumerate(rivals):
        comparison = _compare_clusters(candidate, rival, compare)
        if comparison.score >= enough:
            scored.append((comparison.score, -index, comparison.reasons[0]))
    if not scored:
        return None, ""
    _, index, reason = max(scored)
    return rivals[-index], f"same name in another article: {reason}"


def _compare_clusters(one: Cluster, other: Cluster, compare: Compare) -> Comparison:
    name = one.figures[0].fullest
    if one.figures[0].owner != other.figures[0].owner:
        return Comparison(0.0, ("owners differ",))
    found = [compare(name, written) for written in sorted(other.full_names)]
    if any(comparison.score == 0.0 and comparison.reasons for comparison in found):
        return Comparison(0.0, ())
    return max(found, key=lambda comparison: comparison.score)


def _place_short_forms(short: Sequence[Figure], full: Sequence[Cluster]) -> list[Cluster]:
    """Names that are parts of longer ones (*Kim*, *López Obrador*) go to the bearer of the long
    name where there is no doubt who that is."""
    strays = _by_key(short, lambda figure: spelling_key(figure.fullest))
    bearers = _by_parts_of_name(full)
    kept: list[Cluster] = []
    for found in sorted([*full, *strays], key=_commonest_first):
        words = [w for w in _name_words(found.figures[0].fullest) if len(w) > 1]
        rivals = [r for r in bearers[" ".join(words[-2:])] if r is not found and r.figures]
        if not _place_figures(found, rivals):
            kept.append(found)
    return [found for found in kept if found.figures]


def _by_parts_of_name(full: Sequence[Cluster]) -> Mapping[str, list[Cluster]]:
    """The bearers of longer names by each word of the name, and by each two words on end."""
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    for found in full:
        parts: set[str] = set()
        for name in found.full_names:
            words = _name_words(name)
            parts.update(words)
            parts.update(f"{one} {other}" for one, other in pairwise(words) if len(words) > 2)
        for part in sorted(parts):
            bearers[part].append(found)
    return bearers


def _name_words(name: str) -> list[str]:
    """The words of a person's name in their sounds, as they are written, without particles."""
    return [spelling_key(word) for word in name_words(name)]


def _place_figures(found: Cluster, rivals: Sequence[Cluster]) -> bool:
    """Move the figures of a short name to their bearers; whether all of them found one."""
    if not rivals:
        return False
    left: list[Figure] = []
    fitting: dict[str, list[Cluster]] = {}
    for figure in found.figures:
        name = figure.fullest
        if name not in fitting:
            fitting[name] = [r for r in rivals if _can_be_short_for(name, r)]
        bearer, reason = _likeliest_bearer(figure, _possible(figure, fitting[name]))
        if bearer is None:
            left.append(figure)
        else:
            bearer.add(figure, reason)
    found.figures = left
    return not left


def _possible(figure: Figure, rivals: Sequence[Cluster]) -> Sequence[Cluster]:
    """The rivals of whom nothing that is told of the figure makes another person."""
    if not figure.evidence.roles.isdisjoint(REGNAL_TITLES):
        return ()
    if not figure.evidence.weight and not read_person_name(figure.fullest).given:
        # A bare Dyson, of whom nothing makes a person, may be the company of James Dyson.
        return [rival for rival in rivals if not _gave_a_company_the_name(rival)]
    alone = profile_of(spelling_key(figure.fullest), [figure.evidence])
    if read_person_name(figure.fullest).given:
        rivals = [
            r for r in rivals if _ends_alike(figure.fullest, r) or not are_far(alone, r.profile)
        ]
    return [rival for rival in rivals if not why_not_one(alone, rival.profile)]


def _ends_alike(name: str, rival: Cluster) -> bool:
    """Whether a name ends like a longer one; *Omar Halden* leaves the end of *Omar Halden Khan*
    out, and may be another."""
    last = _name_words(name)[-1]
    return any(_name_words(full)[-1] == last for full in rival.full_names)


def _can_be_short_for(name: str, rival: Cluster) -> bool:
    gender = gender_of(name)
    return any(
        is_short_form_of(name, full) or initials_fit(name, full)
        for full in rival.full_names
        if not gender or gender == gender_of(full)
    )


def _gave_a_company_the_name(rival: Cluster) -> bool:
    return FOUNDER in rival.profile.roles and len(rival.figures) < WELL_KNOWN


def _likeliest_bearer(figure: Figure, rivals: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The only bearer of the name; the one who alone shares the article's places and bodies; or
    the one whom nearly all the articles speak of."""
    if len(rivals) == 1:
        return rivals[0], "short form of the only such name in these articles"
    shared = [sum(rival.context[name] > 0 for name in figure.context) for rival in rivals]
    if shared and max(shared) >= max(2, 2 * sorted(shared)[-2]):
        return rivals[shared.index(max(shared))], "short form of the name that fits best here"
    sizes = [len(rival.figures) for rival in rivals]
    if sizes and max(sizes) >= WELL_KNOWN * (sum(sizes) - max(sizes)):
        best = sizes.index(max(sizes))
        if shared[best] == max(shared):
            return rivals[best], "short form of the best-known such name in these articles"
    return None, ""


def _join_aliases(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The names of which an article says that they are one's are so in the others, where nothing
    speaks against it: *Ana Moss, known as Lady Moss*."""
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    for found in clusters:
        if found.figures[0].is_name and not found.figures[0].owner:
            for name in sorted({normalise(name) for name in found.full_names}):
                bearers[name].append(found)
    taken_in: dict[int, Cluster] = {}
    for found in clusters:
        for alias in sorted({a for figure in found.figures for a in _aliases(figure)}):
            here = _home(found, taken_in)
            homes = {id(home): home for one in bearers[alias] if (home := _home(one, taken_in))}
            homes.pop(id(here), None)
            other = next(iter(homes.values()), None)
            if other is None or len(homes) > 1 or not _may_be_one(here, other):
                continue
            first, second = (other, here) if other.figures[0].entry else (here, other)
            first.take_in(second, "another article says that both names are one's")
            taken_in[id(second)] = first
    return [found for found in clusters if id(found) not in taken_in]


def _aliases(figure: Figure) -> set[str]:
    """The names that an article says are one's, but not *Moss* of *Ada Moss*, which others have."""
    return {
        normalise(alias)
        for alias in figure.aliases
        if not any(is_short_form_of(alias, form) for form in figure.forms)
        if not any(is_given_name_of(alias, form) for form in figure.forms if " " in form)
    }


def _home(found: Cluster, taken_in: Mapping[int, Cluster]) -> Cluster:
    while id(found) in taken_in:
        found = taken_in[id(found)]
    return found


def _may_be_one(one: Cluster, other: Cluster) -> bool:
    known = [found.figures[0].entry for found in (one, other) if found.figures[0].entry]
    profiles = [
        profile_of("", (figure.evidence for figure in found.figures)) for found in (one, other)
    ]
    return len(known) < 2 and not why_not_one(*profiles)


def _join_misread_people(
    others: Sequence[Cluster], people: Sequence[Cluster]
) -> tuple[list[Cluster], list[Cluster]]:
    """A name of several words, taken for a person's here and for a place's or a thing's there, is
    what it is taken for more often: *Tariq al-Mansouri*."""
    places = {
        normalise(other.figures[0].fullest): other
        for other in others
        if other.figures[0].is_name
        and other.figures[0].entry is None
        and not other.figures[0].owner
        if other.figures[0].top in ("Place", "Thing") and " " in other.figures[0].fullest
    }
    kept_others, kept_people = dict.fromkeys(others), dict.fromkeys(people)
    for person in people:
        place = places.pop(normalise(person.figures[0].fullest), None)
        if place is None:
            continue
        is_person = len(person.figures) >= len(place.figures)
        more, less = (person, place) if is_person else (place, person)
        more.take_in(less, "the same name, read as another kind of thing")
        (kept_others if is_person else kept_people).pop(less)
    return list(kept_others), list(kept_people)


def _join_stray_people(people: Sequence[Cluster], others: Sequence[Cluster]) -> list[Cluster]:
    """A single word once taken for a person and elsewhere for a body is the body: *Wagner*."""
    bodies: dict[str, Cluster] = {}
    for other in others:
        if other.figures[0].is_name and other.figures[0].top == "Organization":
            for form in other.forms:
                bodies.setdefault(normalise(form), other)
    kept: list[Cluster] = []
    for found in people:
        name = normalise(found.figures[0].fullest)
        body = bodies.get(name) if " " not in name else None
        if body is None:
            kept.append(found)
            continue
        body.take_in(found, "written like the body")
    return kept
