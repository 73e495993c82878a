"""Mentions as the grammar shows them: number, gender, role, definiteness, office, quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.ages import age_in, age_of_name
from kg.gazetteer import Gazetteer
from kg.grammar import POSSESSIVES
from kg.model import Document, Mention, MentionKind
from kg.names import gender_of, normalise, singular, titles_of


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


PLACE_TYPES = words("Place Country City Region Facility BodyOfWater")
ORGANIZATION_TYPES = words(
    "Organization Government Agency Legislature Court ArmedForce PoliticalParty Company Media"
    " InternationalOrganization School Team"
)
PERSON_TYPES = words("Person PeopleGroup")

SUBJECT_RELATIONS = words("nsubj nsubj:pass csubj nsubj:outer")
OBJECT_RELATIONS = words("obj iobj")
CLAUSE_RELATIONS = words(
    "ROOT root ccomp xcomp advcl acl acl:relcl advcl:relcl parataxis csubj conj csubj:pass"
)

MALE_NOUNS = words(
    "man boy father son brother husband king prince uncle grandfather nephew gentleman guy"
    " businessman spokesman chairman congressman policeman gunman salesman fisherman statesman"
    " actor waiter monk widower grandson stepfather stepson boyfriend lord duke"
)
FEMALE_NOUNS = words(
    "woman girl mother daughter sister wife queen princess aunt grandmother niece lady"
    " businesswoman spokeswoman chairwoman congresswoman policewoman actress waitress nun widow"
    " granddaughter stepmother stepdaughter girlfriend duchess"
)
KIN_NOUNS = words(
    "father mother parent son daughter child brother sister sibling twin husband wife spouse widow"
    " widower uncle aunt nephew niece cousin grandfather grandmother grandparent grandson"
    " granddaughter grandchild stepfather stepmother stepson stepdaughter stepbrother stepsister"
)
PERSON_NOUNS = MALE_NOUNS | FEMALE_NOUNS | words(
    "person leader president minister premier chancellor spokesperson official officer soldier"
    " senator governor mayor judge ambassador envoy diplomat analyst expert general admiral"
    " commander director chief head secretary lawmaker politician candidate dictator ruler monarch"
    " scientist professor doctor teacher student child baby victim suspect witness lawyer attorney"
    " prosecutor journalist reporter writer author singer player coach manager owner founder"
    " executive ceo chairperson member activist protester dissident rebel militant terrorist"
    " interpreter translator aide adviser advisor delegate worker citizen resident voter refugee"
    " migrant pope bishop priest patriarch speaker representative commissioner counterpart"
    " predecessor successor colleague friend ally opponent rival hero star champion artist"
    " musician director pilot driver passenger hostage prisoner captain colonel veteran cousin"
    " parent sibling spouse relative"
)  # fmt: skip
GROUP_NOUNS = words(
    "company firm agency group organization organisation party union ministry government"
    " administration committee council commission court parliament congress senate army navy"
    " military police force team club bank corporation regime delegation newspaper channel network"
    " university institute foundation association alliance bloc coalition movement militia"
    " department office bureau body broadcaster airline manufacturer maker producer publisher"
    " outlet publication watchdog regulator charity think-tank junta cabinet staff command"
)
PLACE_NOUNS = words(
    "country nation state city town village capital region province island territory republic"
    " kingdom area site place port district county continent border peninsula facility cosmodrome"
    " base station building airport base factory plant palace"
)
# Offices that "the leader" may mean.
LEADER_NOUNS = frozenset({"prime minister"}) | words(
    "leader president premier chancellor minister king queen chairman dictator ruler monarch"
    " emperor sultan emir pope secretary governor mayor head"
)
OFFICE_NOUNS = PERSON_NOUNS | words("king queen prince princess emperor sultan emir")
JOINING = POSSESSIVES | words("- of")
RANKS = words("prime vice deputy assistant under associate shadow")
POINTING = words("the this that")
FORMER = words("former ex past erstwhile onetime late")
NUMBER_WORDS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "trio": 3}

PRONOUN_GENDERS: Mapping[str, str] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
    "it": "neuter", "its": "neuter", "itself": "neuter",
    "they": "plural", "them": "plural", "their": "plural", "theirs": "plural",
    "themselves": "plural",
}  # fmt: skip
REFLEXIVES = words("himself herself itself themselves")
RELATIVES = words("who whom which that whose")
FIRST_PERSONS = words("i me my mine myself we us our ours ourselves")
FIRST_SINGULARS = words("i me my mine myself")


@dataclass(eq=False)
class Sight:
    """One mention with what its words and its place in the sentence tell.

    `top` is one of the four top types; `gender` male, female, neuter or ""; `number` singular,
    plural or ""; `place` the number of the mention in the text; `quote` the number of the
    quotation it stands in, or 0; `key` its normalised words; `word` and `relation` those of its
    head; `lands` the countries that it is told to be of; `age` the years that are told beside or
    in it, 0 where none are.
    """

    mention: Mention
    text: str
    head: Token
    tokens: tuple[Token, ...]
    place: int
    sentence: int
    top: str
    gender: str
    number: str
    quote: int
    key: str
    word: str
    relation: str
    is_name: bool
    is_pronoun: bool
    offices: frozenset[tuple[str, str]] = frozenset()
    lands: frozenset[str] = frozenset()
    age: int = 0

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of a clause."""
        return self.relation in SUBJECT_RELATIONS

    @property
    def is_pointed_at(self) -> bool:
        """Whether *the*, *this* or *that* stands before it: THE suspect, not HIS brother."""
        return any(c.dep_ == "det" and c.lower_ in POINTING for c in self.head.children)

    @property
    def is_possessor(self) -> bool:
        """Whether it owns another noun: *Kim's* train, *his* visit."""
        return self.relation == "nmod:poss"


