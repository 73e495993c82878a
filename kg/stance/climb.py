"""What is gathered on the way up from an event: doubt, denial, delay, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.grammar import children, dependents, has, is_negated, preposition
from kg.lexicon import Lexicon, Signature
from kg.model import Certainty
from kg.stance.signatures import signature_of
from kg.stance.speakers import Saying, is_as_reported, is_citing, is_source, speaker_of

WOULD = frozenset({"would", "'d", "’d"})
SPEAKER_PREPOSITIONS = frozenset({"according to", "as per", "per"})
CERTAINTIES = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)


@dataclass
class Climb:
    """What has been gathered on the way up.

    From `voice_only` on only speakers count; an event that is `granted` is told as being so by
    what stands around it. `beside` is the word whose own "not" does not reach down, `counted` the
    noun whose "no" has been read, `trigger` the word of the event.
    """

    lexicon: Lexicon
    negative: bool = False
    certainty: Certainty = Certainty.CERTAIN
    future: bool = False
    alleged: bool = False
    conditional: bool = False
    voice_only: bool = False
    granted: bool = False
    beside: int = -1
    counted: int = -1
    trigger: Token | None = None
    chain: list[Saying] = field(default_factory=list)

    def doubt(self, certainty: Certainty) -> None:
        """Be no surer than that."""
        if not self.voice_only:
            self.certainty = max(self.certainty, certainty, key=CERTAINTIES.index)

    def negate(self) -> None:
        """Turn it over: not so, or so after all."""
        if not self.voice_only and not self.granted:
            self.negative = not self.negative

    def delay(self) -> None:
        """Put it ahead."""
        if not self.voice_only:
            self.future = True

    def say(self, source: Token | None, cue: Token) -> None:
        """Add who says so, once for each cue."""
        if all(said.cue.i != cue.i for said in self.chain):
            self.chain.append(Saying(source, cue))


def read_tag(child: Token, climb: Climb, lexicon: Lexicon) -> None:
    """ "...", Putin said; as reported by RIA; AFP said, citing Interfax."""
    signature = signature_of(child, lexicon)
    if child.dep_ == "advcl" and child.tag_ == "VBG" and is_citing(child):
        sources = children(child, "obj")
        if sources and is_source(sources[0], lexicon):
            climb.say(sources[0], child)
        return
    if signature is None or not signature.speaks:
        return
    if child.dep_ == "parataxis" and not has(child, "obj", "iobj", "ccomp", "xcomp"):
        apply(signature, climb)
        _read_cited(child, climb)
        climb.say(speaker_of(child), child)
        read_according(child, climb)
    elif is_as_reported(child) and (signature.name == "report" or speaker_of(child)):
        climb.say(speaker_of(child), child)


def _read_cited(word: Token, climb: Climb) -> None:
    """Sources that a speaker leans on: "AFP said, citing Interfax"."""
    for child in (*dependents(word), *(c for s in children(word, "nsubj") for c in dependents(s))):
        if is_citing(child):
            sources = (
                children(child, "obj") if child.tag_ == "VBG" else children(child, "obl:agent")
            )
            if sources and is_source(sources[0], climb.lexicon):
                climb.say(sources[0], child)


def read_according(word: Token, climb: Climb) -> None:
    """Who passes a saying on: "Kim said, according to state media"."""
    for child in children(word, "obl", "nmod"):
        inside = climb.trigger is not None and child.is_ancestor(climb.trigger)
        if preposition(child) in SPEAKER_PREPOSITIONS and not inside:
            climb.say(child, children(child, "case")[0])


def is_past(verb: Token) -> bool:
    """Whether a clause tells of the past: "left", "had left", "was leaving"; not "would leave"."""
    words = (verb, *children(verb, "aux", "aux:pass", "cop"))
    return any(w.tag_ == "VBD" for w in words) and not any(w.tag_ == "MD" for w in words)


def govern(signature: Signature, head: Token, climb: Climb, *, weighs: bool = False) -> None:
    """Apply a governing word's signature, and its own negation: "did not deny that".

    Who `weighs` something says nothing: "is considering buying oil".
    """
    if head.lemma_.lower() == "able" and is_past(head) and not is_negated(head):
        return  # "was able to flee": and did
    if climb.conditional and signature.speaks:
        climb.conditional = False
        _settle_would(signature, head, climb)
    negated = is_negated(head)
    if negated and signature.polarity == "negative":
        climb.doubt(Certainty.POSSIBLE)
        climb.negate()
        climb.beside = head.i  # "did not rule out sending", "did not stop sending"
    elif negated and signature.speaks:
        climb.doubt(Certainty.POSSIBLE)
    apply(signature, climb)
    if signature.speaks and not weighs:
        _read_cited(head, climb)
        climb.say(speaker_of(head), head)


def _settle_would(signature: Signature, head: Token, climb: Climb) -> None:
    """He said he WOULD visit: a past "will", planned. They warn it WOULD violate: possible."""
    told = signature.name == "report" or signature.tense == "future"
    if head.tag_ in {"VBD", "VBN", "VBG"} and told:
        climb.delay()
    else:
        climb.doubt(Certainty.POSSIBLE)


def apply(signature: Signature, climb: Climb) -> None:
    """Do what a word's signature says: negate, doubt, delay, accuse."""
    if signature.polarity == "negative":
        climb.negate()
    if signature.certainty:
        climb.doubt(Certainty(signature.certainty))
    if signature.tense == "future":
        climb.delay()
    climb.alleged = climb.alleged or (signature.alleged and not climb.granted)
