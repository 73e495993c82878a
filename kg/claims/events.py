"""Events: verbs, event nouns and predicative adjectives, with the roles that the lexicon gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from kg.claims.clauses import (
    Clause,
    light_verb_of,
    noun_clause,
    predicative_clause,
    verb_clause,
)
from kg.claims.drafts import Draft
from kg.claims.frames import Frames, complete
from kg.grammar import (
    children,
    dependents,
    has,
    is_marked,
    is_negated,
    is_passive,
    is_somebody,
    preposition,
    referents,
    spread,
)
from kg.lexicon import Entry, Lexicon, Match
from kg.ontology import Ontology
from kg.stance import is_citing, signature_of

MODIFIERS = frozenset({"amod", "compound", "case", "mark", "fixed", "flat", "nmod:desc"})
RELATING = frozenset(
    "action alliance border bond communication confrontation connection contact friendship link "
    "measure partnership rapport relation relationship step tie".split()
)
OPPOSITE = frozenset({"with", "against", "to", "toward", "towards"})
PARTNERS = frozenset({"recipient", "origin", "agent"})
SUPPORTING = frozenset("take make have give pay lose gain set keep catch lend bear cast do".split())
COMPLEMENTS = ("ccomp", "xcomp", "csubj")
PREPOSITIONS = frozenset({"barring", "concerning", "considering", "following", "regarding"})
SITES = frozenset({"City", "Country", "Region", "Place"})
WHEREABOUTS = frozenset({"in", "at", "near", "outside", "on"})
NONE = "none"
DIRECT = frozenset({"theme", "recipient", "organization", "destination", "origin"})
MOVING = frozenset({"request", "implicative"})
CLAUSAL = ("mark", "cop", "aux", "case", "nsubj", "ccomp", "xcomp", "advcl", "acl")
HEARSAY = frozenset({"report", "belief"})
SEEMING = HEARSAY | {"appearance"}
ClassOf = Callable[[Token], str | None]


def find_events(
    sentence: Sentence, class_of: ClassOf, frames: Frames, *, lexicon: Lexicon, ontology: Ontology
) -> Iterator[Draft]:
    """Every event that a sentence tells; `class_of` gives the class of a filler's mention."""
    drafts: dict[int, list[Draft]] = {}
    for token in sentence:
        clause = _clause(token, lexicon)
        if clause is None:
            continue
        clause = complete(clause, frames, lexicon)
        drafts[token.i] = list(_interpret(clause, class_of, lexicon, ontology))
    for found in drafts.values():
        for draft in found:
            verb = draft.trigger
            nouns = _lent(verb, lexicon) if verb.pos_ == "VERB" else []
            if not any(_is_told(other) for noun in nouns for other in drafts.get(noun.i, ())):
                yield draft


def _is_told(draft: Draft) -> bool:
    """Whether an event noun says more than its verb alone: held talks WITH KIM, not an election."""
    return sum(len(words) for words in draft.roles.values()) > 1


def _clause(token: Token, lexicon: Lexicon) -> Clause | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        if token.dep_ in MODIFIERS or is_citing(token) or _is_preposition(token, lexicon):
            return None
        if _is_hearsay(token, lexicon) or _is_called(token) or _only_exists(token):
            return None
        return verb_clause(token, lexicon)
    predicative = token.pos_ in {"ADJ", "VERB", "NOUN"} and has(token, "cop")
    predicative = predicative or (token.pos_ == "ADJ" and has(token, "aux:pass"))
    if predicative and lexicon.has("adjective", lemma):
        return predicative_clause(token, lexicon)
    if token.pos_ == "NOUN" and lexicon.has("noun", lemma) and token.dep_ != "compound":
        owed = token.lower_ == "thanks" and not has(token, "det", "nmod:poss", "amod")
        return None if owed and token.dep_ != "obj" else noun_clause(token, lexicon)
    return None


def _is_hearsay(verb: Token, lexicon: Lexicon) -> bool:
    """Kim IS SAID to have left: nobody says Kim. He was QUOTED AS saying so: he said it."""
    signature = signature_of(verb, lexicon)
    if any(is_marked(c, {"as"}) and c.tag_ == "VBG" for c in children(verb, "advcl", "xcomp")):
        return signature is not None and signature.name == "report"
    raises = is_passive(verb) and any(is_marked(c, {"to"}) for c in children(verb, "xcomp"))
    ordered = lexicon.signature("verb", f"{verb.lemma_.lower()} to")
    return raises and signature is not None and signature.name in HEARSAY and not ordered


