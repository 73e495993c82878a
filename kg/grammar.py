"""Small questions to a Universal Dependencies tree, asked by every room that reads sentences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.lexicon import Lexicon

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE_WORDS = frozenset({"who", "whom", "which", "that", "whose", "where"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no"})
JOINERS = frozenset({"including", "along with", "together with", "as well as", "alongside"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
AMOUNTS = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"}
)  # labels of entities that are no names
DONE_TO = frozenset(
    "arrest behead charge convict detain evacuate expel extradite injure jail kidnap kill oust "
    "rescue sentence wound".split()
)
GIVING = frozenset(
    "allocate assign award deny give grant hand issue lend offer owe pay promise send serve show "
    "teach".split()
)
CONFERRING = frozenset("appoint crown declare designate elect name proclaim".split())
UNABLE = frozenset({"Event", "Document", "Product", "Weapon", "Vehicle", "Money", "Agreement"})
PARTS = frozenset({"flat", "compound", "amod", "nmod", "nmod:poss", "nmod:desc"})
QUOTE_ENDS = frozenset({",", '"', "”", "’", "'", "?", "!", "''"})
# Phrases that say how or why, with no participant in them: by the way, in favour of.
ADVERBIALS = frozenset(
    ("in", noun)
    for noun in "addition case fact favor favour general light line order part particular "
    "practice principle response return short sum terms turn vain view wake".split()
) | {
    ("as", "result"), ("at", "time"), ("by", "way"), ("for", "context"), ("for", "example"),
    ("for", "instance"), ("of", "course"), ("to", "end"),
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ"})


def dependents(token: Token) -> list[Token]:
    """The dependents of a word, in the order of the text.

    `token.children` searches the sentence at every call, and the claims ask many times. A document
    that was asked keeps its tree.
    """
    return [child for _, child in _tree(token.doc)[token.i]]


def children(token: Token, *labels: str) -> list[Token]:
    """The dependents of a word under any of these labels, in the order of the text."""
    return [child for label, child in _tree(token.doc)[token.i] if label in labels]


def has(token: Token, *labels: str) -> bool:
    """Whether a word has a dependent under any of these labels."""
    for label, _ in _tree(token.doc)[token.i]:  # noqa: SIM110 - any() takes twice as long
        if label in labels:
            return True
    return False


@lru_cache(maxsize=2)
def _tree(doc: Doc) -> list[list[tuple[str, Token]]]:
    """The labelled dependents of every word of a document."""
    tree: list[list[tuple[str, Token]]] = [[] for _ in range(len(doc))]
    for token in doc:
        if token.head.i != token.i:
            tree[token.head.i].append((token.dep_, token))
    return tree


def is_amount(label: str) -> bool:
    """Whether a label of an entity means a time or an amount, and no name."""
    return label in AMOUNTS


def is_root(token: Token) -> bool:
    """Whether a word heads its sentence."""
    return bool(token.head.i == token.i)


def preposition(token: Token) -> str:
    """The preposition that introduces a noun, in lower case ("" if none): "according to" is one."""
    words: list[Token] = []
    for case in children(token, "case"):
        if case.lower_ not in POSSESSIVES:
            words += [case, *children(case, "fixed")]
            if case.lower_ == "with" and case.i and case.nbor(-1).lower_ in {"together", "along"}:
                words.append(case.nbor(-1))  # whatever the tree hangs it on
    return " ".join(word.lower_ for word in sorted(set(words), key=lambda word: word.i))


def is_adverbial(noun: Token) -> bool:
    """Whether a noun and its preposition only say how or why: "for example"."""
    return (preposition(noun), noun.lemma_.lower()) in ADVERBIALS


def particle(verb: Token) -> str:
    """The particle of a phrasal verb, "" if it has none: "up" of "blew up"."""
    particles = children(verb, "compound:prt")
    return particles[0].lower_ if particles else ""


def is_marked(token: Token, words: frozenset[str] | set[str]) -> bool:
    """Whether one of these words introduces a clause."""
    return any(c.lower_ in words for c in children(token, "mark", "case", "aux", "advmod"))


def is_negated(token: Token) -> bool:
    """Whether a word carries its own "not", "never" or "no"."""
    return any(c.lower_ in NEGATORS for c in children(token, "advmod", "det", "cc:preconj"))


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or what a copula links to."""
    return token.pos_ in {"VERB", "AUX"} or has(token, "cop")


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was arrested", "arrested by", "a man arrested in Oslo"."""
    if has(verb, "aux:pass", "nsubj:pass"):
        return True
    if is_given(verb) or _is_headline_passive(verb):
        return True
    if verb.tag_ != "VBN" or has(verb, "aux"):
        return False
    if has(verb, "obl:agent"):
        return True
    if verb.dep_ == "conj" and not has(verb, "nsubj"):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    if verb.dep_ == "xcomp" and (has(verb.head, "obj") or has(verb.head, "aux:pass")):
        return not has(verb, "obj")  # want him JAILED, had her home SEARCHED
    return verb.dep_ in {"acl", "advcl", "acl:relcl"} and not has(verb, "obj")