@dataclass(eq=False)
class Chain:
    """The mentions of one article that were found to be one thing so far, in the order of the text.

    `gender` is the one that any of them shows, `ages` and `lands` all that are told of any;
    `offices` are pairs of what it is called and the country that goes with it, or ""; `fullest` is
    its longest name, else its first noun; `top` the type of its first name, else of its first
    mention.
    """

    sights: tuple[Sight, ...]

    def __post_init__(self) -> None:
        self.names = tuple(sight for sight in self.sights if sight.is_name)
        self.top = (self.names or self.sights)[0].top
        self.gender = next((s.gender for s in self.sights if s.gender and self._is_apt(s)), "")
        self.offices = frozenset[tuple[str, str]]().union(*(s.offices for s in self.sights))
        self.lands = frozenset[str]().union(*(s.lands for s in self.sights))
        self.ages = frozenset(s.age for s in self.sights if s.age)
        self.fullest = self._find_fullest()

    def _is_apt(self, sight: Sight) -> bool:
        # The Lions' TIGHT END Peter Halden is no thing.
        return sight.top != "Thing" or self.top != "Person"

    def _find_fullest(self) -> Sight:
        if self.names:
            return max(self.names, key=lambda s: (len(s.key.split()), -s.place))
        return next((sight for sight in self.sights if not sight.is_pronoun), self.sights[0])


def see_mentions(
    doc: Doc, mentions: Iterable[Mention], document: Document, gazetteer: Gazetteer
) -> list[Sight]:
    """The mentions of an article in the order of the text, with their grammar."""
    tokens = {token.idx: token for token in doc}
    sentences = _number_sentences(doc)
    quotes = number_quotes(doc)
    ordered = sorted(set(mentions), key=lambda m: (m.start, -m.end, m.kind))
    sights: list[Sight] = []
    for mention in ordered:
        head = tokens.get(mention.head.start)
        if head is None:
            continue
        sights.append(_see(mention, head, document, len(sights), sentences[head.i], quotes[head.i]))
    for sight in sights:
        sight.offices = find_offices(sight, doc, gazetteer)
        if sight.top == "Person" and not sight.is_pronoun:
            sight.lands = _find_lands(sight, doc, gazetteer)
            sight.age = _find_age(sight, document.text)
    return sights