def _is_preposition(verb: Token, lexicon: Lexicon) -> bool:
    """The latest step, FOLLOWING talks with Togo; a risk CONSIDERING his age: nobody does that."""
    alone = not has(verb, "nsubj", "aux", "mark", "case") and has(verb, "obj")
    if verb.lower_ not in PREPOSITIONS or verb.dep_ not in {"acl", "advcl"} or not alone:
        return False
    apart = verb.i > verb.sent.start and verb.nbor(-1).text == ","
    return apart or not is_somebody(verb.head, lexicon)


def _only_exists(verb: Token) -> bool:
    """There ARE surgeons in Perm; ACTING President Putin: no event."""
    exists = verb.lemma_.lower() == "be" and has(verb, "expl")
    titled = verb.tag_ == "VBG" and verb.text.istitle() and not verb.is_sent_start
    return exists or titled or _only_turns_to(verb)


def _only_turns_to(verb: Token) -> bool:
    """Whether a clause only names a topic: when it COMES to Togo."""
    if verb.lemma_ != "come" or not is_marked(verb, {"when"}):
        return False
    it = any(child.lower_ == "it" for child in children(verb, "nsubj", "expl"))
    return it and any(preposition(child) == "to" for child in children(verb, "obl"))


def _is_called(verb: Token) -> bool:
    """a chef NAMED Lukasz: what somebody is called is no event."""
    names = [child for child in children(verb, "xcomp", "obj", "appos") if child.pos_ == "PROPN"]
    return verb.dep_ == "acl" and verb.lemma_.lower() in {"name", "call", "dub"} and bool(names)


def _lent(verb: Token, lexicon: Lexicon) -> list[Token]:
    """The event nouns that a verb only carries: "held" of "held talks"."""
    nouns = children(verb, "obj", "nsubj:pass", "obl")
    return [
        noun
        for noun in nouns
        if lexicon.has("noun", noun.lemma_.lower()) and light_verb_of(noun, lexicon) == verb
    ]


def _interpret(
    clause: Clause,
    class_of: ClassOf,
    lexicon: Lexicon,
    ontology: Ontology,
    *,
    alone: bool = False,
) -> Iterator[Draft]:
    """What a clause tells; `alone` leaves out what it tells besides what its verb says."""
    fillers = {
        slot: tuple(token for token in tokens if class_of(token) is not None)
        for slot, tokens in clause.slots.items()
    }
    if clause.kind == "noun" and clause.carried and clause.words == (clause.trigger,):
        # "agreements reached during talks": agreements do not talk
        fillers["subject"] = _acting(fillers.get("subject", ()), class_of, ontology)
    fillers = {slot: tokens for slot, tokens in fillers.items() if tokens}
    classes = _classes(fillers, class_of)
    fit = partial(_match, clause, lexicon=lexicon, ontology=ontology, alone=alone)
    match = fit(classes)
    whole = _with_own_noun(clause, fillers, class_of)
    if whole and (phrase := fit(_classes(whole, class_of))):
        own = clause.slots["object"][0].lemma_.lower()
        longer = match is None or len(phrase.phrase) >= len(match.phrase)
        if own in phrase.phrase and longer and ("of" not in whole or "of" in phrase.phrase):
            match, fillers = phrase, whole
    if match is not None and _is_other_sense(clause, match, lexicon):
        match = None
    if match is not None:
        if _lift_partners(clause, fillers, match.entry, class_of, lexicon):
            match = fit(_classes(fillers, class_of)) or match
        roles = _gather(fillers, match.roles)
        _add_owner(clause, match.phrase, roles, class_of)
        _lift_opponents(clause, fillers, roles, class_of, lexicon, ontology)
        _address(clause, roles, class_of, lexicon, ontology)
        _add_body(roles, class_of, ontology)
        _add_site(clause, roles, class_of)
        rule = f"{match.entry.predicate}:{clause.kind}:{'_'.join(match.phrase)}"
        yield Draft(
            match.entry.predicate,
            clause.trigger,
            roles,
            clause.words,
            rule,
            carried=clause.carried,
        )
        if match.entry.besides:
            yield from _interpret(clause, class_of, lexicon, ontology, alone=True)
        return
    outcome = _outcome(clause.trigger)
    if alone or clause.kind != "verb" or not _says_something(clause, outcome, lexicon):
        return
    draft = _open(clause, outcome, fillers, class_of, lexicon)
    if draft is not None:
        roles = dict(draft.roles)
        _lift_opponents(clause, fillers, roles, class_of, lexicon, ontology)
        yield replace(draft, roles=roles)


