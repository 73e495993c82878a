"""What a text speaks of: names, noun phrases and pronouns, each with its place and its class.

Names come from the model's entities, their finer classes from the gazetteer and the lexicon;
noun phrases ("two ballistic missiles", "Kim's delegation") from the tree. Who is who is not
decided here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg.gazetteer import Gazetteer
from kg.grammar import children, is_amount
from kg.kinds import SHIP_PREFIXES, class_of_name, is_ship
from kg.lexicon import Lexicon
from kg.model import Document, Mention, MentionKind, Span
from kg.names import (
    is_acronym,
    is_acronym_of,
    is_called_after_a_person,
    normalise,
    read_person_name,
    titles_of,
    without_titles,
)
from kg.people import with_people

PERSONS = "i me my mine we us our ours he him his she her hers himself herself themselves"
THINGS = "it its itself they them their theirs"
CLASS_OF_PRONOUN = dict.fromkeys(PERSONS.split(), "Person") | dict.fromkeys(THINGS.split(), "Thing")
PORTFOLIO_HOLDERS = frozenset(
    "minister ministry secretary secretariat undersecretary department commissioner".split()
)
LOCATIONS = frozenset({"COUNTRY", "CITY", "REGION", "FACILITY", "GPE", "FAC"})
PLACES = frozenset({"Country", "City", "Region", "Place", "Facility", "BodyOfWater"})
INITIAL = re.compile(r"[A-Z]\.?(-?[A-Z]\.)*")
TEAM_OF_A_YEAR = re.compile(r"\d\ders", re.IGNORECASE)
JUNIORS = frozenset({"Jr", "Sr"})
GENERATIONS = JUNIORS | {"II", "III", "IV"}
ELDER = frozenset({"elder", "younger"})
MOST_WORDS = 6
PHRASE = frozenset({"amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "punct"})
ARTICLES = frozenset({"the", "a", "an"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "no", "each", "every"})
# What may stand between the nationalities of one noun: the Greek AND THE Turkish side.
BETWEEN = frozenset(", and or but also the not of all other both".split())
POINTERS = frozenset({"this", "that", "these", "those", "which"})
LINKS = frozenset({"of", "on", "for"})
# What many bodies are, so that a name never ends there before "of": the COMMISSION on Debates.
BODIES = frozenset(
    "Academy Association Board Bureau Center Centre Commission Committee Council Department "
    "Federation Institute Ministry Office University".split()
)
LOOSE_ENDS = frozenset("of on for in at to by with and the a this that these those".split())
BESIDE_A_NOUN = frozenset({"amod", "compound", "nmod:desc"})
LEADING = ARTICLES | {"and", "or", "but"}
WHEN = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december today yesterday tomorrow tonight "
    "day week month year decade century hour minute second morning evening night afternoon "
    "weekend time"
)
CALENDAR = frozenset(WHEN.split())


def find_mentions(
    doc: Doc, document: Document, *, lexicon: Lexicon, gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """All mentions of a document in the order of the text, one for each head word."""
    ents = _with_teams_and_ships(doc, [ent for ent in doc.ents if not is_amount(ent.label_)])
    ents = with_people(doc, [_whole(_broad(ent)) for ent in ents])
    ents = [_without_office(ent, lexicon, gazetteer) for ent in ents]
    somebody = [token for token in doc if is_one_of_a_people(token, gazetteer)]
    nations = {i for token in somebody for i in _words_of_nation(token, gazetteer)}
    ents = [ent for ent in ents if nations.isdisjoint(token.i for token in ent)]
    portfolios = [ent for ent in ents if _is_portfolio(ent, gazetteer)]
    common = [ent for ent in ents if _is_common(ent, lexicon, gazetteer)]
    ents = [ent for ent in ents if ent not in portfolios and ent not in common]
    names = _find_names(doc, ents, lexicon, gazetteer)
    found: dict[Span, Mention] = {}
    for words, label in names:
        mention = _name(words, label, document, lexicon, gazetteer)
        if mention is not None:
            found.setdefault(mention.head, mention)
    taken = {token.i for words, _ in names for token in words}
    taken |= {token.i for ent in portfolios for token in ent}
    taken -= {token.i for ent in common for token in ent}
    taken |= nations - {token.i for token in somebody}
    for ent in doc.ents:
        if ent.label_ == "MONEY":
            mention = _sum(ent, document)
            found.setdefault(mention.head, mention)
            taken |= {token.i for token in ent}
    for token in doc:
        if token.i not in taken:
            mention = _describe(token, document, lexicon, gazetteer)
            if mention is not None:
                found.setdefault(mention.head, mention)
    return tuple(sorted(found.values()))


def _with_teams_and_ships(doc: Doc, ents: Sequence[Words]) -> list[Words]:
    """The names, with those that a model takes apart: the Philadelphia 76ERS, INS Sukanya."""
    found = list(ents)
    for token in doc:
        if TEAM_OF_A_YEAR.fullmatch(token.text):
            own = [ent for ent in found if ent.start <= token.i <= ent.end]
            start, end = min((ent.start for ent in own), default=token.i), token.i + 1
        elif token.text in SHIP_PREFIXES and doc[token.i + 1 : token.i + 2].text.istitle():
            own = [ent for ent in found if ent.start <= token.i + 1 and token.i < ent.end]
            start, end = token.i, max((ent.end for ent in own), default=token.i + 2)
        else:
            continue
        found = [ent for ent in found if ent not in own]
        found.append(Words(doc, start, max(end, start + 1), label="ORG"))
    return sorted(found, key=lambda ent: ent.start)


def _broad(ent: Words) -> Words:
    """A place under one label; which kind it is, is told once all its names are whole."""
    return Words(ent.doc, ent.start, ent.end, label="LOC") if ent.label_ in LOCATIONS else ent


def _without_office(ent: Words, lexicon: Lexicon, gazetteer: Gazetteer) -> Words:
    """Mexico, where the model takes *Protector of Mexico* for a name, though for nobody's own."""
    is_office = len(ent) > 2 and ent[1].text == "of" and ent.label_ != "PERSON"
    if not is_office or lexicon.class_of(ent[0].lower_) != "Person":
        return ent
    start = ent.start + 2 + (ent[2].lower_ == "the")
    label = _known_label(ent.doc[start : ent.end].text, gazetteer)
    return Words(ent.doc, start, ent.end, label=label) if label else ent