def _is_headline_passive(verb: Token) -> bool:
    """Four ARRESTED over robbery: a verb that wants an object has its subject for one."""
    alone = not has(verb, "obj", "iobj", "ccomp", "xcomp", "aux", "conj", "mark")
    done = verb.tag_ in {"VBD", "VBN"} and is_root(verb) and verb.lemma_.lower() in DONE_TO
    return done and alone and has(verb, "nsubj")


def is_given(verb: Token) -> bool:
    """Whether somebody gets something by a verb right behind them: families AWARDED the order."""
    reduced = verb.dep_ in {"acl", "advcl"} and verb.tag_ in {"VBN", "VBD"} and has(verb, "obj")
    bare = not has(verb, "nsubj", "nsubj:pass", "aux", "mark", "iobj") and verb.i > verb.sent.start
    follows = bare and verb.left_edge == verb and verb.nbor(-1).pos_ in {"NOUN", "PROPN"}
    return reduced and follows and verb.lemma_.lower() in GIVING


def subjects(verb: Token, *labels: str) -> list[Token]:
    """The dependents of a verb that are its subjects, under any of these labels.

    Where content comes first and the speaker last, the tree may mix them up: *The suspect told
    police he was paid, PROSECUTORS said.* Each verb has the subject on its own side.
    """
    own = children(verb, *labels)
    head = verb.head
    content = [child for child in children(verb, "ccomp", "parataxis") if child.i < verb.i]
    if content and all(word.i > verb.i for word in own):
        before = _phrase_before(verb, content[-1])
        own = [before] if before is not None else own
    if verb.dep_ == "ccomp" and verb.i < head.i and head.pos_ == "VERB":
        above = children(head, *labels)
        if len(own) > 1 and not above:
            return [word for word in own if word.i < verb.i] or own
        if not own and len(above) > 1 and above[-1].i > verb.i:
            return [word for word in above if word.i < verb.i]
    if len(own) > 1 and not content and own[0].i < verb.i < own[-1].i:
        return [word for word in own if word.i < verb.i]  # no subject follows its verb
    if content and len(own) > 1 and own[-1].i > content[-1].i:
        return [word for word in own if word.i > content[-1].i]
    if content and not own:
        below = children(content[-1], *labels)
        if len(below) > 1:
            return [word for word in below if content[-1].i < word.i < verb.i]
    return own


def _phrase_before(verb: Token, content: Token) -> Token | None:
    """..., SEVERAL SOURCES close to the palace said: between the comma and the verb of saying."""
    first = last = verb.i - 1
    if verb.doc[last].text == ",":
        first = last = last - 1
    while first > content.i and verb.doc[first].text not in {",", "”", '"', "''"}:
        first -= 1
    words = verb.doc[first + 1 : last + 1]
    if first <= content.i or any(word.pos_ == "SCONJ" for word in words):
        return None
    inside = {word.i for word in words}
    for word in words:
        outer = word.head.i not in inside or word.head.pos_ == "VERB"
        if word.pos_ in {"NOUN", "PROPN", "PRON"} and outer and not preposition(word):
            return word
    return None


