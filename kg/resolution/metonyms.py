"""Whether a capital or seat means who sits there: *Moscow denied it*, against *in Moscow*.

States speak, deal and rule; war, weather and crowds come to cities, and cities live their own
lives. The words around the name decide before the roles that claims gave it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Article, Claim, Mention, MentionKind
from kg.names import singular

PLACE_ROLES = frozenset({"place", "origin", "destination", "location", "path", "source", "goal"})
AT_A_PLACE = frozenset(
    {
        "in", "at", "near", "outside", "around", "into", "inside", "throughout", "across", "over",
        "above", "through", "via", "toward", "towards", "leaving", "visiting", "visited", "left",
        "reached", "capital", "city", "downtown", "central",
    }
)  # fmt: skip
PLACE_WORDS = AT_A_PLACE | {"to", "from", "of"}
SPOKEN_TO = frozenset({"warned", "told", "urged", "accused", "asked"})
STATE_WORDS = frozenset(
    {"between", "against", "with", "by", "for", "on", "and", "both", "-", "pro", "anti", "led",
     "backed"}
)  # fmt: skip
ADVERBS = (
    r"(?:(?:also|has|have|had|is|was|are|were|been|being|not|never|then|now|repeatedly|recently|"
    r"again|later|already|still|deeply|very|so|too|increasingly)\s+)*"
)
ACTING_NEXT = re.compile(
    r"\s+(?:also\s+|has\s+|have\s+|had\s+|then\s+|now\s+|repeatedly\s+|recently\s+|again\s+|"
    r"later\s+|already\s+|will\s+|would\s+|may\s+|might\s+|could\s+|should\s+|must\s+|did\s+|"
    r"does\s+|not\s+|never\s+)*"
    r"(?:deni|deny|accus|warn|announc|agre|refus|reject|impos|condemn|criticis|criticiz|threaten|"
    r"suppl|send|sent|said|say|says|insist|claim|respond|call|want|seek|sought|believ|deploy|"
    r"launch|fir|vow|pledg|deman|propos|support|back|oppos|signal|confirm|suspend|expel|summon|"
    r"recogni|retaliat|provid|withdr|pull|maintain|consider|fear|hope|plan|expect|suspect|"
    r"collaborat|cooperat|continu|urg|ask|offer|need|use|view|give|gave)\w*\b"
)
# "Tehran is worried", "Whitehall remains silent".
MINDED_NEXT = re.compile(
    rf"\s+(?:is|was|remains?|remained|seems?|seemed|grew|became|stayed|feels?|felt)\s+{ADVERBS}"
    r"(?:worried|concerned|alarmed|anxious|nervous|afraid|angry|furious|outraged|silent|keen|eager|"
    r"ready|prepared|willing|unwilling|reluctant|determined|adamant|confident|hopeful|optimistic|"
    r"pessimistic|cautious|wary|sceptical|skeptical|suspicious|happy|unhappy|pleased|disappointed|"
    r"grateful|hostile|defiant|unmoved|unimpressed|unrepentant|opposed|committed|interested|aware|"
    r"convinced|satisfied|open\s+to|trying|seeking|preparing|considering|planning)\b"
)
AUXILIARY_NEXT = re.compile(
    r"\s+(?:has|have|had|will|would|may|might|could|should|must|did|does|do)\b"
    r"(?!\s+(?:also\s+|now\s+|again\s+)?(?:be|been)\b)"
)
BACKED_NEXT = re.compile(
    r"[-–](?:backed|led|aligned|appointed|installed|supplied|funded|financed|sponsored|supported|"
    r"controlled|trained|brokered|friendly|run|imposed|allied|dominated)\b"
)
ALLIES_NEXT = re.compile(r"^\s+and\s+(?:its\s+\w+|[A-Z]\w+)(?=\s)")
OWNED_BY_STATES = frozenset(
    "ministry government military army forces war invasion stock stocks weapons allies ally"
    " program programme policy ambassador embassy nuclear foreign defense defence missile missiles"
    " leadership leader demands response decision intentions interests aggression stance position"
    " relations ties troops security intelligence claim claims offer move moves attempt efforts"
    " support aims aim strategy sanctions diplomats diplomat envoy territorial regime economy"
    " satellite arms arsenal rocket rockets plan plans proposal proposals request demand refusal"
    " veto pledge pledges promise threat threats warning warnings denial approval consent concerns"
    " fears hopes role influence help pressure accusation accusations tariffs exports imports debt"
    " oil spies".split(" ")
)
# What happens to a place or is done at it: "attacks ON Kyiv", "a visit TO Paris", "visits Seoul".
ON_A_PLACE = re.compile(
    r"\b(?:attacks?|airstrikes?|strikes?|raids?|assaults?|bombings?|bombardments?|shellings?|"
    r"offensives?|advances?|march(?:es)?|curfews?|sieges?|missiles?|drones?|rockets?|bombs?)"
    r"\s+(?:on|of|against|at)\s+$"
    r"|\b(?:f[ae]ll(?:s|en|ing)?|rain(?:s|ed|ing)?|pour(?:s|ed|ing)?|land(?:s|ed|ing)?|"
    r"descend(?:s|ed|ing)?|march(?:es|ed|ing)?|advanc(?:es?|ed|ing)|clos(?:es?|ed|ing)\s+in)"
    r"\s+(?:down\s+)?(?:up)?on\s+$"
    r"|\b(?:visits?|trips?|travels?|travell?ed|flights?|journeys?|tours?|returns?|returned|way|road|"
    r"train|delegations?)\s+to\s+$"
    r"|\b(?:visit|visits|captures?|captured|bombs?|bombed|shells?|shelled|leaves?|besieged?|"
    r"reach|reaches|enters?|entered|central|downtown|south|north|east|west|southern|northern|"
    r"eastern|western|old|greater)\s+$",
    re.IGNORECASE,
)
UNDER_FIRE_NEXT = re.compile(
    r"\s+(?:has\s+|had\s+|have\s+)?(?:came|comes?|coming|was|is|been|remains?|remained)\s+"
    r"(?:\w+\s+)?under\s+(?:\w+\s+)?(?:attack|fire|bombardment|shelling|siege|curfew|lockdown|"
    r"water|snow)\b"
)
DATELINE_AFTER = re.compile(r"\s*\((?:[A-Z][\w.]*\s?){1,3}\)\s*[-–—]")
DATELINE_AT_START = re.compile(r"(?:,\s[A-Z][\w.]*(?:\s\d{1,2})?)?\s*(?:-{1,2}|–|—)\s")

# "Hit back at Delhi", "anger at Tehran".
AT_A_STATE = re.compile(
    r"\b(?:back|out|aimed|directed|finger|anger|fury|outrage|frustration|jibe|swipe)\s+at\s+$",
    re.IGNORECASE,
)

OBJECT_ROLES = frozenset({"theme", "recipient", "topic"})
# What states do by words and treaties, and what is done to them so, by the ontology's names.
STATECRAFT = frozenset(
    "accused agreedWith alliedWith announced apologizedTo asked banned blamed condemned"
    " confirmed congratulated cooperatedWith criticized demanded denied deployed expelled funded"
    " imposed imposedOn offered offeredTo opposed promised promisedTo proposed recognized rejected"
    " respondedTo said sanctioned sold soldTo sought soughtFrom sued supplied supported suspended"
    " talkedWith thanked threatened told traded tradedWith urged warned".split()
)
GETTING = frozenset("asked bought boughtFrom demanded sought soughtFrom".split())
# What one gets from a state: "won a concession from London".
GIVEN_BY_STATES = frozenset(
    "answer apology approval assurance concession consent guarantee loan permission pledge"
    " promise recognition reply".split()
)
# What is done to a city: by the ontology's names, and by the verb.
DONE_TO_A_CITY = frozenset(
    "attacked bombed built captured crossed destroyed evacuated firedAt fled hit inspected invaded"
    " occupied protestedIn shot visited".split()
)
TOUCHING = re.compile(
    r"(?:paraly[sz]|fill|flood|storm|swarm|overr[au]n|encircl|surround|seiz|blockad|besieg|shell|"
    r"pound|rock|sh[ao]ok|shak|hammer|batter|lash|drench|engulf|s[we]e?p|swept|sweep|ravag|"
    r"devastat|wreck|crippl|torch|burn|loot|ransack|straf|blast|raz|flatten|pummel|blanket|cover|"
    r"chok|inundat|evacuat|liberat|retak|retook|recaptur|patrol|roam|throng|crowd|reach|enter|"
    r"tour|cross|struck|strik|hit|take|took)"
)
# "Rome beat Madrid": whatever the contest, no state is meant.
CONTEST = re.compile(r"(?:beat|thrash|trounc|draw|drew|lost\s+to|lose\s+to|loses\s+to)")
# What is done to minds, and so to states: "the drill worried Tehran".
FELT = re.compile(
    r"(?:worr|anger|alarm|annoy|irk|infuriat|enrag|upset|pleas|embarrass|embolden|humiliat|"
    r"frustrat|surpris|shock|stun|unsettl|unnerv|isolat|frighten|scar|irritat|offend|outrag|"
    r"provok|reassur|impress|disappoint|concern|delight|dismay|rattl|incens|antagoni|alienat|"
    r"appeas|placat|pressur|press|prompt|forc|help|benefit|weaken|strengthen|hurt|injur)"
)
# Weapons and disasters are classes of the ontology; these come without one.
ELEMENTS = frozenset(
    "snow rain sleet hail fog smog smoke ash dust wind heat cold frost ice lightning lava gunfire"
    " shrapnel debris darkness shell".split()
)
MEASURES = re.compile(
    r"\b(?:sanctions?|tariffs?|duty|duties|embargo(?:es)?|lev(?:y|ies)|fines?|penalt(?:y|ies)|"
    r"restrictions?|bans?|taxes)\b",
    re.IGNORECASE,
)
# What cities do: "Nairobi woke to gunfire"; without an object, "Jakarta floods"; "saw a storm".
LIVING = re.compile(
    r"(?:s[aiu]nk|w[ao]ke|sleep|slept|f[ae]ll|swelter|bustl|sprawl|celebrat|mourn|boast)"
)
CHANGING = re.compile(r"(?:burn|flood|sh[ao]k|shook|bak|freez|froze|gr[eo]w)")
UNDERGOING = re.compile(r"(?:see|saw|witness|experienc|suffer|endur|brac)")
HOSTING = re.compile(r"(?:host|stag)")
# What cities have: "Vienna elected a mayor", "Delhi closed schools".
OF_A_CITY = frozenset(
    "mayor council councillor councilor school kindergarten street road bus subway metro tram park"
    " marathon race game festival carnival parade concert exhibition museum library landmark market"
    " restaurant bar taxi scooter bicycle cyclist traffic tap water rubbish garbage tourist"
    " neighbourhood neighborhood title".split()
)
GUESTS_OF_STATES = frozenset({"Person", "PeopleGroup", "Organization", "Government", "Country"})
TALKS = frozenset("talk round negotiation summit leader minister envoy delegation diplomat".split())


@dataclass(frozen=True, slots=True)
class Part:
    """What a mention does in one claim; who only speaks has the role `speaker` and no claim."""

    role: str
    claim: Claim | None = None


def parts_of(article: Article) -> Mapping[Mention, tuple[Part, ...]]:
    """What each mention does in the claims of its article."""
    parts: defaultdict[Mention, list[Part]] = defaultdict(list)
    for claim in article.claims:
        for role in claim.roles:
            for filler in role.fillers:
                parts[filler].append(Part(role.name, claim))
        for said in claim.attribution:
            if said.source is not None:
                parts[said.source].append(Part("speaker"))
    return {mention: tuple(found) for mention, found in parts.items()}


def is_dateline(article: Article, mention: Mention) -> bool:
    """Whether a place only says where the report is from: *LONDON (Reuters) -*."""
    text = article.document.text
    at_start = not text[: mention.start].rpartition("\n")[2].strip()
    return bool(
        DATELINE_AFTER.match(text, mention.end)
        or (at_start and DATELINE_AT_START.match(text, mention.end))
    )


def stands_at_a_place(article: Article, mention: Mention) -> bool:
    """Whether the word before a name says where something is: IN Moscow, visiting Moscow."""
    return _word_before(article, mention) in AT_A_PLACE


def _word_before(article: Article, mention: Mention) -> str:
    stretch = article.document.text[max(0, mention.start - 30) : mention.start]
    words = re.findall(r"[\w-]+|[^\w\s]", stretch)
    return words[-1].casefold() if words else ""


def acts(article: Article, mention: Mention, parts: Sequence[Part]) -> bool:
    """Whether the name of a capital or seat means who sits there."""
    text = article.document.text
    stretch = text[max(0, mention.start - 30) : mention.start]
    after = text[mention.end : mention.end + 60]
    if is_dateline(article, mention) or ON_A_PLACE.search(stretch) or UNDER_FIRE_NEXT.match(after):
        return False
    owned = re.match(r"['’]s?\s+((?:[\w-]+\s+){0,3}[\w-]+)", after)
    if owned:
        return not OWNED_BY_STATES.isdisjoint(owned[1].casefold().split())
    previous = _word_before(article, mention)
    after = ALLIES_NEXT.sub("", after, count=1)
    if previous in SPOKEN_TO or AT_A_STATE.search(stretch):
        return True
    if previous in AT_A_PLACE:
        return False
    if BACKED_NEXT.match(after) or ACTING_NEXT.match(after) or MINDED_NEXT.match(after):
        return True
    verdicts = set(_verdicts(article, parts))
    if verdicts:
        return True in verdicts
    if AUXILIARY_NEXT.match(after) and previous not in PLACE_WORDS:
        return True
    filled = {part.role for part in parts}
    if filled and filled <= PLACE_ROLES:
        return False
    if previous in PLACE_WORDS:
        return bool(filled - PLACE_ROLES - {"theme", "topic"})
    return bool(filled - PLACE_ROLES) or previous in STATE_WORDS


def _verdicts(article: Article, parts: Sequence[Part]) -> Iterator[bool]:
    """For each claim that tells a state from a city by itself, whether it is the state."""
    for part in parts:
        if part.claim is None:
            yield True
        elif part.role in PLACE_ROLES:
            if part.role == "origin" and _is_got_from_a_state(article, part.claim):
                yield True
        elif part.claim.predicate in STATECRAFT:
            yield True
        elif CONTEST.match(_verb(article, part.claim)):
            yield False
        elif part.role in OBJECT_ROLES:
            yield from _done_to(article, part.claim)
        elif part.role == "agent" and _is_of_a_city(article, part.claim):
            yield False


def _is_got_from_a_state(article: Article, claim: Claim) -> bool:
    heads = (_head(article, theme) for theme in _fillers(claim, "theme"))
    return claim.predicate in GETTING or not GIVEN_BY_STATES.isdisjoint(heads)


def _done_to(article: Article, claim: Claim) -> Iterator[bool]:
    """What is done to a state or to a city: *warned Tehran*, *struck Tehran*."""
    verb = _verb(article, claim)
    agents = _fillers(claim, "agent")
    if claim.predicate in DONE_TO_A_CITY or TOUCHING.match(verb):
        yield _is_in_words_only(article, claim, agents)
    elif FELT.match(verb):
        yield True
    elif any(_is_a_force(article, agent) for agent in agents):
        yield False


def _is_in_words_only(article: Article, claim: Claim, agents: Sequence[Mention]) -> bool:
    """*The senator attacked Tokyo*, *tariffs hit Beijing*: nothing comes to the city."""
    text = article.document.text
    if any(MEASURES.search(text, agent.start, agent.end) for agent in agents):
        return True
    if MEASURES.search(text, claim.trigger.end, claim.evidence.end):
        return True
    return claim.predicate == "attacked" and any(_is_one_person(article, a) for a in agents)


def _is_one_person(article: Article, agent: Mention) -> bool:
    if agent.type != "Person":
        return False
    head = _head_word(article, agent)
    return agent.kind is MentionKind.NAME or singular(head) == head


def _is_a_force(article: Article, agent: Mention) -> bool:
    return agent.type in ("Weapon", "Event") or _head(article, agent) in ELEMENTS


def _is_of_a_city(article: Article, claim: Claim) -> bool:
    """Whether what it does is what cities do."""
    others = [*_fillers(claim, "theme"), *_fillers(claim, "recipient")]
    if any(_head(article, other) in OF_A_CITY for other in others):
        return True
    if claim.predicate == "votedFor":
        return any(other.type == "Person" for other in others)
    verb = _verb(article, claim)
    if HOSTING.match(verb):
        return not any(o.type in GUESTS_OF_STATES or _head(article, o) in TALKS for o in others)
    if UNDERGOING.match(verb):
        return any(_is_a_force(article, other) for other in others)
    is_intransitive = not _fillers(claim, "theme")
    return bool(LIVING.match(verb) or (is_intransitive and CHANGING.match(verb)))


def _verb(article: Article, claim: Claim) -> str:
    if claim.predicate.startswith("rel:"):
        return claim.predicate.removeprefix("rel:")
    return article.document.text[claim.trigger.start : claim.trigger.end].casefold()


def _head(article: Article, mention: Mention) -> str:
    return singular(_head_word(article, mention))


def _head_word(article: Article, mention: Mention) -> str:
    return article.document.text[mention.head.start : mention.head.end].casefold()


def _fillers(claim: Claim, role: str) -> tuple[Mention, ...]:
    return next((one.fillers for one in claim.roles if one.name == role), ())
