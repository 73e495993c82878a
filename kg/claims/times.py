"""When what is told took place: the times of an article, and the words that each of them dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.dates import UNKNOWN, Granularity, TimeExpression, find_times
from kg.grammar import children, is_root, preposition
from kg.lexicon import Lexicon
from kg.model import Document
from kg.stance import signature_of

OCCASIONS = frozenset({"after", "following", "before", "since", "during", "despite", "amid"})
ERAS = frozenset(  # "charged in the 2014 murder" was charged later
    "campaign championship contest election final games primary race referendum runoff season "
    "tournament vote war".split()
)
LONGEST_GAP = 2
FINE = frozenset({Granularity.DAY, Granularity.WEEKEND, Granularity.WEEK})


def times_in(doc: Doc, document: Document) -> tuple[TimeExpression, ...]:
    """The time expressions; an assumed day is too rough for "on Wednesday", not for "in July"."""
    if document.published or not document.assumed:
        return find_times(doc, document.published)
    certain = {(time.start_token, time.end_token): time for time in find_times(doc)}
    return tuple(
        certain.get((time.start_token, time.end_token), time) if time.granularity in FINE else time
        for time in find_times(doc, document.assumed)
    )


def attach_times(
    doc: Doc, times: Sequence[TimeExpression]
) -> dict[int, tuple[TimeExpression, ...]]:
    """Each time expression under the words that it dates, the plainest first."""
    attached: dict[int, list[TimeExpression]] = {}
    for time in times:
        for word in _dated(doc, time):
            attached.setdefault(word.i, []).append(time)
    return {i: tuple(sorted(found, key=partial(_vagueness, doc))) for i, found in attached.items()}


def sentence_after(doc: Doc, time: TimeExpression) -> Sentence | None:
    """The sentence that a time begins, though it was cut off: "From 1998 to 2003 | he led Togo"."""
    alone = doc[time.start_token].sent
    if alone.end == len(doc) or "\n" in doc[alone.start : alone.end + 1].text:
        return None
    outside = [*doc[alone.start : time.start_token], *doc[time.end_token : alone.end]]
    if any(word.pos_ != "ADP" and word.text != "," for word in outside):
        return None
    return doc[alone.end].sent


def governors(trigger: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Words whose time is the event's own: began TO MEET on Monday; ARRIVED and left on Monday."""
    word = trigger
    while not is_root(word):
        if word.dep_ == "conj" or word.dep_ == "xcomp":
            signature = signature_of(word.head, lexicon)
            if signature is not None and (signature.speaks or signature.tense):
                return
            word = word.head
            yield word
        else:
            return


def _vagueness(doc: Doc, time: TimeExpression) -> tuple[bool, bool]:
    """Sorts times without days last, and before them those counted from another time."""
    counted = doc[time.end_token - 1].lower_ in {"before", "after"}
    return time.past == time.future == UNKNOWN, counted


def _dated(doc: Doc, time: TimeExpression) -> Iterator[Token]:
    """The word that a time modifies: the first above that is not in it; an event and its verb."""
    inside = set(range(time.start_token, time.end_token))
    word = doc[time.start_token : time.end_token].root
    while not is_root(word) and (word.i in inside or word.pos_ in {"NUM", "ADP", "ADV"}):
        word = word.head
    word = _occasion(word, doc[time.start_token]) or word
    if word.dep_ in {"ccomp", "parataxis"} and word.i < word.head.i < time.start_token:
        word = word.head  # "Keita was arrested, his lawyer said ON MONDAY"
    if _introduces(doc[time.end_token - 1], word) or _is_beyond(word, time):
        word = word.head
    sentence = sentence_after(doc, time)
    yield sentence.root if sentence else word
    if time.granularity is Granularity.YEAR and _sets_the_time(word):
        yield word.head  # DURING THE 2014 WAR they fled: the war was in 2014, and so was the flight


def _introduces(last: Token, word: Token) -> bool:
    """Whether a time ends with what opens a phrase or a clause: left DAYS AFTER they had met."""
    return last.dep_ in {"case", "mark"} and last.head == word


def _is_beyond(clause: Token, time: TimeExpression) -> bool:
    """After taking Oslo, Russia ON MONDAY left: the subject of "left" ends the clause before it."""
    if clause.dep_ != "advcl":
        return False
    subjects = children(clause.head, "nsubj", "nsubj:pass")
    return any(clause.i < subject.i < time.start_token < clause.head.i for subject in subjects)


def _sets_the_time(event: Token) -> bool:
    """Whether what is done falls into an event: during any, in a vote or a war."""
    if event.dep_ != "obl":
        return False
    during = preposition(event)
    return during == "during" or (during == "in" and event.lemma_.lower() in ERAS)


def _occasion(verb: Token, time: Token) -> Token | None:
    """Talks grew AFTER HIS VISIT TO OSLO in July: the visit was in July, which is said last."""
    for child in children(verb, "obl"):
        if preposition(child) not in OCCASIONS or child.i > time.i:
            continue
        nearest = max(word.i for word in child.subtree if word.i < time.i)
        if time.i - nearest <= LONGEST_GAP:
            return child
    return None