def _see(
    mention: Mention, head: Token, document: Document, place: int, sentence: int, quote: int
) -> Sight:
    text = document.text[mention.start : mention.end]
    span = _tokens_of(mention, head)
    top = top_of(mention, head)
    return Sight(
        mention, text, head, span, place, sentence, top,
        _gender(mention, text, head, top), _number(mention, head), quote, normalise(text),
        head.lower_, head.dep_, mention.kind is MentionKind.NAME,
        mention.kind is MentionKind.PRONOUN,
    )  # fmt: skip


def _tokens_of(mention: Mention, head: Token) -> tuple[Token, ...]:
    first = last = head.i
    doc = head.doc
    while first > 0 and doc[first - 1].idx >= mention.start:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].idx < mention.end:
        last += 1
    return tuple(doc[first : last + 1])


def _number_sentences(doc: Doc) -> list[int]:
    numbers, current = [], -1
    for token in doc:
        current += bool(token.is_sent_start) or token.i == 0
        numbers.append(current)
    return numbers


def number_quotes(doc: Doc) -> list[int]:
    """For each word the number of its quotation, or 0 outside; a new paragraph ends one."""
    numbers: list[int] = []
    count, inside = 0, False
    for token in doc:
        if inside and token.i and "\n" in doc[token.i - 1].whitespace_ + token.text:
            inside = False
        if token.text in ("“", "``") or (token.text == '"' and not inside):
            inside, count = True, count + 1
        elif token.text in ("”", "''") or (token.text == '"' and inside):
            inside = False
        numbers.append(count if inside else 0)
    return numbers


def top_of(mention: Mention, head: Token) -> str:
    """The top type of a mention, from its class, its noun or its pronoun."""
    if mention.kind is MentionKind.PRONOUN:
        return "Person" if head.lower_ in ("he", "him", "his", "she", "her", "i", "who") else ""
    if mention.type in PERSON_TYPES:
        return "Person"
    if mention.type in ORGANIZATION_TYPES:
        return "Organization"
    if mention.type in PLACE_TYPES:
        return "Place"
    if mention.kind is MentionKind.NOMINAL:
        return _top_of_noun(singular(head.lower_))
    return "Thing"


def _top_of_noun(noun: str) -> str:
    if noun in PERSON_NOUNS:
        return "Person"
    if noun in GROUP_NOUNS:
        return "Organization"
    return "Place" if noun in PLACE_NOUNS else "Thing"


def _gender(mention: Mention, text: str, head: Token, top: str) -> str:
    if mention.kind is MentionKind.PRONOUN:
        gender = PRONOUN_GENDERS.get(head.lower_, "")
        return gender if gender != "plural" else ""
    if top != "Person":
        return "neuter"
    if mention.kind is MentionKind.NAME:
        return gender_of(text) or _gender_of_titles(head, text)
    noun = singular(head.lower_)
    if noun in MALE_NOUNS or noun.endswith("sman"):
        return "male"
    return "female" if noun in FEMALE_NOUNS or noun.endswith("woman") else ""


def _gender_of_titles(head: Token, text: str) -> str:
    if {t.lower_ for t in head.doc[head.i + 1 : head.i + 4]} & {"née", "nee"}:
        return "female"
    before = [t.text for t in head.sent if head.i - 6 <= t.i < head.i and t.text not in text]
    return gender_of(f"{before[-1]} {text}") if before and titles_of(f"{before[-1]} x") else ""


def _number(mention: Mention, head: Token) -> str:
    if mention.kind is MentionKind.PRONOUN:
        word = head.lower_
        if word in RELATIVES:
            return ""
        return "plural" if PRONOUN_GENDERS.get(word) == "plural" or word in ("we", "us") else (
            "singular"
        )  # fmt: skip
    if mention.kind is MentionKind.NAME and mention.type != "PeopleGroup":
        return "singular"
    is_plural = "Number=Plur" in str(head.morph) or head.tag_ in ("NNS", "NNPS")
    return "plural" if is_plural else "singular"


