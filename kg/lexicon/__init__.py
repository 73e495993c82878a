"""How English says what the ontology can say: `ontology/lexicon/*.toml`, as kg uses them.

Entries turn the slots around a verb, an event noun or an adjective into the roles of a relation.
Signatures say what a governing word does to what stands below it. Classes say what common nouns
name. The words are all in the data, which anyone can edit; the grammar is in `claims` and `stance`.
"""

from kg.lexicon.entries import Entry, Example, Expected, Kind, Match, NounClass, Signature
from kg.lexicon.loading import load_lexicon
from kg.lexicon.lookup import Lexicon

__all__ = [
    "Entry",
    "Example",
    "Expected",
    "Kind",
    "Lexicon",
    "Match",
    "NounClass",
    "Signature",
    "load_lexicon",
]
