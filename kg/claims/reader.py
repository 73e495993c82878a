"""From the parsed sentences of one article to its claims.

Drafts come from `events` and `offices`; here their words become mentions, they get their stance,
speakers and time, and an id made of their content.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.claims.drafts import Draft
from kg.claims.events import find_events
from kg.claims.offices import BECOMING, SEATS, TITLES, find_standing, portfolio_of
from kg.claims.quotes import Quotation, find_quotations, said_in
from kg.claims.references import find_answers
from kg.claims.times import attach_times, governors, sentence_after, times_in
from kg.dates import resolve_time
from kg.grammar import (
    children,
    conjunction_head,
    has,
    is_among,
    is_order,
    is_root,
    preposition,
    referents,
    spread,
)
from kg.lexicon import Lexicon
from kg.model import (
    Attribution,
    Certainty,
    Claim,
    Coreference,
    Document,
    Mention,
    MentionKind,
    Polarity,
    Role,
    Span,
    Stance,
    Status,
    Tense,
    TimeSpan,
)
from kg.ontology import Ontology
from kg.stance import Saying, Telling, is_past, telling

FEWEST_NAMES = 2
OFFICE = "Office"
RANKS = frozenset({"Under", "Vice"})  # Under Secretary
HOLDING = "holdsOfficeAt"
CORE = frozenset({"agent", "theme", "recipient"})
SPEAKING = frozenset({"we", "i", "us", "me"})
POINTING = frozenset({"this", "that", "these", "those", "such", "the", "it", "which"})
PARTS_OF_OFFICE = frozenset(
    {"amod", "compound", "conj", "flat", "nmod", "nmod:desc", "nummod", "punct", "advmod"}
)
ROLE_ORDER = (
    "agent",
    "theme",
    "recipient",
    "place",
    "origin",
    "destination",
    "organization",
    "office",
    "beneficiary",
    "instrument",
    "topic",
    "purpose",
)


@dataclass(frozen=True)
class Reading:
    """The claims of an article, and the sentences with two names that gave none."""

    claims: tuple[Claim, ...]
    silent: tuple[Span, ...]


def status_of(stance: Stance) -> Status:
    """What people see of a stance: denied before alleged, possible, planned, stated."""
    if stance.polarity is Polarity.NEGATIVE:
        return Status.DENIED
    if stance.alleged:
        return Status.ALLEGED
    if stance.certainty is Certainty.POSSIBLE:
        return Status.POSSIBLE
    if stance.tense is Tense.FUTURE:
        return Status.PLANNED
    return Status.POSSIBLE if stance.certainty is Certainty.PROBABLE else Status.STATED


def read_claims(
    doc: Doc,
    document: Document,
    mentions: Sequence[Mention],
    coreferences: Sequence[Coreference] = (),
    *,
    lexicon: Lexicon,
    ontology: Ontology,
    all_events: bool = False,
) -> Reading:
    """Every claim of one article, in the order of the text.

    With `all_events`, events in which nobody can be named are kept too: "The rain stopped".
    """
    reader = _Reader(
        doc, document, mentions, coreferences, lexicon, ontology, all_events=all_events
    )
    claims: list[Claim] = []
    silent: list[Span] = []
    for sentence in doc.sents:
        found = list(reader.read(sentence))
        claims += found
        if not found and reader.names_in(sentence) >= FEWEST_NAMES:
            silent.append(reader.evidence(sentence))
    sentences = [reader.evidence(sentence) for sentence in doc.sents]
    answers = find_answers(claims, sentences, reader.noun_of, lexicon=lexicon)
    claims += [replace(claim, id=claim_id(claim)) for claim in answers]
    return Reading(tuple(_unique(claims)), tuple(silent))


def claim_id(claim: Claim) -> str:
    """A hash of what a claim says and where: the same article gives the same id tomorrow."""
    fillers = [
        f"{role.name}={mention.start}-{mention.end}"
        for role in claim.roles
        for mention in role.fillers
    ]
    parts = [
        claim.document,
        claim.predicate,
        f"{claim.trigger.start}-{claim.trigger.end}",
        f"{claim.evidence.start}-{claim.evidence.end}",
        claim.status,
        claim.rule,
        *fillers,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class _Reader:
    """One article with all that its sentences are looked up in."""

    def __init__(
        self,
        doc: Doc,
        document: Document,
        mentions: Sequence[Mention],
        coreferences: Sequence[Coreference],
        lexicon: Lexicon,
        ontology: Ontology,
        *,
        all_events: bool,
    ) -> None:
        self.doc = doc
        self.prose = doc.text
        self.document = document
        self.all_events = all_events
        self.lexicon = lexicon
        self.ontology = ontology
        self.by_head = {mention.head.start: mention for mention in mentions}
        self.names = [mention for mention in mentions if mention.kind is MentionKind.NAME]
        self.named = {i for name in self.names for i in range(name.start, name.end)}
        self.name_starts = [mention.start for mention in self.names]
        self.antecedents = {link.mention: link.antecedent for link in coreferences}
        self.meanings = Counter(link.mention for link in coreferences)
        self.nameable = _nameable(coreferences)
        self.quotations: tuple[Quotation, ...] = find_quotations(doc, lexicon)
        self.appositions = dict(self._appositions(doc))
        self.frames = {frame.predicate: frame for frame in doc._.frames}
        self.times = times_in(doc, document)
        self.timed = {i for time in self.times for i in range(time.start_token, time.end_token)}
        self.time_of = attach_times(doc, self.times)
        self.cut_off = {
            sentence.start: doc[time.start_token].sent.start
            for time in self.times
            if (sentence := sentence_after(doc, time))
        }

    def read(self, sentence: Sentence) -> Iterator[Claim]:
        """The claims of one sentence."""
        events = find_events(
            sentence, self.class_of, self.frames, lexicon=self.lexicon, ontology=self.ontology
        )
        standing = find_standing(
            sentence,
            self.class_of,
            self.is_name,
            appositions=self.appositions,
            lexicon=self.lexicon,
        )
        drafts = _without_twins(tuple(events), tuple(standing))
        claims = [claim for claim in map(self._claim, drafts) if claim]
        claims.sort(key=lambda claim: (claim.trigger, claim.predicate, claim.id))
        cues = {said.cue.start for claim in claims for said in claim.attribution}
        cues |= set(_governing(sentence, {claim.trigger.start for claim in claims} - cues))
        for claim in claims:
            if self.all_events or len(claims) == 1 or not self._only_governs(claim, cues):
                yield claim

    def evidence(self, sentence: Sentence) -> Span:
        """The characters of a sentence, from a time on that was cut off before it."""
        first = self.doc[self.cut_off.get(sentence.start, sentence.start)]
        text = self.prose[first.idx : sentence.end_char]
        start = first.idx + len(text) - len(text.lstrip())
        return Span(start, first.idx + len(text.rstrip()))

    def names_in(self, sentence: Sentence) -> int:
        """How many different names a sentence holds."""
        inside = [
            self.document.text[name.start : name.end]
            for name in self.names
            if sentence.start_char <= name.start < sentence.end_char
        ]
        return len(set(inside))

    def class_of(self, token: Token) -> str | None:
        """The class of what a word mentions, None for words that mention nothing (or a time)."""
        mention = self.mention_of(token)
        if mention is None or mention.kind is not MentionKind.PRONOUN:
            return mention.type if mention else None
        meant = self.antecedents.get(mention)
        if meant is None:
            return mention.type if mention.type == "Person" else ""
        if meant.kind is not MentionKind.PRONOUN:
            return meant.type
        return mention.type if mention.type == "Person" else ""

    def is_name(self, token: Token) -> bool:
        """Whether a word heads a name."""
        mention = self.by_head.get(token.idx)
        return mention is not None and mention.kind is MentionKind.NAME

    def noun_of(self, mention: Mention) -> str | None:
        """The noun or pronoun that points back ("these allegations", "it"), None for others."""
        head = self.doc.char_span(mention.head.start, mention.head.end)
        if head is None:
            return None
        token = head[0]
        if token.pos_ == "PRON":
            return token.lower_ if token.lower_ in POINTING else None
        points = any(c.lower_ in POINTING for c in children(token, "det", "amod", "det:predet"))
        points = points or token.dep_ == "appos"  # "..., A CHARGE that Togo denies"
        return token.lemma_.lower() if points else None

    def mention_of(self, token: Token) -> Mention | None:
        """What a word mentions: through "tens of", appositions and "one of those who"."""
        if token.i in self.timed:
            return None
        return self.by_head.get(self._referent(token).idx)

    def _referent(self, token: Token) -> Token:
        if self.is_name(token) and token.i not in self.appositions:
            return token
        if token.i in self.appositions:
            return self.appositions[token.i]
        if self._is_transparent(token):
            inner = [c for c in children(token, "nmod") if preposition(c) == "of"]
            if inner:
                return self._referent(next((c for c in inner if not self._is_count(c)), inner[0]))
        if token.dep_ == "appos" and self.is_name(token.head) and not is_among(token):
            return token.head
        subject = _subject_of_copula(token)
        return self._referent(subject) if subject is not None else token

    def _is_transparent(self, token: Token) -> bool:
        return token.pos_ == "NUM" or self.lexicon.is_transparent(token.lemma_.lower())

    def _is_count(self, token: Token) -> bool:
        """Whether a word only counts what is told beside it: tens of MILLIONS, of shells."""
        of = any(preposition(child) == "of" for child in children(token, "nmod"))
        return self._is_transparent(token) and not of

    def _appositions(self, doc: Doc) -> Iterator[tuple[int, Token]]:
        """Nouns and the names that say who they are: "the mayor of Antwerp, Lieve Claes,".

        The name goes to the noun of a person, wherever the tree hangs it; what follows a colon is
        a list.
        """
        for name in doc:
            if name.dep_ != "appos" or not self.is_name(name) or _after_colon(name):
                continue
            if is_among(name):
                continue
            noun = name.head
            while self.class_of_head(name) == "Person" and not self._is_somebody(noun):
                if noun.dep_ != "nmod" or is_root(noun):
                    break
                noun = noun.head
            if noun.i < name.i and not self.is_name(noun):
                yield noun.i, name
                for other in self._other_offices(noun, name):
                    yield other.i, name
        yield from self._titles(doc)

    def _other_offices(self, noun: Token, name: Token) -> Iterator[Token]:
        """the MANAGER of Nokia and director of Bell, Anna Berg: one person in two offices."""
        pairs = [(noun, other) for other in children(noun, "conj")]
        pairs += [(noun.head, noun)] if noun.dep_ == "conj" else []
        for first, second in pairs:
            shared = not has(second, "det") and second.i < name.i
            offices = all(self.lexicon.office(word.lemma_.lower()) for word in (first, second))
            if shared and offices and not any(word.tag_ == "NNS" for word in (first, second)):
                yield first if second == noun else second

    def _titles(self, doc: Doc) -> Iterator[tuple[int, Token]]:
        """Offices right before a name: "spokeswoman Maria Zakharova", whatever the tree says."""
        for name in self.names:
            words = doc.char_span(name.start, name.end)
            if words is None or name.type != "Person" or words.start == 0:
                continue
            title = doc[words.start - 1]
            if portfolio_of(title.head, self.lexicon) == title:
                title = title.head
            office = not title.ent_type_ and self.lexicon.office(title.lemma_.lower())
            if office and title.head != words.root:
                yield title.i, words.root

    def class_of_head(self, token: Token) -> str | None:
        """The class of the mention that a word heads."""
        mention = self.by_head.get(token.idx)
        return mention.type if mention else None

    def _is_somebody(self, noun: Token) -> bool:
        return self.class_of_head(noun) == "Person" or bool(
            self.lexicon.office(noun.lemma_.lower()) or self.lexicon.kinship(noun.lemma_.lower())
        )

    def _claim(self, draft: Draft) -> Claim | None:
        roles = self._roles(draft)
        worth = self.all_events or self._is_worth_telling(draft, roles)
        if not worth and not self._tells(draft, roles):
            return None
        told = self._telling(draft)
        if not worth and not self._is_said(draft, told.chain):
            return None
        time = self._time(draft, told.stance)
        if self._is_ahead(time) and draft.trigger.tag_ in {"VBD", "VBN"} and is_past(draft.trigger):
            time = None  # "announced his resignation effective Friday": when he resigns
        stance = replace(told.stance, tense=Tense.FUTURE) if self._is_ahead(time) else told.stance
        if _is_either(draft) and stance.polarity is Polarity.POSITIVE:
            stance = replace(stance, certainty=Certainty.POSSIBLE)
        claim = Claim(
            id="",
            document=self.document.id,
            predicate=draft.predicate,
            trigger=_cover(draft.words),
            roles=roles,
            stance=stance,
            status=status_of(stance),
            attribution=tuple(self._attributions(told.chain)),
            time=time,
            evidence=self.evidence(draft.trigger.sent),
            rule=draft.rule,
        )
        return replace(claim, id=claim_id(claim))

    def _roles(self, draft: Draft) -> tuple[Role, ...]:
        roles = []
        for name in sorted(draft.roles, key=_role_position):
            tokens = [word for token in draft.roles[name] for word in self._counted(token)]
            mentions = [self._filler(name, token) for token in tokens]
            fillers = tuple(dict.fromkeys(mention for mention in mentions if mention))
            if fillers:
                roles.append(Role(name, fillers))
        return tuple(roles)

    def _counted(self, token: Token) -> list[Token]:
        """All that a word of number counts: millions of SHELLS and ROCKETS."""
        referent = self._referent(token)
        if token.i in self.appositions:
            joined = [word for word in spread(referent) if self.is_name(word)]
            return [token, *joined[1:]]  # striker Messi and CAPTAIN NEYMAR
        counts = token.i not in self.appositions and self._is_transparent(token)
        return spread(referent) if counts and referent != token else [token]

    def _filler(self, role: str, token: Token) -> Mention | None:
        """What fills a role: an office is its own words, a place is no thing ("on his train")."""
        if role == "office":
            return self._office(token)
        mention = self.mention_of(token)
        if role == "organization" and mention and self.ontology.is_a(mention.type, "Event"):
            return None  # "swore her in at a ceremony"
        if role not in CORE and self._is_count(token):
            return None  # "by the hundreds"
        kind = self.ontology.top_type(mention.type) if mention else ""
        if role == "place" and kind in {"Thing", "Person"}:
            return None  # "on his train", "in the head"
        return mention

    def _office(self, noun: Token) -> Mention:
        """The words of an office without whose it is: "deputy foreign minister"."""
        start = noun.i
        while start > noun.sent.start and self._is_part_of_office(noun.doc[start - 1], noun):
            start -= 1
        if start > noun.sent.start and noun.doc[start - 1].text in RANKS:
            start -= 1
        head = Span(noun.idx, noun.idx + len(noun))
        first, last = noun.doc[start], portfolio_of(noun, self.lexicon) or noun
        end = last.idx + len(last)
        return Mention(self.document.id, first.idx, end, OFFICE, MentionKind.NOMINAL, head)

    def _is_part_of_office(self, word: Token, noun: Token) -> bool:
        if word.idx in self.named or word.i in self.timed or word.lower_ in SEATS:
            return False
        if word.dep_ not in PARTS_OF_OFFICE or word.text == ",":
            return False
        beside = word.head == noun.head and noun.dep_ in TITLES and word.dep_ in TITLES
        return beside or bool(noun.is_ancestor(word))

    def _is_worth_telling(self, draft: Draft, roles: tuple[Role, ...]) -> bool:
        """Somebody in it can be named; a noun ("talks", "sanctions") needs two participants."""
        fillers = [mention for role in roles for mention in role.fillers]
        if not any(self._is_nameable(mention) for mention in fillers):
            return False
        if not draft.standing and not {role.name for role in roles} & CORE:
            return False
        by = [word for word in children(draft.trigger, "nmod") if preposition(word) == "by"]
        if by and has(draft.trigger, "cop"):
            return True  # "It was the third attack by rebels from Mali"
        if draft.standing or draft.trigger.pos_ == "NOUN":
            return sum(self.meanings.get(mention, 1) for mention in fillers) >= FEWEST_NAMES
        return True

    def _tells(self, draft: Draft, roles: tuple[Role, ...]) -> bool:
        """Whether a verb tells something of what is described, or of those who speak."""
        if draft.trigger.pos_ != "VERB" or is_order(draft.trigger):
            return False
        told = [mention for role in roles if role.name in CORE for mention in role.fillers]
        return any(map(self._is_told, told))

    def _is_said(self, draft: Draft, chain: Sequence[Saying]) -> bool:
        """Whether it is what somebody who can be named says: Ngozi Eze said PRICES WOULD FALL."""
        content = conjunction_head(draft.trigger)
        around = (content.head, *children(content, "parataxis"))
        sources = [
            said.source
            for said in chain
            if said.source is not None and (is_root(content) or said.cue in around)
        ]
        speakers = map(self._speaker, referents(sources, self.lexicon))
        return any(mention is not None and self._is_nameable(mention) for mention in speakers)

    def _is_told(self, mention: Mention) -> bool:
        """Whether a mention says what it means, or the speaker is among them: "we", not "it"."""
        word = self.document.text[mention.start : mention.end].lower()
        return mention.kind is not MentionKind.PRONOUN or word in SPEAKING

    def _is_nameable(self, mention: Mention) -> bool:
        """Whether the text says who it is: a name, one resolved, or "Russian officials"."""
        if mention.kind is MentionKind.NAME or mention in self.nameable:
            return True
        inside = bisect_left(self.name_starts, mention.start)
        if inside < len(self.name_starts) and self.name_starts[inside] < mention.end:
            return True
        head = self.doc.char_span(mention.head.start, mention.head.end)
        if head is None:
            return False
        of_a_people = head[0].ent_type_ == "NORP"  # 300 Afghans
        return of_a_people or any(self._names(word) for word in _companions(head[0]))

    def _only_governs(self, claim: Claim, cues: set[int]) -> bool:
        """Whether a claim says no more than that somebody spoke or tried, as other claims tell.

        Who agree that something is so, agree with one another, and that is more.
        """
        if [role.name for role in claim.roles] != ["agent"] or claim.trigger.start not in cues:
            return False
        if claim.stance.polarity is Polarity.NEGATIVE and not claim.attribution:
            return False  # "did not say how far the missiles flew"
        mutual = self.ontology.is_mutual(claim.predicate)
        return len(claim.roles[0].fillers) == 1 or not mutual

    def _names(self, word: Token) -> bool:
        """Whether a word is a name or stands for one: a court in OSLO, HIS engineers."""
        mention = self.by_head.get(word.idx)
        return mention is not None and (
            mention.kind is MentionKind.NAME or mention in self.nameable
        )

    def _telling(self, draft: Draft) -> Telling:
        if draft.standing and draft.rule.split(":")[-1] not in {"copula", "as"}:
            return Telling(Stance(), ())
        told = telling(draft.trigger, self.lexicon, carried=draft.carried)
        saying = said_in(self.quotations, draft.trigger)
        if saying is None or any(said.cue.i == saying.cue.i for said in told.chain):
            return told
        return replace(told, chain=(saying, *told.chain))

    def _attributions(self, chain: Iterable[Saying]) -> Iterator[Attribution]:
        for said in chain:
            cue = _cover((said.cue, *children(said.cue, "fixed")))
            speakers = [] if said.source is None else referents([said.source], self.lexicon)
            mentions = [m for m in map(self._speaker, speakers) if m]
            if any(self.ontology.is_a(mention.type, "Event") for mention in mentions):
                continue  # "the visit showed that": nobody says it
            for mention in mentions:
                yield Attribution(mention, cue)
            if not mentions:
                yield Attribution(None, cue)

    def _speaker(self, word: Token) -> Mention | None:
        """The mention of who speaks; who stands right before the verb is nobody's apposition."""
        own = self.by_head.get(word.idx) if word.dep_ == "appos" else None
        return own or self.mention_of(word)

    def _time(self, draft: Draft, stance: Stance) -> TimeSpan | None:
        for word in (*draft.words, *governors(draft.trigger, self.lexicon)):
            for expression in self.time_of.get(word.i, ()):
                if word.i < expression.start_token < draft.trigger.i and _is_joined(draft, word):
                    continue  # was founded IN 1972 and is based in Oslo
                ahead = stance.certainty is Certainty.POSSIBLE and draft.trigger.tag_ == "VB"
                tense = Tense.FUTURE if ahead else stance.tense
                return resolve_time(self.doc, expression, tense)
        return None

    def _is_ahead(self, time: TimeSpan | None) -> bool:
        """Whether a time is after the publication: a meeting on such a day is still to come."""
        published = self.document.published
        return bool(published and time and time.start and time.start > published)