def is_conferred(noun: Token) -> bool:
    """Whether an office is given to the name before it: named Kim CHIEF EXECUTIVE."""
    name = noun.head
    if noun.dep_ != "appos" or name.dep_ not in {"obj", "nsubj:pass"} or noun.i < name.i:
        return False
    between = noun.doc[name.i : noun.i]
    return name.head.lemma_.lower() in CONFERRING and all(word.text != "," for word in between)


def inverted_subject(verb: Token) -> Token | None:
    """ "...," said the MAYOR: the subject of a verb right after a quotation, read as its object."""
    if not is_finite(verb) or verb.pos_ != "VERB" or has(verb, "nsubj", "nsubj:pass", "aux"):
        return None
    if verb.dep_ in {"conj", "xcomp", "acl", "acl:relcl", "advcl"} or verb.i == verb.sent.start:
        return None
    after = [child for child in children(verb, "obj", "iobj") if child.i > verb.i]
    closes = verb.nbor(-1).text in QUOTE_ENDS
    return after[0] if closes and len(after) == 1 else None


def is_order(verb: Token) -> bool:
    """Whether a verb tells somebody to do it: "Use it", "let us meet"; nobody says it is done."""
    finite = has(verb, "nsubj", "nsubj:pass", "expl", "aux", "aux:pass", "mark", "cop", "csubj")
    return verb.tag_ == "VB" and verb.pos_ == "VERB" and not finite


def spread(token: Token) -> list[Token]:
    """A word and all that is joined to it: "Kim, Putin and their ministers, including Lavrov"."""
    found = [token]
    for child in dependents(token):
        joined = child.dep_ == "conj" and not _is_excluded(child) and not is_astray(child)
        joined = joined or (child.dep_ == "appos" and is_among(child))
        if joined or (child.dep_ in {"nmod", "obl"} and preposition(child) in JOINERS):
            found += spread(child)
    return found


def is_astray(conjunct: Token) -> bool:
    """Whether a word is joined across the verb to its subject: Musk sued OpenAI and ALTMAN.

    English says all subjects before the verb, unless a comma sets the rest apart.
    """
    subject = conjunct.head
    verb = subject.head
    if subject.dep_ not in {"nsubj", "nsubj:pass"} or not subject.i < verb.i < conjunct.i:
        return False
    links = children(conjunct, "cc")
    apart = bool(links) and links[0].i > 0 and links[0].nbor(-1).text == ","
    return not apart and has(verb, "obj", "iobj", "obl")


def is_among(name: Token) -> bool:
    """Whether a name only gives an example of what stands before it: banks, AMONG THEM UBS."""
    return any(preposition(child) == "among" for child in children(name, "nmod", "obl"))


def antecedent(token: Token, lexicon: Lexicon) -> Token:
    """The noun that a relative pronoun stands for, or the word itself.

    "Who" stands for somebody: an official in charge of POLICIES, who left, is the official.
    """
    if token.tag_ not in RELATIVE_TAGS or token.lower_ not in RELATIVE_WORDS:
        return token
    clause = token
    while clause.dep_ not in {"acl:relcl", "advcl:relcl"}:
        if is_root(clause):
            return token
        clause = clause.head
    noun = clause.head
    if noun.pos_ not in NOMINAL or answers(token, clause, lexicon):
        return token
    if token.lower_ not in {"who", "whom"}:
        return noun
    person = _somebody(noun, lexicon)
    nearest = _person_before(token)
    if nearest is not None and person.is_ancestor(nearest) and person.ent_type_ != "PERSON":
        return nearest  # a gang led by JOSÉ MACÍAS, who escaped
    if person.pos_ == "NOUN" and lexicon.class_of(person.lemma_.lower()) in UNABLE:
        before = token.doc[token.sent.start : token.i]
        people = [w for w in before if w.dep_ not in PARTS and is_somebody(w, lexicon)]
        return people[-1] if people else person
    return person


def _person_before(who: Token) -> Token | None:
    """The person whose name ends right before a relative pronoun and its comma."""
    last = who.i - 1
    if last > who.sent.start and who.doc[last].text == ",":
        last -= 1
    word = who.doc[last]
    while word.dep_ in {"flat", "compound"} and not is_root(word):
        word = word.head
    return word if word.ent_type_ == "PERSON" and word.i < who.i else None


