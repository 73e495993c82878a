"""Standing relations: offices, membership, kinship, seats, told in passing by noun phrases.

"Russian Defense Minister Sergei Shoigu"; "Pak Thae Song, chairman of the committee"; "Kim is the
leader of North Korea"; "Putin's daughter Maria"; "the Nairobi-based bank".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from kg.claims.drafts import Draft
from kg.grammar import antecedent, children, conjunction_head, has, preposition, spread
from kg.lexicon import Lexicon

ClassOf = Callable[[Token], str | None]
BELONGING = frozenset({"of", "for", "at", "in", "with", "on"})
ORGANIZED = frozenset({"holdsOfficeAt", "spokespersonFor", "worksFor"})
CARRIERS = frozenset({"obl", "nmod", "obj", "xcomp"})


def find_standing(
    sentence: Sentence, class_of: ClassOf, is_name: Callable[[Token], bool], *, lexicon: Lexicon
) -> Iterator[Draft]:
    """Every office, kinship and seat that a sentence mentions."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ in {"NOUN", "PROPN"} and not (is_name(token) and token.pos_ == "PROPN"):
            yield from _offices(token, lemma, class_of, is_name, lexicon)
        if token.lower_ == "based":
            yield from _seat(token, class_of)


def _offices(
    noun: Token,
    lemma: str,
    class_of: ClassOf,
    is_name: Callable[[Token], bool],
    lexicon: Lexicon,
) -> Iterator[Draft]:
    predicate = lexicon.office(lemma)
    kinship = lexicon.kinship(lemma)
    if predicate is None and kinship is None:
        return
    holders, construction = _holders(noun, class_of, is_name, lexicon)
    if not holders:
        return
    if kinship is not None:
        relatives = _possessors(noun, class_of, lexicon)
        if relatives:
            yield _draft(kinship, noun, {"agent": holders, "theme": relatives}, construction)
        return
    if predicate is None:
        return
    bodies = tuple(token for token in _bodies(noun, class_of, is_name) if token not in holders)
    slot = "organization" if predicate in ORGANIZED else "theme"
    roles = {"agent": holders, "office": (noun,)}
    if bodies:
        roles[slot] = bodies
    if bodies or predicate == "holdsOfficeAt":
        yield _draft(predicate, noun, roles, construction)


def _draft(
    predicate: str, noun: Token, roles: dict[str, tuple[Token, ...]], construction: str
) -> Draft:
    return Draft(predicate, noun, roles, (noun,), f"{predicate}:{construction}", standing=True)


def _holders(
    noun: Token, class_of: ClassOf, is_name: Callable[[Token], bool], lexicon: Lexicon
) -> tuple[tuple[Token, ...], str]:
    """The people (or bodies) that a noun describes, and the construction that says so."""

    def fits(token: Token) -> bool:
        return is_name(token) and class_of(token) in {"Person", "Thing"}

    head = noun.head
    if noun.dep_ in {"nmod:desc", "compound", "flat", "amod"} and noun.i < head.i and fits(head):
        return (head,), "title"
    if noun.dep_ == "appos" and is_name(conjunction_head(head)):
        return (conjunction_head(head),), "apposition"
    if noun.dep_ == "conj" and conjunction_head(noun).dep_ == "appos":
        first = conjunction_head(noun).head
        if is_name(first):
            return (first,), "apposition"
    named = [t for t in children(noun, "appos", "flat", "nmod:desc") if fits(t) and t.i > noun.i]
    if named:
        return tuple(spread(named[0])), "apposition"
    if has(noun, "cop"):
        subjects = children(noun, "nsubj")
        return tuple(
            w for s in subjects for w in spread(antecedent(s, lexicon)) if class_of(w)
        ), "copula"
    if noun.dep_ in CARRIERS and preposition(noun) == "as" and head.pos_ == "VERB":
        return _as_office(head, class_of, lexicon), "as"
    if noun.dep_ == "xcomp" and head.lemma_.lower() in {"become", "remain"}:
        subjects = children(head, "nsubj")
        return tuple(
            w for s in subjects for w in spread(antecedent(s, lexicon)) if class_of(w)
        ), "copula"
    return (), ""


def _as_office(verb: Token, class_of: ClassOf, lexicon: Lexicon) -> tuple[Token, ...]:
    """served AS chairman: the subject; appointed her AS chair: the object."""
    if verb.lemma_.lower() not in {"serve", "act", "work", "appoint", "name", "elect", "install"}:
        return ()
    found = children(verb, "obj") or children(verb, "nsubj:pass") or children(verb, "nsubj")
    return tuple(w for token in found for w in spread(antecedent(token, lexicon)) if class_of(w))


def _possessors(noun: Token, class_of: ClassOf, lexicon: Lexicon) -> tuple[Token, ...]:
    found = children(noun, "nmod:poss")
    found += [c for c in children(noun, "nmod") if preposition(c) == "of"]
    return tuple(w for token in found for w in spread(antecedent(token, lexicon)) if class_of(w))


def _bodies(noun: Token, class_of: ClassOf, is_name: Callable[[Token], bool]) -> tuple[Token, ...]:
    """Whose office it is: organizations and places by possessor, "of", demonym or compound.

    An unnamed body ("North Korea's space committee") brings the named one that it belongs to.
    """
    found: list[Token] = []
    for child in noun.children:
        possesses = child.dep_ == "nmod:poss"
        belongs = child.dep_ == "nmod" and preposition(child) in BELONGING
        before = child.dep_ in {"amod", "compound", "nmod", "nmod:desc"} and child.i < noun.i
        if possesses or belongs or (before and is_name(child)):
            found += [word for word in spread(child) if _is_body(word, class_of)]
        elif before and class_of(child) and _is_body(child, class_of):
            found.append(child)
    unnamed = [token for token in found if not is_name(token)]
    for token in unnamed:
        found += [inner for inner in _bodies(token, class_of, is_name) if is_name(inner)]
    if not found and noun.dep_ in {"nmod:desc", "compound"}:
        found += [
            sibling
            for sibling in noun.head.children
            if sibling.i < noun.i
            and sibling.dep_ in {"amod", "compound", "nmod:poss", "nmod"}
            and is_name(sibling)
            and _is_body(sibling, class_of)
        ]
    return tuple(dict.fromkeys(found))


def _is_body(token: Token, class_of: ClassOf) -> bool:
    return class_of(token) not in {None, "Person", "Thing", "Office"}


def _seat(based: Token, class_of: ClassOf) -> Iterator[Draft]:
    """the Nairobi-based bank: the bank is based in Nairobi."""
    owner = based.head
    places = [c for c in children(based, "compound", "obl", "nmod", "obl:unmarked") if class_of(c)]
    if based.dep_ == "amod" and places and class_of(owner):
        roles = {"agent": (owner,), "place": tuple(places)}
        yield Draft("basedIn", based, roles, (based,), "basedIn:compound", standing=True)