def _is_other_sense(clause: Clause, match: Match, lexicon: Lexicon) -> bool:
    """He toured for years, developed as a politician: without an object it is another thing.

    An entry that a verb fits without one says so, by `object = "none"` or a preposition.
    """
    verb = clause.trigger
    if clause.kind != "verb" or len(match.phrase) > 1 or is_passive(verb):
        return False
    said = signature_of(verb, lexicon)
    governs = any(has(verb, label) for label in COMPLEMENTS) or has(verb, "parataxis")
    speaks = said is not None and said.speaks
    alone = not {"object", "iobject", "complement"} & clause.slots.keys()
    fits = NONE in match.entry.when.get("object", ()) or {*match.roles.values()} & DIRECT
    return alone and not governs and not speaks and not fits


def _told(head: Token, class_of: ClassOf) -> tuple[Token, ...]:
    """A word and all that is joined to it, as far as they mention anything."""
    return tuple(word for word in spread(head) if class_of(word) is not None)


def _acting(words: Iterable[Token], class_of: ClassOf, ontology: Ontology) -> tuple[Token, ...]:
    """Those of some words that mention somebody or something that acts."""
    return tuple(word for word in words if ontology.is_a(class_of(word) or "", "Agent"))


def _classes(
    fillers: Mapping[str, tuple[Token, ...]], class_of: ClassOf
) -> dict[str, tuple[str, ...]]:
    return {slot: tuple(class_of(t) or "" for t in tokens) for slot, tokens in fillers.items()}


def _match(
    clause: Clause,
    classes: Mapping[str, tuple[str, ...]],
    *,
    lexicon: Lexicon,
    ontology: Ontology,
    alone: bool,
) -> Match | None:
    return lexicon.match(
        clause.kind,
        clause.lemma,
        classes,
        particle=clause.particle,
        is_a=ontology.is_a,
        lemmas={
            slot: {token.lemma_.lower() for token in tokens}
            for slot, tokens in clause.slots.items()
        },
        alone=alone,
    )


def _with_own_noun(
    clause: Clause, fillers: Mapping[str, tuple[Token, ...]], class_of: ClassOf
) -> dict[str, tuple[Token, ...]]:
    """The slots with what hangs on the object: claimed responsibility FOR THE ATTACK.

    They count only where verb and noun are one phrase; empty if nothing hangs there.
    """
    objects = clause.slots.get("object", ())
    if clause.kind != "verb" or len(objects) != 1 or objects[0].ent_type_:
        return {}
    hanging = {slot: _told(child, class_of) for slot, child in _partners(clause)}
    hanging = {slot: words for slot, words in hanging.items() if words and slot not in fillers}
    return {**fillers, **hanging} if hanging else {}


def _lift_partners(
    clause: Clause,
    fillers: dict[str, tuple[Token, ...]],
    entry: Entry,
    class_of: ClassOf,
    lexicon: Lexicon,
) -> bool:
    """sent rockets TO WAGNER, supply of drones TO SUDAN: partners that hang on the thing.

    Whether any were found; they are added to `fillers`.
    """
    found = False
    for slot, child in _partners(clause):
        wanted = entry.roles.get(slot) in PARTNERS or (slot == "by" and clause.kind == "noun")
        leads = slot == "to" and lexicon.leads_to(child.head.lemma_.lower())  # a trip TO OSLO
        if wanted and not leads and slot not in fillers:
            fillers[slot] = _told(child, class_of)
            found = found or bool(fillers[slot])
    return found


