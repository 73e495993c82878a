"""What a correction speaks of: the figures that it names, or some mentions of one.

A figure is what one article means by some of its mentions. Where a correction means only some of
these, they are first singled out as figures of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.corrections import Correction, Decision, Named
from kg.gazetteer import Gazetteer
from kg.model import Article, Coreference, Document, Mention, MentionKind
from kg.names import normalise
from kg.ontology import Ontology
from kg.resolution.figures import Figure, find_figures
from kg.resolution.phrases import text_of
from kg.resolution.wordings import names_inside, parts_of
from kg.suggestions import did_you_mean

Figures = tuple[Figure, ...]


def open_desks(
    articles: Iterable[Article],
    corrections: Iterable[Correction],
    ontology: Ontology,
    gazetteer: Gazetteer,
) -> list[Desk]:
    """A desk for each article, in the order of the documents' ids."""
    ordered = sorted(articles, key=lambda article: article.document.id)
    narrow = _by_article(corrections)
    return [Desk(a, _said_of(a.document, narrow), ontology, gazetteer) for a in ordered]


class Desk:
    """The figures of one article, with the mentions that corrections single out set apart."""

    def __init__(
        self,
        article: Article,
        said: Iterable[Named],
        ontology: Ontology,
        gazetteer: Gazetteer,
    ) -> None:
        self.article = article
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.figures = find_figures(article, ontology, gazetteer)
        self.alone: list[Figure] = []
        self.meant = {named: self._find_meant(named) for named in said}
        singled = {m for named in self.meant for m in self._find_singled(named)}
        if singled:
            self.figures = self._set_apart(sorted(singled))

    def find(self, named: Named) -> Iterator[Figure]:
        """The figures that a name with this article means: those called so, or of its mentions."""
        mentions = self.meant[named]
        if mentions:
            yield from (f for f in self.figures if mentions & set(f.mentions))
        elif named.start is None:
            yield from (f for f in self.figures if _is_called(f, named))

    def find_inside(self, named: Named) -> Iterator[Figure]:
        """The figures with a name that stands inside this wording: *Salman* in *King Salman*."""
        mentions = names_inside(self.article, named.name)
        yield from (f for f in self.figures if mentions & set(f.mentions))

    def _find_meant(self, named: Named) -> set[Mention]:
        """The mentions that a name means where it means no figure by one of its names: those at its
        offset, those written so, or those inside that wording."""
        written = {m for m in self.article.mentions if self._is_written(m, named)}
        if named.start is not None:
            return {mention for mention in written if mention.start == named.start}
        if any(_is_called(figure, named) for figure in self.figures):
            return set()
        return written or {
            mention
            for mention in names_inside(self.article, named.name)
            if named.type in ("", self.ontology.top_type(mention.type))
        }

    def _find_singled(self, named: Named) -> Iterator[Mention]:
        """Of the mentions that a name means, those whose article has a fuller name for the same."""
        for mention in self.meant[named]:
            words = normalise(text_of(self.article, mention))
            called_so = (
                mention in f.mentions and words == normalise(f.fullest) for f in self.figures
            )
            if named.start is not None or not any(called_so):
                yield mention

    def _is_written(self, mention: Mention, named: Named) -> bool:
        if named.type and self.ontology.top_type(mention.type) != named.type:
            return False
        return normalise(text_of(self.article, mention)) == normalise(named.name)

    def _set_apart(self, singled: Sequence[Mention]) -> list[Figure]:
        rest, followers = _unlink(self.article, singled)
        alone = set(singled) | {link.mention for link in followers}
        others = tuple(mention for mention in self.article.mentions if mention not in alone)
        base = replace(self.article, mentions=others, coreferences=tuple(rest))
        figures = find_figures(base, self.ontology, self.gazetteer)
        context = frozenset(figure.entry.name for figure in figures if figure.entry)
        for mention in singled:
            self.alone += self._figures_of(mention, followers, context)
        return [*figures, *self.alone]

    def _figures_of(
        self, mention: Mention, followers: Sequence[Coreference], context: frozenset[str]
    ) -> list[Figure]:
        links = tuple(_chain(mention, followers))
        own = replace(self.article, mentions=(mention,), coreferences=links)
        found = find_figures(own, self.ontology, self.gazetteer)
        if not found:  # a pronoun, or "the president", who is nobody by itself
            figure = Figure(self.ontology.top_type(mention.type), mention.document)
            for held in (mention, *(link.mention for link in links)):
                figure.add(held, "", "singled out by a reader")
            found = [figure]
        for figure in found:
            figure.context = context - {figure.entry.name if figure.entry else ""}
        return found


class Catalogue:
    """Which figures are called what in all articles, and of which kinds they are."""

    def __init__(self, desks: Sequence[Desk], ontology: Ontology) -> None:
        self.ontology = ontology
        self.desks = desks
        self.narrow = [desk for desk in desks if desk.meant]
        self.called: defaultdict[str, dict[Figure, None]] = defaultdict(dict)
        self.writing: defaultdict[str, dict[Desk, None]] = defaultdict(dict)
        self.kinds: defaultdict[Figure, set[str]] = defaultdict(set)
        for desk, figure in ((each, figure) for each in desks for figure in each.figures):
            self.kinds[figure].add(_kind(figure))
            for name in _names_of(figure):
                self.called[name][figure] = None
            for form in figure.forms:
                self.writing[normalise(form)][desk] = None

    def find_all(self, corrections: Sequence[Correction]) -> dict[Correction, tuple[Figures, ...]]:
        """For each correction the figures of each of its names.

        New names are found first, then new kinds, then all the rest: so that what kg shows after
        a build can be spoken of, and none depends on another of its sort.
        """
        found: dict[Correction, tuple[Figures, ...]] = {}
        for wanted in ((Decision.RENAME,), (Decision.RETYPE,), (Decision.SAME, Decision.DIFFERENT)):
            some = [correction for correction in corrections if correction.decision in wanted]
            found |= {c: _narrow(c, [self.find(named) for named in c.named]) for c in some}
            for correction in some:
                self._learn(correction, found[correction][0])
        return {correction: found[correction] for correction in corrections}

    def find(self, named: Named) -> Figures:
        """The figures that a name means."""
        if named.article:
            here = (desk for desk in self.narrow if named in desk.meant)
            return tuple(figure for desk in here for figure in desk.find(named))
        found = {**self.called.get(normalise(named.name), {}), **self._find_inside(named)}
        return tuple(f for f in found if not named.type or named.type in self.kinds[f])

    def advice(self, named: Named) -> str:
        """What a name that means nothing here may have been meant for."""
        desks = [
            desk for desk in self.desks if named.article in ("", *_keys(desk.article.document))
        ]
        if not desks:
            return " (no such article)"
        known = {figure.fullest for desk in desks for figure in desk.figures if figure.is_name}
        is_known = normalise(named.name) in map(normalise, known)
        return "" if is_known else did_you_mean(named.name, filter(None, known))

    def _find_inside(self, named: Named) -> dict[Figure, None]:
        desks = {desk: None for part in parts_of(named.name) for desk in self.writing.get(part, ())}
        return {figure: None for desk in desks for figure in desk.find_inside(named)}

    def _learn(self, correction: Correction, figures: Figures) -> None:
        for figure in figures:
            if correction.decision is Decision.RENAME:
                self.called[normalise(correction.to)][figure] = None
            elif correction.decision is Decision.RETYPE:
                self.kinds[figure].add(self.ontology.top_type(correction.to))


def _by_article(corrections: Iterable[Correction]) -> dict[str, dict[Named, None]]:
    """What corrections name in one article only, by the id, title or address that they give it."""
    found: defaultdict[str, dict[Named, None]] = defaultdict(dict)
    for named in (named for correction in corrections for named in correction.named):
        if named.article:
            found[named.article][named] = None
    return dict(found)


def _said_of(document: Document, named: Mapping[str, Mapping[Named, None]]) -> list[Named]:
    return list(dict.fromkeys(one for key in _keys(document) for one in named.get(key, ())))


def _keys(document: Document) -> tuple[str, ...]:
    """What a correction may call an article."""
    return document.id, document.title, document.url


def _unlink(
    article: Article, singled: Iterable[Mention]
) -> tuple[list[Coreference], list[Coreference]]:
    """The links without the mentions singled out, and those of the pronouns that follow them.

    A name or noun that was linked to one of them is linked to what that one was linked to, or to
    the first other one that was.
    """
    alone = set(singled)
    antecedent = {link.mention: link.antecedent for link in article.coreferences}
    rest: list[Coreference] = []
    followers: list[Coreference] = []
    heirs: dict[Mention, Mention] = {}
    following = set(alone)
    for link in sorted(article.coreferences):
        if link.mention in alone:
            continue
        if link.antecedent in following and link.mention.kind is MentionKind.PRONOUN:
            followers.append(link)
            following.add(link.mention)
            continue
        target = link.antecedent
        while target in alone and target in antecedent:
            target = antecedent[target]
        if target in alone:
            target = heirs.setdefault(target, link.mention)
        if target != link.mention:
            rest.append(replace(link, antecedent=target))
    return rest, followers


def _chain(mention: Mention, followers: Iterable[Coreference]) -> Iterator[Coreference]:
    """The links that lead to a mention, directly or over other pronouns."""
    held = {mention}
    for link in followers:
        if link.antecedent in held:
            held.add(link.mention)
            yield link


def _narrow(correction: Correction, found: Sequence[Figures]) -> tuple[Figures, ...]:
    """*This article's Kim* and *Kim* are apart: the second means all the others."""
    if correction.decision is not Decision.DIFFERENT:
        return tuple(found)
    sides = [(_width(n), set(some)) for n, some in zip(correction.named, found, strict=True)]
    result = []
    for (width, some), figures in zip(sides, found, strict=True):
        less = [s for w, s in sides if s < some or (s == some and w < width)]
        result.append(tuple(figure for figure in figures if not any(figure in s for s in less)))
    return tuple(result)


def _width(named: Named) -> int:
    """How much a name can mean: one place, one article, or all."""
    return 0 if named.start is not None else 1 if named.article else 2


def _names_of(figure: Figure) -> set[str]:
    """What a figure is called, normalised: its fullest name, and each other one of several words.

    A single word such as *Kim* names only those that their article calls no fuller.
    """
    names = {form for form in figure.forms if form == figure.fullest or " " in form}
    if figure.owner:  # every state has a Foreign Ministry
        names = {f"{name} of {figure.owner}" for name in names}
    names |= {figure.entry.name} if figure.entry else set()
    return {normalise(name) for name in names}


def _is_called(figure: Figure, named: Named) -> bool:
    names = {*_names_of(figure), normalise(figure.fullest)}
    return named.type in ("", _kind(figure)) and normalise(named.name) in names


def _kind(figure: Figure) -> str:
    return "Thing" if figure.top == "Group" else figure.top
