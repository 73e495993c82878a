"""How a clause is told: whether it is so, how sure, still to come, and who says so.

Starting at the word that says the event, the clauses above it are climbed one by one; each
governing word changes the stance as the lexicon's signature of it says. The words that may govern
are data (`ontology/lexicon/stance.toml`); the grammar of scope is here.
"""

from kg.stance.climb import is_past
from kg.stance.signatures import addressee_of, governor_of, signature_of
from kg.stance.speakers import Saying, is_citing, speaker_of
from kg.stance.told import Telling, telling

__all__ = [
    "Saying",
    "Telling",
    "addressee_of",
    "governor_of",
    "is_citing",
    "is_past",
    "signature_of",
    "speaker_of",
    "telling",
]