def _lift_opponents(
    clause: Clause,
    fillers: Mapping[str, Sequence[Token]],
    roles: dict[str, tuple[Token, ...]],
    class_of: ClassOf,
    lexicon: Lexicon,
    ontology: Ontology,
) -> None:
    """broke relations WITH RUSSIA, threatened action AGAINST TOGO: whom it is done with or to.

    They hang on a thing or an event, which is no participant that acts; they are added to `roles`.
    """
    if "recipient" in roles or "agent" not in roles or clause.kind != "verb":
        return
    for slot, child in _partners(clause):
        if slot == "against" and any(word.dep_ == "det" for word in dependents(child.head)):
            continue  # "honor THE sanctions against Togo": others' sanctions
        acting = _acting(spread(child), class_of, ontology)
        noun = child.head.lemma_.lower()
        relates = noun in RELATING or lexicon.has("noun", noun)
        if slot in {"to", "toward", "towards"} and lexicon.leads_to(noun):
            continue  # called off a trip TO SHANGHAI
        inert = relates and not _acting([child.head], class_of, ontology)
        held = {word for words in roles.values() for word in words}
        if slot in OPPOSITE and slot not in fillers and acting and inert and not held & {*acting}:
            roles["recipient"] = acting
            return


def _partners(clause: Clause) -> Iterator[tuple[str, Token]]:
    """Phrases that hang on what is done, with their prepositions."""
    for thing in (*clause.slots.get("object", ()), *clause.slots.get("of", ())):
        for child in children(thing, "nmod"):
            if child.i > clause.trigger.i:
                yield preposition(child), child


def _add_owner(
    clause: Clause, phrase: Sequence[str], roles: dict[str, tuple[Token, ...]], class_of: ClassOf
) -> None:
    """shook KIM'S hand: whose the phrase's own noun is, is whom it is done to."""
    objects = clause.slots.get("object", ())
    if roles.keys() & {"theme", "recipient"} or len(objects) != 1:
        return
    if objects[0].lemma_.lower() in phrase:
        owners = [w for w in children(objects[0], "nmod:poss") if class_of(w) and w.pos_ != "PRON"]
        others = tuple(word for word in owners if word not in roles.get("agent", ()))
        if others:
            roles["theme"] = others


def _add_body(roles: dict[str, tuple[Token, ...]], class_of: ClassOf, ontology: Ontology) -> None:
    """named head OF ROYAL AIR MAROC, sworn in as governor OF ANAMBRA: where the office is held."""
    if "organization" in roles or "office" not in roles:
        return
    held = {word for words in roles.values() for word in words}
    for office in roles["office"]:
        below = [child for child in children(office, "nmod") if preposition(child) in {"of", "at"}]
        below += children(office, "nmod:poss", "compound", "amod")
        found = [word for child in below for word in spread(child) if word not in held]
        bodies = [w for w in found if _is_body(class_of(w) or "", ontology)]
        if bodies:
            roles["organization"] = tuple(bodies)
            return


def _add_site(clause: Clause, roles: dict[str, tuple[Token, ...]], class_of: ClassOf) -> None:
    """killed at a hotel IN LOMÉ, in an attack IN GOMA: the place is named one noun further down."""
    held = {word for words in roles.values() for word in words}
    if clause.kind != "verb" or any(word.pos_ == "PROPN" for word in roles.get("place", ())):
        return
    for child in children(clause.trigger, "obl"):
        if preposition(child) not in WHEREABOUTS or class_of(child) in SITES:
            continue
        for below in children(child, "nmod"):
            near = preposition(below) in WHEREABOUTS and below not in held
            if near and below.pos_ == "PROPN" and class_of(below) in SITES:
                roles["place"] = (*roles.get("place", ()), below)
                return


def _is_body(type: str, ontology: Ontology) -> bool:
    return ontology.is_a(type, "Organization") or ontology.is_a(type, "Place")


def _address(
    clause: Clause,
    roles: dict[str, tuple[Token, ...]],
    class_of: ClassOf,
    lexicon: Lexicon,
    ontology: Ontology,
) -> None:
    """demanded that HAMAS renounce it: who is to do it is whom the demand goes to."""
    signature = signature_of(clause.trigger, lexicon) if clause.kind == "verb" else None
    if signature is None or signature.name != "request" or roles.keys() & {"theme", "recipient"}:
        return
    for content in children(clause.trigger, "ccomp"):
        if is_marked(content, {"whether", "if"}):
            continue
        asked = referents(children(content, "nsubj", "nsubj:pass"), lexicon)
        acting = _acting(asked, class_of, ontology)
        if acting:
            roles["recipient"] = acting
            return


