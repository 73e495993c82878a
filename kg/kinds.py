"""Of what class a named thing is: by the gazetteer, by the name's last word, by what it is called.

The English model tells people, organizations and places apart; this room says that a place is a
country, a city, a region or a facility, and an organization a ministry or a company.
"""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from kg.gazetteer import Gazetteer
from kg.grammar import children, preposition
from kg.lexicon import Lexicon

CLASSES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "WORK": "Product",
    "WORK_OF_ART": "Product",
    "NORP": "PeopleGroup",
    "SHIP": "Vehicle",
}
# What stands before the names of ships: navies and kinds of ships.
SHIP_PREFIXES = frozenset(
    "ARA BRP HMAS HMCS HMNZS HMS INS KRI MV RMS ROKS TCG USCGC USNS USS".split()
)
SHIPS = frozenset(
    "battleship boat carrier corvette cruiser destroyer ferry freighter frigate ship steamer"
    " submarine tanker trawler tugboat vessel warship yacht".split()
)
_LABELS = {"Country": "COUNTRY", "City": "CITY", "Region": "REGION", "Facility": "FACILITY"}
_CALLED = frozenset({"nmod", "appos", "compound", "nmod:desc", "flat"})


def class_of_name(words: Words, label: str, *, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """The class of the ontology that a name with this label of the model falls under."""
    top = CLASSES.get(label, "Thing")
    if top == "Place" and words[1:2].text == "of":
        body = lexicon.class_of(words[0].lower_)  # the Bank of Scotland is in no Scotland
        if body is not None and lexicon.is_class_under(body, "Organization"):
            return body
    if top in {"Place", "PeopleGroup", "Thing"}:
        if gazetteer.is_demonym(words.text) and words.root.pos_ != "NOUN":
            return "Country"
        entries = gazetteer.look_up(words.text)
        if entries and top == "Place":
            return entries[0].type
    if top in {"Organization", "Place", "Thing"}:
        finer = _class_told(words[-1], lexicon) or _class_told(words.root, lexicon)
        if finer is not None and (top == "Thing" or lexicon.is_class_under(finer, top)):
            return finer
    return (top == "Place" and _called(words.root, lexicon)) or top


def _class_told(word: Token, lexicon: Lexicon) -> str | None:
    """The class that a word of a name says; BAKER at the end of a film's name is nobody."""
    return None if word.lower_ in lexicon.person_nouns else lexicon.class_of(word.lower_)


def is_ship(words: Words) -> bool:
    """Whether a name is a ship's: INS Sukanya, the frigate Halden."""
    if words[0].text in SHIP_PREFIXES and len(words) > 1:
        return True
    before = words.doc[words.start - 1] if words.start else None
    if before is None or before.lower_ not in SHIPS:
        return False
    root = words.root  # the parser may hang both on the verb
    return root.head.i in (before.i, before.head.i) or before.head.i == root.i


def place_label(words: Words, *, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """COUNTRY, CITY, REGION or FACILITY for the name of a place; LOC for rivers and all others."""
    return _LABELS.get(class_of_name(words, "LOC", lexicon=lexicon, gazetteer=gazetteer), "LOC")


def _called(name: Token, lexicon: Lexicon) -> str:
    """What the words beside a place's name call it: the VILLAGE of Lysa, the Tavda DISTRICT."""
    nouns = [name.head] if name.dep_ in _CALLED and preposition(name) in {"", "of"} else []
    nouns += children(name, "appos", "compound", "nmod:desc")
    for noun in nouns:
        kind = lexicon.class_of(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
        if kind in _LABELS and kind != "Facility":
            return kind
    return ""