def find_offices(sight: Sight, doc: Doc, gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """What a mention says that someone is: (president, Russia) from *Russian President* before a
    name, or from *the president of Russia*."""
    if sight.is_pronoun or sight.top != "Person":
        return frozenset()
    if sight.is_name:
        title = sight.tokens[: len(titles_of(sight.text))]
        return _offices_in([*words_before(sight, doc), *title], gazetteer)
    around = [*words_before(sight, doc), *sight.tokens, *_complement(sight.head)]
    noun = office_of(sight.head)
    return frozenset((noun, country) for country in _countries(around, gazetteer))


def office_of(word: Token) -> str:
    """The office that a word heads: a prime minister is another than a minister, and a former one
    another than the one of today."""
    noun = singular(word.lower_)
    first = word.i
    while first > word.sent.start and word.doc[first - 1].lower_ in RANKS:
        first -= 1
        noun = f"{word.doc[first].lower_} {noun}"
    before = word.doc[max(word.sent.start, first - 2) : first]
    return f"former {noun}" if FORMER & {token.lower_ for token in before} else noun


def words_before(sight: Sight, doc: Doc) -> list[Token]:
    """The words right before a mention that belong to its noun phrase: *Russian President*."""
    first = sight.tokens[0].i
    found: list[Token] = []
    for token in reversed(doc[max(0, first - 9) : first]):
        joins = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.lower_ in JOINING
        if not joins or (found and token.sent.start != found[-1].sent.start):
            break
        found.append(token)
    found.reverse()
    return found


def _find_lands(sight: Sight, doc: Doc, gazetteer: Gazetteer) -> frozenset[str]:
    """The countries that a mention of somebody is told to be of: *Boric OF CHILE*, *GERMANY'S
    Scholz*, *the ITALIAN prime minister*."""
    inside = [] if sight.is_name else sight.tokens
    behind = [t for c in sight.head.children if _is_of(c) for t in c.subtree]
    around = [*words_before(sight, doc), *inside, *behind]
    return frozenset(filter(None, _countries(around, gazetteer)))


def _is_of(token: Token) -> bool:
    return token.dep_ == "nmod" and any(c.lower_ in ("of", "from") for c in token.children)


def _find_age(sight: Sight, text: str) -> int:
    if sight.is_name:
        return age_of_name(text, sight.mention.start, sight.mention.end)
    return age_in(sight.text)


def _offices_in(tokens: Sequence[Token], gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """The offices that the words before a name give it: AIDE in *the president's aide Halden*,
    PRESIDENT in *the aide of Russian President Putin*, none in *the aide of Putin*."""
    owners = [index for index, token in enumerate(tokens) if token.lower_ in POSSESSIVES]
    own = tokens[owners[-1] + 1 :] if owners else tokens
    links = [index for index, token in enumerate(own) if token.lower_ == "of"]
    offices = _offices_among(own[links[-1] + 1 :] if links else own)
    if links and not offices and own[-1].lower_ != "of":
        offices = _offices_among(own[: links[-1]])
    countries = _countries(tokens, gazetteer)
    return frozenset((office, country) for office in offices for country in countries)


def _offices_among(tokens: Iterable[Token]) -> list[str]:
    nouns = [office_of(token) for token in tokens]
    return [noun for noun in nouns if noun.split()[-1] in OFFICE_NOUNS or titles_of(f"{noun} x")]


def _countries(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[str]:
    found: list[str] = []
    before = None
    for index, token in enumerate(tokens):
        pair = gazetteer.country_of(f"{tokens[index - 1].text} {token.text}") if index else None
        if pair and before:
            found.pop()  # "North" and "Korea" are one
        alone = gazetteer.country_of(token.text) if token.text[:1].isupper() else None
        before = pair or alone
        if before:
            found.append(before.name)
    return list(dict.fromkeys(found)) or [""]


def _complement(head: Token) -> list[Token]:
    found = [child for child in head.children if child.dep_ in ("nmod", "nmod:poss")]
    return [token for child in found for token in child.subtree]