def _says_something(clause: Clause, outcome: Token | None, lexicon: Lexicon) -> bool:
    """Whether an unlisted verb tells an event itself, and does not only govern a clause."""
    governs = any(word != outcome for word in children(clause.trigger, *COMPLEMENTS))
    signature = signature_of(clause.trigger, lexicon)
    moves = signature is not None and signature.name in MOVING and _moves_somebody(clause, lexicon)
    if outcome is not None and not governs:
        return signature is None or signature.name not in SEEMING
    if signature is None or (governs and moves):
        return not governs or bool(clause.slots.get("object"))
    return not governs and (
        signature.name not in {"aspect", "implicative"} or bool(clause.slots.get("object"))
    )


def _moves_somebody(clause: Clause, lexicon: Lexicon) -> bool:
    """persuaded THE REBELS to leave: what is done to them is more than a word for leaving."""
    verb = clause.trigger
    governed = [child for child in children(verb, "xcomp") if is_marked(child, {"to"})]
    objects = [word for word in clause.slots.get("object", ()) if word.dep_ == "obj"]
    return bool(governed) and any(is_somebody(word, lexicon) for word in objects)


def _open(
    clause: Clause,
    outcome: Token | None,
    fillers: Mapping[str, tuple[Token, ...]],
    class_of: ClassOf,
    lexicon: Lexicon,
) -> Draft | None:
    """A claim with a predicate made from the words: `rel:collaborate_with`."""
    classes = _classes(fillers, class_of)
    words = [clause.lemma, clause.particle]
    if outcome is not None:
        words += ["not"] * is_negated(outcome) + [outcome.lower_]
    idiom = _idiom(clause)
    if idiom is not None:
        words.append(idiom.lemma_.lower())
        fillers = {slot: held for slot, held in fillers.items() if slot != "object"}
        fillers |= {preposition(child): _told(child, class_of) for child in children(idiom, "nmod")}
        fillers = {slot: held for slot, held in fillers.items() if slot and held}
        classes = _classes(fillers, class_of)
    roles = {slot: lexicon.role(slot, classes[slot][0]) for slot in fillers if slot != "between"}
    linking = _linking_preposition(clause, fillers) if "object" not in fillers else ""
    if linking:
        words.append(linking)
        roles[linking] = "theme"
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(word for word in words if word)).strip("_")
    if not re.search("[a-z]", name):
        return None
    gathered = _gather(fillers, roles)
    return Draft(f"rel:{name}", clause.trigger, gathered, clause.words, f"open:{clause.kind}")


def _outcome(verb: Token) -> Token | None:
    """The bare adjective that a verb ends in: pleaded GUILTY, fell ILL, made it PUBLIC.

    One with a clause of its own is no outcome: made SURE that they left.
    """
    outcomes = [c for c in children(verb, "xcomp") if c.pos_ == "ADJ" and c.i > verb.i]
    if len(outcomes) != 1 or verb.lemma_ == "have" or has(outcomes[0], *CLAUSAL):
        return None
    return outcomes[0] if outcomes[0].text.isalpha() else None


def _idiom(clause: Clause) -> Token | None:
    """The bare noun that is part of what a verb says: took PLACE, took ADVANTAGE of, had ACCESS to.

    English counts what it names; a singular noun without article or any other word before it is no
    thing of its own. Names and what has no plural (aid, oil) stay objects.
    """
    objects = clause.slots.get("object", ())
    if clause.lemma not in SUPPORTING or len(objects) != 1 or is_passive(clause.trigger):
        return None
    noun = objects[0]
    plain = noun.dep_ == "obj" and noun.tag_ == "NN" and noun.text.islower()
    alone = all(child.dep_ in {"nmod", "acl", "punct"} for child in dependents(noun))
    return noun if plain and alone else None


def _linking_preposition(clause: Clause, fillers: Mapping[str, Sequence[Token]]) -> str:
    """The preposition nearest after the verb, which is part of what an objectless verb says."""
    after = [
        (tokens[0].i, slot)
        for slot, tokens in fillers.items()
        if slot not in {"subject", "object", "iobject", "complement", "as"}
        and tokens[0].i > clause.trigger.i
    ]
    return min(after)[1] if after else ""


def _gather(
    fillers: Mapping[str, tuple[Token, ...]], roles: Mapping[str, str]
) -> dict[str, tuple[Token, ...]]:
    gathered: dict[str, list[Token]] = {}
    for slot, tokens in fillers.items():
        role = roles.get(slot)
        if role:
            held = gathered.setdefault(role, [])
            held += [token for token in tokens if token not in held]
    return {
        role: tuple(sorted(tokens, key=lambda token: token.i)) for role, tokens in gathered.items()
    }