def is_one_of_a_people(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a nationality means somebody: AN AUSTRALIAN was charged, two RUSSIANS left, the SERB
    won, the SERB's coach; not the FRENCH, nor the South POLE."""
    if not token.text[:1].isupper():
        return False
    owns = token.dep_ == "nmod:poss" and bool(children(token, "case"))
    modifies = token.dep_ in {"amod", "compound", "flat", "nmod:desc", "nmod:poss"} and not owns
    nation = "" if modifies else _nationality(token, gazetteer)
    if not nation:
        return False
    determiners = {child.lower_ for child in children(token, "det")}
    if determiners & INDEFINITE or children(token, "nummod"):
        return True
    if "the" not in determiners or not gazetteer.is_one_person(nation):
        return False
    before = token.doc[token.i - len(nation.split())]
    is_in_a_name = before.text[:1].isupper() and before.dep_ != "det"
    return not is_in_a_name and not _leads_to_a_noun(token, gazetteer)


def _nationality(token: Token, gazetteer: Gazetteer) -> str:
    """The nationality that ends here: SERB, SOUTH AFRICAN; or nothing."""
    pair = token.doc[max(0, token.i - 1) : token.i + 1].text
    return next((words for words in (pair, token.text) if gazetteer.is_demonym(words)), "")


def _words_of_nation(token: Token, gazetteer: Gazetteer) -> range:
    return range(token.i + 1 - len(_nationality(token, gazetteer).split()), token.i + 1)


def _leads_to_a_noun(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a nationality goes with a later noun: the GREEK and the Turkish side. Where the text
    breaks off, it may."""
    doc, end = token.doc, token.i + 1
    while end < len(doc) and (doc[end].lower_ in BETWEEN or gazetteer.is_demonym(doc[end].text)):
        end += 1
    if end == len(doc) or doc[end].is_space:
        return True
    beside = end == token.i + 1 or gazetteer.is_demonym(doc[end - 1].text)
    return beside and doc[end].pos_ in {"NOUN", "PROPN"}


def is_calendar(token: Token) -> bool:
    """Whether a word only says when: "Tuesday", "month"."""
    return token.lemma_.lower() in CALENDAR and (token.pos_ != "VERB")


def _find_names(
    doc: Doc, ents: Sequence[Words], lexicon: Lexicon, gazetteer: Gazetteer
) -> list[tuple[Words, str]]:
    """The model's names, made whole: "North Korean", "Lim Soo-suk", known names of many words."""
    known = [
        (words, label)
        for words, label in _known_names(doc, gazetteer)
        if not is_one_of_a_people(words.root, gazetteer)
        if not any(ent.start <= _first(words, gazetteer) and words.end < ent.end for ent in ents)
        and not any(ent.start < words.start and words.end <= ent.end for ent in ents)
    ]
    taken = {token.i for words, _ in known for token in words}
    rest = [ent for ent in ents if not taken & {token.i for token in ent}]
    texts = {ent.text for ent in rest}
    rest = [_without_country(ent, texts, gazetteer) for ent in rest]
    rest = [_with_body(ent, lexicon, gazetteer) for ent in rest]
    names = list(_joined(_with_kind(ent, lexicon) for ent in rest))
    labels = _labels_by_text(names, known, lexicon, gazetteer)
    return [(words, labels[words.text]) for words in names] + known


def _without_country(ent: Words, texts: Set[str], gazetteer: Gazetteer) -> Words:
    """A name without the nationality before it: CHADIAN Moussa Faki, JAPANESE Nippon Steel.

    That of a person never begins with one; others are known, or named without it too.
    """
    if len(ent) < 2 or not gazetteer.is_demonym(ent[0].text) or gazetteer.look_up(ent.text):
        return ent
    bare = Words(ent.doc, ent.start + 1, ent.end, label=ent.label_)
    person = ent.label_ == "PERSON" and len(bare) > 1
    named = bare[0].text[:1].isupper() and (bare.text in texts or _is_entry(bare, gazetteer))
    return bare if person or named else ent


def _is_entry(words: Words, gazetteer: Gazetteer) -> bool:
    return any(
        (entry.type in PLACES) == (words.label_ == "LOC") for entry in gazetteer.look_up(words.text)
    )


def _known_names(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Words, str]]:
    """Names of several capitalised words that the gazetteer holds, the longest first."""
    end = 0
    for token in doc:
        if token.i < end or not token.text[:1].isupper():
            continue
        labelled = ((w, _known_label(w.text, gazetteer)) for w in _stretches(doc, token.i))
        unfit = {"", "PERSON"} if token.lower_ in ARTICLES else {""}  # "The Halden" is no person
        found = next(((words, label) for words, label in labelled if label not in unfit), None)
        if found is not None:
            yield found
            end = found[0].end


def _first(name: Words, gazetteer: Gazetteer) -> int:
    """Where a city's name begins behind its article: The MOSCOW Chess Club is one name.

    A state is named beside its body: The UNITED STATES Coast Guard.
    """
    known = gazetteer.look_up(name.text)
    is_city = bool(known) and known[0].type == "City"
    return name.start + (is_city and name[0].lower_ in ARTICLES)


def _stretches(doc: Doc, start: int) -> Iterator[Words]:
    """The stretches of two to MOST_WORDS words from here that begin and end like names."""
    for end in range(min(len(doc), start + MOST_WORDS), start + 1, -1):
        last = doc[end - 1].text
        ends_a_name = last[:1].isupper() or last.isdigit()  # Number 10
        if ends_a_name and not any(t.is_space for t in doc[start:end]):
            yield doc[start:end]


def _known_label(name: str, gazetteer: Gazetteer) -> str:
    if gazetteer.is_demonym(name):
        return "NORP"
    entries = gazetteer.look_up(name)
    if not entries:
        return ""
    if entries[0].type == "Person":  # of the user's own list
        return "PERSON"
    return "LOC" if entries[0].type in PLACES else "ORG"


def _labels_by_text(
    names: Sequence[Words],
    known: Iterable[tuple[Words, str]],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """One class for each name of an article: what it is most often taken for, known ones first;
    a short form has that of the longer name, which may be known."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in names:
        label = "SHIP" if is_ship(words) else _fitting_label(words, lexicon, gazetteer)
        counts[words.text][label] += 1
    labels = {text: _label(text, found, gazetteer) for text, found in counts.items()}
    labels |= dict(_labels_of_acronyms(labels, gazetteer))
    longer = {words.text: label for words, label in known} | labels
    fuller = {
        text: _label_of_fuller(text, longer, _known_label(text, gazetteer)) for text in labels
    }
    return {
        text: label
        if fuller[text] == "ORG"
        and f"{text} Party" not in longer
        and _is_no_short_form(text, label, gazetteer)
        else fuller[text] or label
        for text, label in labels.items()
    }


def _labels_of_acronyms(
    labels: Mapping[str, str], gazetteer: Gazetteer
) -> Iterator[tuple[str, str]]:
    """What the long form says an acronym is: DH, short for DIGITAL HUMANITIES, is no body."""
    for text in labels:
        known = [entry for entry in gazetteer.look_up(text) if entry.type != "City"]
        if is_acronym(text) and not known:
            full = {labels[other] for other in labels if is_acronym_of(text, other)}
            if len(full) == 1 and "PERSON" not in full:
                yield text, full.pop()


def _is_no_short_form(text: str, label: str, gazetteer: Gazetteer) -> bool:
    """Liverpool is not Liverpool FC where it is read as a place; Islamic is no Islamic State."""
    is_place = label == "LOC" and bool(gazetteer.look_up(text))
    return is_place or label == "NORP" or gazetteer.is_demonym(text)


def _label_of_fuller(text: str, labels: Mapping[str, str], known: str) -> str:
    """The class of the longer names that a one-word name is part of: Halden, of Halden Robotics.

    A title before it changes nothing: GENERAL Halden is of ANNA HALDEN. Between as many of two
    classes, what is `known` of the name decides.
    """
    bare = without_titles(text)
    fuller = Counter(
        label
        for other, label in labels.items()
        if (label in {"EVENT", "SHIP"} and other.split()[1:][-1:] == [text])
        or (label == "PERSON" and _is_last_word(bare, other))
        or (label == "PERSON" and other != text and _is_family_of(text, other))
        or (
            label == "ORG"
            and other.split()[0] == text != other
            and not is_called_after_a_person(other)
        )
    )
    if fuller["PERSON"] == fuller["ORG"] > 0:  # Halden, of Halden Foods and of Peter Halden
        return ""
    in_order = sorted(fuller, key=lambda label: (-fuller[label], label != known, label))
    return in_order[0] if in_order else ""


def _is_last_word(text: str, name: str) -> bool:
    """Whether a name of several words ends so, though it may be written in capitals."""
    last = name.split()[1:][-1:]
    return last == [text] or (name.isupper() and last == [text.upper()] != [text])


def _is_family_of(text: str, name: str) -> bool:
    return " " in name and read_person_name(name).family == normalise(text)


def _fitting_label(words: Words, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """TAJIK president, KREMLIN spokesman, TESLA chairman: whose office it is, is no person."""
    root = words.root
    if len(words) == 1 and gazetteer.is_demonym(words.text) and _is_beside_a_noun(root):
        return "NORP"
    owns = root.dep_ == "compound" and lexicon.office(root.head.lemma_.lower()) is not None
    return "ORG" if owns and words.label_ == "PERSON" else words.label_


def _is_beside_a_noun(token: Token) -> bool:
    after = token.doc[token.i + 1 : token.i + 2]
    return token.dep_ in BESIDE_A_NOUN or any(word.pos_ == "NOUN" for word in after)


def _label(text: str, found: Counter[str], gazetteer: Gazetteer) -> str:
    if "SHIP" in found:
        return "SHIP"
    best = min(found, key=lambda label: (-found[label], label))
    if gazetteer.seat(text) is not None and best == "PERSON":
        return "ORG"
    known = _known_label(text, gazetteer)
    acronym = text.isupper() and len(text) > 1
    tied = list(found.values()).count(found[best]) > 1
    return known if known and (acronym or (tied and known in found)) else best


def _with_body(ent: Words, lexicon: Lexicon, gazetteer: Gazetteer) -> Words:
    """The body that bears the name of a person of the user's list: "Halden Group"."""
    after = ent.doc[ent.end : ent.end + 1]
    if _known_label(ent.text, gazetteer) != "PERSON" or not after.text[:1].isupper():
        return ent
    kind = lexicon.class_of(after[0].lower_) or ""
    is_body = kind == "PeopleGroup" or lexicon.is_class_under(kind, "Organization")
    if not is_body or ent.root.dep_ != "compound" or ent.root.head != after[0]:
        return ent
    return Words(ent.doc, ent.start, after.end, label="ORG")


def _with_kind(ent: Words, lexicon: Lexicon) -> Words:
    """An event's name with the word that says what it is: "Hurricane Ida", "Cyclone Marisol"."""
    if len(ent) == 2 and ent.label_ != "ORG" and lexicon.class_of(ent[0].lower_) == "Event":
        return Words(ent.doc, ent.start, ent.end, label="EVENT")
    if ent.start == 0 or len(ent) > 1:
        return ent
    before = ent.doc[ent.start - 1]
    if before.text[:1].isupper() and lexicon.class_of(before.lower_) == "Event":
        return Words(ent.doc, ent.start - 1, ent.end, label="EVENT")
    return ent


def _joined(ents: Iterable[Words]) -> Iterator[Words]:
    """The names, a person's adjoining parts joined: "Lim" and "Soo-suk"."""
    current: Words | None = None
    for ent in sorted(ents, key=lambda ent: ent.start):
        if current is not None and _belongs_to(current, ent):
            current = Words(ent.doc, current.start, ent.end, label="PERSON")
            continue
        if current is not None:
            yield current
        current = ent
    if current is not None:
        yield current


def _belongs_to(first: Words, second: Words) -> bool:
    adjoining = first.end == second.start and first.label_ == second.label_ == "PERSON"
    if adjoining and len(first) == 1 and INITIAL.fullmatch(first.text):
        return True
    return adjoining and second.root.head in first and second.root.dep_ in {"flat", "compound"}


def _is_portfolio(ent: Words, gazetteer: Gazetteer) -> bool:
    """Whether a supposed name is what a minister or ministry is for: "Natural Resources"."""
    if ent.label_ == "PERSON" or ent.end >= len(ent.doc):
        return False
    return (
        ent.doc[ent.end].lemma_.lower() in PORTFOLIO_HOLDERS
        and not gazetteer.look_up(ent.text)
        and not gazetteer.is_demonym(ent.text)
        and not ent.text.isupper()
    )


def _is_common(ent: Words, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """Whether a supposed name is a capitalised common noun: "the Government", DUKE of Sussex, and
    in a headline "Climber"."""
    if len(ent) > 1 or gazetteer.look_up(ent.text):
        return False
    kind = lexicon.class_of(ent.text.lower())
    is_of = ent.doc[ent.end : ent.end + 1].text == "of"
    if kind == "Person" and (is_of or ent.root.pos_ == "NOUN"):
        return True
    if ent.label_ == "PERSON":
        return False
    return kind is not None and (kind == "Government" or lexicon.is_class_under(kind, "Place"))


def _name(
    ent: Words, label: str, document: Document, lexicon: Lexicon, gazetteer: Gazetteer
) -> Mention | None:
    words = _trim(ent, label, lexicon)
    if label == "PERSON":
        words = _without_state(words, gazetteer)
    if len(words) == 0:
        return None
    head = words.root
    return Mention(
        document=document.id,
        start=words.start_char,
        end=words.end_char,
        type=class_of_name(words, label, lexicon=lexicon, gazetteer=gazetteer),
        kind=MentionKind.NAME,
        head=Span(head.idx, head.idx + len(head)),
    )


def _trim(ent: Words, label: str, lexicon: Lexicon) -> Words:
    """A name without article, title and possessive: "the Kremlin's" is Kremlin."""
    start, end = ent.start, ent.end
    while start < end - 1 and _is_prefix(ent.doc[start], label, lexicon):
        if ent.doc[start + 1].lower_ == "of":
            break  # the Prince of Wales
        start += 1
    while end > start and ent.doc[end - 1].lower_ in {"'s", "’s", "'", "’", ",", ".", "-", "the"}:
        end -= 1
    after = ent.doc[end : end + 2]
    if label == "PERSON" and len(after) == 2 and after[0].lower_ == "the":
        end += 2 * (after[1].lower_ in ELDER and after[1].text[:1].isupper())
    if label == "PERSON":
        end += _count_generation_words(ent.doc, end)
    if label == "PERSON" and _is_said_both_ways(ent.doc[start:end]):
        end = (start + end) // 2
    return ent.doc[start:end]


def _count_generation_words(doc: Doc, end: int) -> int:
    """How many words after a name are the mark of a generation: 1 in *Halden SR. said*, 2 with a
    comma."""
    comma = int(doc[end : end + 1].text == ",")
    mark = doc[end + comma : end + comma + 1].text.rstrip(".")
    return comma + 1 if mark in GENERATIONS and (not comma or mark in JUNIORS) else 0


def _without_state(name: Words, gazetteer: Gazetteer) -> Words:
    """A person's name without the country of the office behind it: "Ana Ruiz U.S." envoy."""
    for count in (1, 2, 4):
        tail = name.doc[max(name.start, name.end - count) : name.end].text.replace(" ", "")
        if len(name) > count and "." in tail and gazetteer.country_of(tail):
            return Words(name.doc, name.start, name.end - count, label=name.label_)
    return name


def _is_said_both_ways(name: Words) -> bool:
    """Whether a name is followed by itself as an index has it: "Ana Silva Silva Ana"."""
    half, rest = divmod(len(name), 2)
    words = [token.text for token in name]
    return half > 1 and not rest and words[half:] in (words[half - 1 :: -1], words[:half])


def _whole(ent: Words) -> Words:
    """A name with its number and without a loose end: Luna-26, the Act OF 1869, not "Senate of".

    The tagger takes numbers for dates and amounts, which end a name too early.
    """
    doc, end = ent.doc, ent.end
    while end - ent.start > 1 and doc[end - 1].lower_ in LOOSE_ENDS:
        rest = _rest_of_name(doc, end) if doc[end - 1].lower_ in LINKS else end
        if rest > end:
            return Words(doc, ent.start, rest, label=ent.label_)
        end -= 1
    if doc[end - 1].text in BODIES and doc[end : end + 1].text in LINKS:
        end = max(end, _rest_of_name(doc, end + 1) if _goes_on(doc, end + 1) else end)
    hyphen = end - (doc[end - 1].text == "-")
    joined = doc[hyphen : hyphen + 2]
    if len(joined) == 2 and joined[0].text == "-" and joined[1].text.isdigit():
        close = not doc[hyphen - 1].whitespace_ and not joined[0].whitespace_
        end = hyphen + 2 if close else end
    return Words(doc, ent.start, end, label=ent.label_)


def _goes_on(doc: Doc, start: int) -> bool:
    after = doc[start : start + 1]
    return after.text[:1].isupper() and not any(is_amount(word.ent_type_) for word in after)


def _rest_of_name(doc: Doc, start: int) -> int:
    """Where the capitalised words or the year from `start` on end: on PRESIDENTIAL DEBATES."""
    end = start
    if doc[end : end + 1].text.isdigit():
        return end + 1
    while end < len(doc) and doc[end].text[:1].isupper() and not doc[end].is_sent_start:
        end += 1
    return end


def _is_prefix(token: Token, label: str, lexicon: Lexicon) -> bool:
    if token.lower_ in ARTICLES or token.is_punct or token.is_space:
        return True
    return label == "PERSON" and lexicon.is_title(token.lower_.rstrip("."))


def _describe(
    token: Token, document: Document, lexicon: Lexicon, gazetteer: Gazetteer
) -> Mention | None:
    head = Span(token.idx, token.idx + len(token))
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"} or _points_back(token, lexicon):
        kind = "Thing" if _points_back(token, lexicon) else CLASS_OF_PRONOUN.get(token.lower_)
        if kind is None or token.dep_ == "expl":
            return None
        return Mention(document.id, head.start, head.end, kind, MentionKind.PRONOUN, head)
    if is_one_of_a_people(token, gazetteer):
        words = _phrase(token)
        start, end = words.start_char, words.end_char
        return Mention(document.id, start, end, "Person", MentionKind.NOMINAL, head)
    if _is_aged(token):
        start = token.doc[max(token.sent.start, token.i - 4)].idx
        return Mention(document.id, start, head.end, "Person", MentionKind.NOMINAL, head)
    if token.pos_ in {"ADJ", "PROPN"} and gazetteer.is_demonym(token.text):
        return Mention(document.id, head.start, head.end, "Country", MentionKind.NAME, head)
    if token.pos_ not in {"NOUN", "PROPN", "SYM", "NUM"} or is_calendar(token):
        return None
    if token.pos_ == "PROPN" and token.dep_ in {"compound", "nmod:desc", "flat", "amod"}:
        return None
    if token.pos_ in {"NUM", "SYM"} and token.dep_ in {"nummod", "compound", "amod", "punct"}:
        return None
    if not any(character.isalpha() for character in token.text):
        return None
    kind = lexicon.class_of(token.lemma_.lower()) or "Thing"
    names = token.pos_ == "PROPN" and token.text[:1].isupper() and kind != "Person"
    words = _phrase(token, with_owner=not names)
    words = _whole(words) if token.pos_ == "PROPN" else words
    names = names and (kind == "Thing" or len(words) > 1)
    bare = words[len(titles_of(words.text)) :]
    is_titled = names and kind == "Thing" and len(bare) < len(words) and not words[0].ent_type_
    if is_titled and not gazetteer.look_up(bare.text):  # General Halden, but not Captain America
        kind, words = "Person", bare
    return Mention(
        document.id,
        words.start_char,
        words.end_char,
        kind,
        MentionKind.NAME if names else MentionKind.NOMINAL,
        head,
    )


def _points_back(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word stands for what was said: Togo denied THIS, ..., WHICH Togo denies."""
    if token.lower_ not in POINTERS or token.dep_ not in {"obj", "nsubj:pass"}:
        return False
    signature = lexicon.signature("verb", token.head.lemma_.lower())
    return signature is not None and signature.name == "denial"


def _is_aged(token: Token) -> bool:
    """Whether a word is somebody told by age: the 45-year-OLD, but not "a 45-year-old man"."""
    if (
        token.lower_ != "old"
        or token.dep_ in {"amod", "compound"}
        or token.i < token.sent.start + 4
    ):
        return False
    number, first, unit, second = token.doc[token.i - 4 : token.i]
    joined = first.text == second.text == "-" and unit.lower_ in {"year", "month"}
    return joined and number.like_num


def _sum(ent: Words, document: Document) -> Mention:
    """A sum of money: "$840 million"."""
    head = Span(ent.root.idx, ent.root.idx + len(ent.root))
    return Mention(document.id, ent.start_char, ent.end_char, "Money", MentionKind.NOMINAL, head)


def _phrase(head: Token, *, with_owner: bool = True) -> Words:
    """The compact noun phrase of a head, without its article: "two ballistic missiles".

    A name goes without its owner: "Tokyo's Defense Ministry" is named Defense Ministry.
    """
    start = head.i
    wanted = {head.i}
    for child in children(head, *PHRASE):
        if child.i < head.i and (with_owner or child.dep_ != "nmod:poss"):
            wanted.update(token.i for token in child.subtree)
    while start - 1 in wanted:
        start -= 1
    while start < head.i and (
        head.doc[start].lower_ in LEADING or head.doc[start].is_punct or head.doc[start].is_space
    ):
        start += 1
    return head.doc[start : head.i + 1]