def _is_joined(draft: Draft, word: Token) -> bool:
    """Whether a draft's verb is joined to an earlier one by "and"."""
    return draft.trigger.dep_ == "conj" and draft.trigger.head == word


def _is_either(draft: Draft) -> bool:
    """Whether one participant OR another is told of: Oslo or Bergen will host the talks."""
    return any(
        word.dep_ == "conj" and any(c.lower_ == "or" for c in children(word, "cc"))
        for words in draft.roles.values()
        for word in words
        if len(words) > 1
    )


def _without_twins(events: Sequence[Draft], standing: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts, less verbs that tell an office which its own noun tells: SERVED AS mayor."""
    offices = [draft for draft in standing if draft.predicate == HOLDING]
    held = {word for draft in offices for word in draft.roles["agent"]}
    for draft in events:
        if draft.predicate != HOLDING or not held & {*draft.roles.get("agent", ())}:
            yield draft
    yield from standing


def _companions(noun: Token) -> Iterator[Token]:
    """The words beside a noun that may say whose or where it is: a court in OSLO, HIS engineers."""
    for child in children(noun, "nmod", "nmod:poss", "nmod:desc", "compound", "amod"):
        yield child
        yield from children(child, "nmod", "nmod:poss", "compound", "flat")


def _role_position(name: str) -> tuple[int, str]:
    known = ROLE_ORDER.index(name) if name in ROLE_ORDER else len(ROLE_ORDER)
    return known, name


def _subject_of_copula(token: Token) -> Token | None:
    """Norway is one of the few COUNTRIES that hunt whales: Norway."""
    word = token
    if preposition(token) == "of" and token.dep_ == "nmod" and token.head.pos_ in {"NUM", "PRON"}:
        word = token.head
    if word.dep_ == "xcomp" and word.head.lemma_ in BECOMING and has(word, "amod"):
        subjects = children(word.head, "nsubj")  # became the first WOMAN to lead Nokia
    elif has(word, "cop") and has(token, "acl:relcl", "acl"):
        subjects = children(word, "nsubj")
    else:
        return None
    return subjects[0] if subjects and subjects[0].pos_ in {"PROPN", "NOUN", "PRON"} else None


def _governing(sentence: Sentence, triggers: set[int]) -> Iterator[int]:
    """Where the words stand under which another claim of the sentence is told."""
    for token in sentence:
        clauses = children(token, "ccomp", "xcomp", "parataxis")
        if any(word.idx in triggers for clause in clauses for word in clause.subtree):
            yield token.idx


def _cover(words: Sequence[Token]) -> Span:
    """The characters from the first to the last of some words, if they stand close together."""
    ordered = sorted(words, key=lambda word: word.i)
    return Span(ordered[0].idx, ordered[-1].idx + len(ordered[-1]))


def _nameable(coreferences: Sequence[Coreference]) -> frozenset[Mention]:
    """The mentions whose antecedents lead to a name."""
    antecedents: dict[Mention, list[Mention]] = {}
    for link in coreferences:
        antecedents.setdefault(link.mention, []).append(link.antecedent)
    found: set[Mention] = set()
    for mention in antecedents:
        seen, open_ends = {mention}, [mention]
        while open_ends:
            current = open_ends.pop()
            if current.kind is MentionKind.NAME:
                found.add(mention)
                break
            fresh = [other for other in antecedents.get(current, ()) if other not in seen]
            seen.update(fresh)
            open_ends += fresh
    return frozenset(found)


def _after_colon(name: Token) -> bool:
    return any(word.text == ":" for word in name.doc[name.head.i : name.i] if word.i > name.head.i)


def _unique(claims: Sequence[Claim]) -> Iterator[Claim]:
    seen = set()
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim
