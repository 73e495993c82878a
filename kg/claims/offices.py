"""Standing relations: offices, membership, kinship, seats, told in passing by noun phrases.

"Russian Defense Minister Sergei Shoigu"; "Pak Thae Song, chairman of the committee"; "Kim is the
leader of North Korea"; "Putin's daughter Maria"; "the Nairobi-based bank".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from kg.claims.drafts import Draft
from kg.grammar import (
    children,
    conjunction_head,
    dependents,
    has,
    is_conferred,
    preposition,
    referents,
    spread,
)
from kg.lexicon import Lexicon

ClassOf = Callable[[Token], str | None]
Words = tuple[Token, ...]
SERVING = frozenset({"represented", "worksFor"})
OWNING = frozenset({"of", "for", "at"})
POSTED = frozenset("ambassador envoy consul governor representative attaché president".split())
BELONGING = frozenset({"of", "for", "at", "in", "with", "on"})
ORGANIZED = frozenset({"holdsOfficeAt", "spokespersonFor", "worksFor"})
PERSONAL = frozenset({"holdsOfficeAt", "spokespersonFor"})
CARRIERS = frozenset({"obl", "nmod", "obj", "xcomp"})
BECOMING = frozenset({"become", "remain"})
NAMING = frozenset({"serve", "act", "work", "appoint", "name", "elect", "install"})
SEATS = {"based": "basedIn", "born": "bornIn"}
SITED = frozenset({"in", "near", "outside"})
MOBILE = frozenset({"ArmedForce", "PeopleGroup", "Team"})
LOCATED = "locatedIn"
PLACES = frozenset({"City", "Place", "Region", "Facility", "Country"})
TITLES = frozenset({"nmod:desc", "compound", "flat", "amod"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nmod:desc", "nmod:poss"})


def find_standing(
    sentence: Sentence,
    class_of: ClassOf,
    is_name: Callable[[Token], bool],
    *,
    appositions: Mapping[int, Token],
    lexicon: Lexicon,
) -> Iterator[Draft]:
    """Every office, kinship and seat that a sentence mentions.

    `appositions` gives the name that says who a noun is, by the noun's position.
    """
    registry = _Registry(class_of, is_name, appositions, lexicon)
    for token in sentence:
        if token.pos_ in {"NOUN", "PROPN"} and not (is_name(token) and token.pos_ == "PROPN"):
            yield from registry.offices(token)
            yield from registry.nationality(token)
        if token.lower_ in SEATS:
            yield from registry.seat(token)
        if token.pos_ == "PROPN" and has(token, "cop"):
            yield from registry.site(token)
        if is_name(token) and class_of(token) == "Person":
            yield from registry.affiliation(token)


@dataclass(frozen=True)
class _Registry:
    """Who holds what in a sentence."""

    class_of: ClassOf
    is_name: Callable[[Token], bool]
    appositions: Mapping[int, Token]
    lexicon: Lexicon

    def offices(self, noun: Token) -> Iterator[Draft]:
        """The office or kinship that a noun names, with who holds it."""
        lemma = noun.lemma_.lower()
        predicate, kinship = self.lexicon.office(lemma), self.lexicon.kinship(lemma)
        if (predicate is None and kinship is None) or self.goes_on(noun):
            return
        holders, construction = self.holders(noun)
        if predicate in PERSONAL:
            holders = tuple(word for word in holders if self.may_hold(word))
        if not holders:
            return
        if kinship is not None:
            relatives = self.possessors(noun)
            if relatives:
                yield _draft(kinship, noun, {"agent": holders, "theme": relatives}, construction)
        elif predicate is not None:
            yield from self.office(predicate, noun, holders, construction)

    def goes_on(self, noun: Token) -> bool:
        """Whether the next word is the rest of the office: ATTORNEY General Novak."""
        after = noun.nbor(1) if noun.i + 1 < noun.sent.end else noun
        office = after.pos_ == "PROPN" and self.lexicon.office(after.lemma_.lower()) is not None
        titles = noun.dep_ in TITLES and after.dep_ in TITLES and after.head in (noun.head, noun)
        return office and after != noun and (titles or noun.head == after)

    def office(
        self, predicate: str, noun: Token, holders: Words, construction: str
    ) -> Iterator[Draft]:
        """One office; all but a plain one ("the minister said") need the body it is held in."""
        organized = predicate in ORGANIZED
        bodies = self.bodies(noun, organized=organized) or self.right_before(noun)
        if not bodies and noun.i > noun.sent.start and self.goes_on(noun.nbor(-1)):
            bodies = self.bodies(noun.nbor(-1), organized=organized)
        bodies = tuple(token for token in bodies if token not in holders)
        if predicate == "represented" and construction == "title":
            predicate, organized = "holdsOfficeAt", True  # Representative Rooney
            bodies = ()
        if organized and all(self.class_of(word) == "PeopleGroup" for word in bodies):
            bodies = ()  # a Republican senator
        roles = {"agent": holders, "office": (noun,)}
        if bodies:
            roles["organization" if organized else "theme"] = bodies
        if bodies or predicate == "holdsOfficeAt":
            yield _draft(predicate, noun, roles, construction)

    def holders(self, noun: Token) -> tuple[Words, str]:
        """Whom a noun describes, and the construction that says so."""
        head = noun.head
        if noun.dep_ in TITLES and noun.i < head.i and self.fits(head):
            return (head,), "title"
        if noun.i in self.appositions:
            return tuple(spread(self.appositions[noun.i])), "apposition"
        first = conjunction_head(noun)
        if first.dep_ == "appos" and not _follows_colon(first) and not is_conferred(first):
            described = _nearest_conjunct(first.head, first, self.is_name)
            return ((described,), "apposition") if described else ((), "")
        if has(first, "cop") and (first == noun or noun.i in _equals(first)):
            return self.known(children(first, "nsubj")), "copula"
        if noun.dep_ == "xcomp" and head.lemma_.lower() in BECOMING:
            return self.known(children(head, "nsubj")), "copula"
        if noun.dep_ in CARRIERS and preposition(noun) == "as" and head.lemma_.lower() in NAMING:
            found = children(head, "obj") or children(head, "nsubj:pass", "nsubj")
            return self.known(found), "as"
        return (), ""

    def possessors(self, noun: Token) -> Words:
        """Whose relative a noun names: "his wife", "the son of Quint"."""
        found = children(noun, "nmod:poss")
        found += [child for child in children(noun, "nmod") if preposition(child) == "of"]
        return self.known(found)

    def bodies(self, noun: Token, *, organized: bool) -> Words:
        """Whose office it is: by possessor, "of", demonym or compound.

        An unnamed body ("North Korea's space committee") brings the named one that it belongs to.
        """
        found: list[Token] = []
        for child in dependents(noun):
            if child.dep_ in {"amod", "compound"} and self.is_where(child, noun):
                continue
            if child == portfolio_of(noun, self.lexicon):
                found += self.bodies(child, organized=organized)
            elif self.modifies(child, noun):
                found += [word for word in spread(child) if self.is_body(word, organized=organized)]
        for token in [token for token in found if not self.is_name(token)]:
            inner = self.bodies(token, organized=True)
            found += [word for word in inner if self.is_name(word)]
        beside = not self.lexicon.is_private_office(noun.lemma_.lower())
        if not found and beside and noun.dep_ in {"nmod:desc", "compound"}:
            found += self.beside(noun)
        return tuple(dict.fromkeys(found))

    def right_before(self, noun: Token) -> Words:
        """A body right before its office, whatever the tree says: MINISTRY spokeswoman."""
        if noun.i == noun.sent.start:
            return ()
        before = noun.nbor(-1)
        fits = self.is_body(before, organized=True) and not self.is_where(before, noun)
        return (before,) if fits else ()

    def beside(self, title: Token) -> Iterator[Token]:
        """Named modifiers that the tree hangs on the person: "RUSSIAN President Putin"."""
        for sibling in dependents(title.head):
            named = sibling.dep_ in MODIFIERS and self.is_name(sibling)
            if sibling.i < title.i and named and self.is_body(sibling, organized=True):
                yield sibling

    def modifies(self, child: Token, noun: Token) -> bool:
        """Whether a dependent may say whose office it is."""
        if child.dep_ == "nmod:poss":
            return True
        if child.dep_ == "nmod" and preposition(child) in BELONGING:
            return preposition(child) in OWNING or self.is_posted(child, noun)
        return child.dep_ in MODIFIERS and child.i < noun.i

    def is_where(self, child: Token, noun: Token) -> bool:
        """an Italian professor, a TORONTO lawyer: where they are from, not whom they serve."""
        lemma = noun.lemma_.lower()
        if child.dep_ == "amod" and self.lexicon.is_private_office(lemma):
            return True
        serves = self.lexicon.office(lemma) in SERVING
        return serves and self.class_of(child) in {"City", "Region", "Place", "Facility"}

    def is_posted(self, child: Token, noun: Token) -> bool:
        """an ambassador IN Kabul, a minister IN the cabinet; a lawyer in Kabul only works there."""
        place = self.class_of(child) in PLACES
        return not place or noun.lemma_.lower() in POSTED

    def is_body(self, token: Token, *, organized: bool) -> bool:
        """Whether a word names what an office is held in; lawyers have people."""
        kinds = {None, "Thing", "Person"} if organized else {None, "Thing"}
        if token.pos_ == "PRON" and not self.class_of(token):
            return False
        return self.class_of(token) not in kinds

    def may_hold(self, token: Token) -> bool:
        """Whether a word may be who holds an office: no country, no company."""
        return self.class_of(token) in {"Person", "PeopleGroup", "Agent", "Thing", ""}

    def fits(self, token: Token) -> bool:
        """Whether a word may be somebody's name."""
        return self.is_name(token) and self.class_of(token) in {"Person", "Thing"}

    def known(self, tokens: Iterable[Token]) -> Words:
        """The words and all joined to them, as far as they mention anything."""
        return tuple(word for word in referents(tokens, self.lexicon) if self.class_of(word))

    def nationality(self, noun: Token) -> Iterator[Draft]:
        """AMERICAN actor George Clooney; a diplomat is America's, an actor only from there."""
        lemma = noun.lemma_.lower()
        person = self.lexicon.is_class_under(self.lexicon.class_of(lemma) or "", "Person")
        serves = self.lexicon.office(lemma) and not self.lexicon.is_private_office(lemma)
        if not person or serves or noun.tag_ == "NNS":
            return
        demonyms = [c for c in children(noun, "amod") if self.class_of(c) == "Country"]
        holders = self.holders(noun)[0] if demonyms else ()
        holders = tuple(word for word in holders if self.is_name(word) and self.may_hold(word))
        if holders:
            roles = {"agent": holders, "place": tuple(demonyms)}
            words = (demonyms[0],)
            yield Draft("citizenOf", demonyms[0], roles, words, "citizenOf:demonym", standing=True)

    def affiliation(self, name: Token) -> Iterator[Draft]:
        """Joanna Cherry OF THE SCOTTISH NATIONAL PARTY."""
        if not has(name, "flat"):
            return  # the Star of Mysore
        for child in children(name, "nmod"):
            body = self.is_name(child) and self.is_body(child, organized=True)
            place = self.class_of(child) in PLACES
            if body and not place and preposition(child) == "of":
                case = children(child, "case")[0]
                roles = {"agent": (name,), "organization": tuple(spread(child))}
                yield Draft("memberOf", case, roles, (case,), "memberOf:of", standing=True)

    def seat(self, based: Token) -> Iterator[Draft]:
        """the Nairobi-based bank: the bank is based in Nairobi; Kenyan-born Obama Senior."""
        predicate = SEATS[based.lower_]
        owner = based.head
        found = children(based, "compound", "obl", "nmod", "obl:unmarked", "nmod:unmarked")
        places = tuple(child for child in found if self.class_of(child))
        kind = self.class_of(owner)
        if based.dep_ == "amod" and places and kind and self.lexicon.is_class_under(kind, "Agent"):
            roles = {"agent": (owner,), "place": places}
            yield Draft(predicate, based, roles, (based,), f"{predicate}:compound", standing=True)

    def site(self, place: Token) -> Iterator[Draft]:
        """Punta Tombo is IN ARGENTINA, its office near Oslo; people and troops come and go."""
        if preposition(place) not in SITED or self.class_of(place) not in PLACES:
            return
        kinds = {word: self.class_of(word) or "" for word in children(place, "nsubj")}
        settled = tuple(
            word
            for word, kind in kinds.items()
            if any(self.lexicon.is_class_under(kind, top) for top in ("Organization", "Place"))
        )
        if settled and not MOBILE & {*kinds.values()}:
            yield _draft(LOCATED, place, {"agent": settled, "place": (place,)}, "copula")


def portfolio_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """What an office is for: secretary of STATE, chief of STAFF, minister of foreign AFFAIRS."""
    for child in children(noun, "nmod"):
        bare = not has(child, "det", "nmod:poss")
        if (
            bare
            and preposition(child) in {"of", "for"}
            and lexicon.is_portfolio(child.lemma_.lower())
        ):
            return child
    return None


def _draft(predicate: str, noun: Token, roles: dict[str, Words], construction: str) -> Draft:
    return Draft(predicate, noun, roles, (noun,), f"{predicate}:{construction}", standing=True)


def _equals(first: Token) -> set[int]:
    """The nouns joined to what somebody is: was a lawyer AND A PROFESSOR at Yale."""
    return {word.i for word in spread(first) if not has(word, "nsubj", "cop")}


def _follows_colon(noun: Token) -> bool:
    """Came with Kim: GENERALS and a diplomat. They are listed, not described."""
    return any(word.text == ":" for word in noun.doc[noun.head.i + 1 : noun.i])


def _nearest_conjunct(head: Token, noun: Token, is_name: Callable[[Token], bool]) -> Token | None:
    """Kozhemyako and Kozlov, THE MINISTER: the name that stands last before the noun."""
    names = [word for word in spread(conjunction_head(head)) if is_name(word) and word.i < noun.i]
    return max(names, key=lambda word: word.i) if names else None
