"""How a clause is told, from the event at its head to the top of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.grammar import has, is_root
from kg.lexicon import Lexicon
from kg.model import Certainty, Polarity, Stance, Tense
from kg.stance.clause import read_clause, read_sentence
from kg.stance.climb import Climb
from kg.stance.nouns import climb_noun
from kg.stance.speakers import Saying
from kg.stance.steps import step


@dataclass(frozen=True)
class Telling:
    """The stance of a clause and the chain of who says so, the outermost speaker first."""

    stance: Stance
    chain: tuple[Saying, ...]


def telling(trigger: Token, lexicon: Lexicon, *, carried: bool = False) -> Telling:
    """How the event or state at `trigger` is told.

    Both sides have denied the sale: negative, said by both sides. An event noun that is not
    `carried` by a light verb is taken for granted by what is said around it: "They did not attend
    the talks" leaves the talks, "They did not hold talks" does not.
    """
    climb = Climb(lexicon, trigger=trigger)
    current = trigger
    if trigger.pos_ in {"NOUN", "PROPN"} and not has(trigger, "cop"):
        current = climb_noun(trigger, climb, lexicon)
        climb.granted = not carried
    while True:
        read_clause(current, climb, lexicon)
        if is_root(current):
            break
        above = step(current, climb, lexicon)
        if above is None:
            break
        current = above
    read_sentence(trigger, current, climb)
    if climb.conditional:
        climb.certainty = Certainty.POSSIBLE
    return Telling(
        Stance(
            polarity=Polarity.NEGATIVE if climb.negative else Polarity.POSITIVE,
            certainty=climb.certainty,
            tense=Tense.FUTURE if climb.future else Tense.NON_FUTURE,
            alleged=climb.alleged,
        ),
        tuple(reversed(climb.chain)),
    )