def answers(which: Token, clause: Token, lexicon: Lexicon) -> bool:
    """accused Togo of shelling Mali, WHICH it denies: what was said, and not Mali."""
    apart = which.lower_ == "which" and which.i > 0 and which.nbor(-1).text == ","
    signature = lexicon.signature("verb", clause.lemma_.lower())
    denied = signature is not None and signature.name == "denial" and which.dep_ == "obj"
    return apart and denied and lexicon.refers(clause.head.lemma_.lower()) is None


def _somebody(noun: Token, lexicon: Lexicon) -> Token:
    candidate = noun
    while candidate.pos_ == "NOUN" and not is_somebody(candidate, lexicon):
        if candidate.dep_ not in {"nmod", "conj", "appos"} or is_root(candidate):
            return noun
        candidate = candidate.head
    return candidate


def is_somebody(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names somebody or may act: "Kim", "the officials"; not "a fine"."""
    kind = lexicon.class_of(noun.lemma_.lower())
    named = noun.ent_type_ != "" and not is_amount(noun.ent_type_)
    return named or (kind is not None and lexicon.is_class_under(kind, "Agent"))


def first_of(verb: Token, lexicon: Lexicon) -> Token:
    """The verb that a conjoined verb is joined to.

    said the missiles have landed but URGED caution: a finite verb is joined to a finite verb, so
    it is "said", though the tree may hang it on "landed". Nor is one tense joined to another where
    the verb above has the right one: regretted that he had left, but FORGOT to call. One who
    speaks goes on speaking: said that it was late and ASKED them to leave.
    """
    head = verb.head
    if not is_finite(verb) or not is_predicate(head) or has(verb, "nsubj"):
        return head
    above = head
    while not is_root(above):
        above = above.head
        if above.pos_ == "VERB" and is_finite(above):
            break
    if above.pos_ != "VERB" or not is_finite(above) or above == head:
        return head
    if is_finite(head):
        fits = _tense(verb) == _tense(above) != _tense(head)
        speaks = _speaks(verb, lexicon) and _speaks(above, lexicon) and not _speaks(head, lexicon)
        fits = fits or (speaks and _tense(verb) == _tense(above))
        return above if fits and head.dep_ == "ccomp" else head
    return above


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    signature = lexicon.signature("verb", verb.lemma_.lower())
    return signature is not None and signature.speaks


def _tense(verb: Token) -> str:
    """The tense of a finite verb by its first word: past, present, modal, or before the past."""
    words = [*children(verb, "aux", "aux:pass", "cop"), verb]
    first = next((word for word in words if word.tag_ in FINITE_TAGS), verb)
    if first.tag_ == "MD":
        return "modal"
    if first.lower_ in {"had", "'d", "’d"} and first != verb:
        return "pluperfect"
    return "past" if first.tag_ == "VBD" else "present"


def is_finite(verb: Token) -> bool:
    """Whether a verb or its auxiliary shows tense: "left", "is leaving", "may leave"."""
    auxiliaries = children(verb, "aux", "aux:pass", "cop")
    return any(word.tag_ in FINITE_TAGS for word in (verb, *auxiliaries))


def referents(tokens: Iterable[Token], lexicon: Lexicon) -> list[Token]:
    """The words that some words stand for, with all that is joined to them."""
    return [word for token in tokens for word in spread(antecedent(token, lexicon))]


def conjunction_head(token: Token) -> Token:
    """The first of the words that a word is joined to."""
    while token.dep_ == "conj" and not is_root(token):
        token = token.head
    return token


def clause_above(token: Token) -> Token | None:
    """The word that heads the clause in which a word stands, None at the top."""
    current = token
    while not is_root(current):
        current = current.head
        if is_predicate(current):
            return current
    return current if current.i != token.i else None


def _is_excluded(conjunct: Token) -> bool:
    """Whether a conjunct is joined only to be left out: "Kim but not Putin"."""
    return any(c.lower_ in {"not", "n't", "rather"} for c in children(conjunct, "advmod", "cc"))
