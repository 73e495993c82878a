"""Reading mentions without a parse: owners, head phrases, and whether a capital acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.dates.phrases import NUMBER_WORDS
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention
from kg.names import normalise, singular, without_article, without_possessive

PLACE_ROLES = frozenset({"place", "origin", "destination", "location", "path", "source", "goal"})
PLACE_WORDS = frozenset(
    {
        "in", "at", "near", "outside", "around", "from", "to", "into", "inside", "throughout",
        "across", "through", "via", "toward", "towards", "leaving", "visiting", "visited", "left",
        "reached", "capital", "city", "downtown", "central", "of",
    }
)  # fmt: skip
STATE_WORDS = frozenset(
    {"between", "against", "with", "by", "for", "on", "and", "both", "warned", "told", "urged",
     "accused", "asked", "-", "pro", "anti", "led", "backed"}
)  # fmt: skip
ACTING_NEXT = re.compile(
    r"\s+(?:also\s+|has\s+|have\s+|had\s+|then\s+|now\s+|repeatedly\s+|recently\s+|again\s+|"
    r"later\s+|already\s+)*(?:has|have|had|will|would|may|might|could|should|must|did|does|do|"
    r"(?:deni|accus|warn|announc|agre|refus|reject|impos|condemn|criticis|criticiz|threaten|"
    r"suppl|send|sent|said|say|says|insist|claim|respond|call|want|seek|sought|believ|deploy|"
    r"launch|fir|vow|pledg|deman|propos|support|back|oppos|signal|confirm|suspend|expel|summon|"
    r"recogni|retaliat|provid|withdr|pull|maintain|consider|fear|hope|plan|expect|suspect|"
    r"collaborat|cooperat|continu|urg|ask|offer|need|use|view|see|saw|saw|give|gave)\w*)\b"
)
ALLIES_NEXT = re.compile(r"^\s+and\s+(?:its\s+\w+|[A-Z]\w+)(?=\s)")
OWNED_BY_STATES = frozenset(
    "ministry government military army forces war invasion stock stocks weapons allies ally"
    " program programme policy ambassador embassy nuclear foreign defense defence missile missiles"
    " leadership leader demands response decision intentions interests aggression stance position"
    " relations ties troops security intelligence claim claims offer move moves attempt efforts"
    " support aims aim strategy sanctions diplomats diplomat envoy territorial regime economy"
    " satellite arms arsenal rocket rockets".split(" ")
)
# What happens to a place or is done at it: "attacks ON Kyiv", "a visit TO Paris", "visits Seoul".
ON_A_PLACE = re.compile(
    r"\b(?:attacks?|airstrikes?|strikes?|raids?|assaults?|bombings?|bombardments?|shellings?|offensives?|"
    r"advances?|march(?:es)?|curfews?|sieges?|missiles?|drones?|rockets?|bombs?)\s+(?:on|of|against|at)\s+$"
    r"|\b(?:visits?|trips?|travels?|travell?ed|flights?|journeys?|tours?|returns?|returned|way|road|"
    r"train|delegations?)\s+to\s+$"
    r"|\b(?:visit|visits|captures?|captured|bombs?|bombed|shells?|shelled|strikes?|leaves?|besieged?|"
    r"reach|reaches|enters?|entered|central|downtown|south|north|east|west|southern|northern|eastern|"
    r"western|old|greater)\s+$",
    re.IGNORECASE,
)
DATELINE_AFTER = re.compile(r"\s*\((?:[A-Z][\w.]*\s?){1,3}\)\s*[-–—]")
DATELINE_AT_START = re.compile(r"(?:,\s[A-Z][\w.]*(?:\s\d{1,2})?)?\s*(?:-{1,2}|–|—)\s")
AFTER_COMMA = re.compile(
    r",\s+((?:[A-Z][\w'’-]*\.?(?:[A-Z]\.)*)(?:\s+(?:of\s+)?[A-Z][\w'’-]*){0,3})"
)
DIVISIONS = (
    "oblast province governorate region district county prefecture state department republic"
    " voivodeship territory parish municipality".split(" ")
)
DIVISIONS_AFTER = re.compile(
    rf"(?:,\s+[A-Z][\w'’-]+)*,?(?:\s+(?:and|or)\s+[A-Z][\w'’-]+)?\s+({'|'.join(DIVISIONS)})s\b",
    re.IGNORECASE,
)
DIVISIONS_BEFORE = re.compile(
    rf"\b({'|'.join(DIVISIONS)})s\s+of\s+(?:[A-Z][\w'’-]+,?\s+(?:and\s+|or\s+)?)*$", re.IGNORECASE
)
DETERMINERS = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|some|any|each|every|all|"
    r"several|many|few|more|most|other|another|both|no|such|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|dozens|hundreds|thousands|millions|tens|scores|of|"
    r"\d[\d,.]*(?!\d|\s?-\s?year))\b[\s-]*",
    re.IGNORECASE,
)
DEFINITE_BEFORE = re.compile(r"\b(the|this|that|these|those|his|her|its|their|both)\s+$", re.I)
INDEFINITE_BEFORE = re.compile(r"\b(?:an?|another)\s+$", re.I)
POSSESSOR_BEFORE = re.compile(r"((?:[A-Z][\w.&-]*\s+){0,2}[A-Z][\w.&-]*)(?:['’]s|(?<=s)['’])\s+$")
DEMONYM_BEFORE = re.compile(r"((?:[A-Z][\w.]*\s+){0,1}[A-Z][\w.]*)\s+$")
STATE_BODIES = frozenset(
    "ministry army navy parliament government military guard staff senate congress court bank"
    " assembly council cabinet department treasury guards forces police embassy service"
    " services".split(" ")
)
GENERAL_HEADS = frozenset(
    "foreign defense defence interior finance health justice energy trade economy culture education"
    " transport coast joint chiefs of staff supreme high constitutional central national general"
    " ministry army navy parliament government military guard senate congress court bank assembly"
    " council cabinet department treasury guards armed forces police embassy air force the state"
    " security chief and affairs external internal border consulate secret intelligence service"
    " services".split(" ")
)


def text_of(article: Article, mention: Mention) -> str:
    """The words of a mention, as they stand in its article."""
    return " ".join(article.document.text[mention.start : mention.end].split())


def written_form(article: Article, mention: Mention) -> str:
    """The words of a mention as a name: without article and final possessive."""
    return without_possessive(without_article(text_of(article, mention))) or text_of(
        article, mention
    )


def head_phrase(article: Article, mention: Mention) -> str:
    """A noun phrase without determiner, count and possessor: *two ballistic missiles* gives
    *ballistic missiles*."""
    phrase = text_of(article, mention)
    head = article.document.text[mention.head.start : mention.head.end]
    shorter = re.sub(r"^.*?(?:['’]s|s['’])\s+(?=.)", "", phrase)
    phrase = shorter if head in shorter else phrase
    while True:
        shorter = DETERMINERS.sub("", phrase)
        if shorter == phrase or not shorter or head not in shorter:
            return phrase
        phrase = shorter


def phrase_key(phrase: str) -> str:
    """What two writings of one noun phrase share: *Ballistic missiles*, *ballistic missile*."""
    words = normalise(phrase).split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else normalise(phrase)


def is_definite(article: Article, mention: Mention) -> bool:
    """Whether *the*, *this* or an owner stands before the words of a mention."""
    before = article.document.text[max(0, mention.start - 12) : mention.start]
    first = text_of(article, mention).split(" ")[0].casefold()
    return bool(DEFINITE_BEFORE.search(before)) or first in ("the", "this", "that", "these")


def introduces(article: Article, mention: Mention) -> bool:
    """Whether *a* or *an* before the words of a mention makes it somebody new."""
    return bool(
        INDEFINITE_BEFORE.search(article.document.text, max(0, mention.start - 9), mention.start)
    )


def count_in(article: Article, mention: Mention) -> int:
    """How many a noun phrase says that they are: 23 in *23 pirates*, 0 where it does not say."""
    first = text_of(article, mention).split(" ")[0].casefold()
    return int(first) if first.isdecimal() else NUMBER_WORDS.get(first, 0)


def is_plural(article: Article, mention: Mention) -> bool:
    """Whether the head word of a mention is a plural noun."""
    head = article.document.text[mention.head.start : mention.head.end].casefold()
    return singular(head) != head or head in ("people", "police", "troops", "forces")


def owner_before(article: Article, mention: Mention, gazetteer: Gazetteer) -> GazetteerEntry | None:
    """The country in front of a body’s name: *South Korea’s*, *Tokyo’s*, *the Russian*."""
    inside = re.match(r".*['’]s?\s+", text_of(article, mention))
    before = article.document.text[max(0, mention.start - 60) : mention.start]
    before += inside[0] if inside else ""
    found = POSSESSOR_BEFORE.search(before) or DEMONYM_BEFORE.search(before)
    if not found:
        return None
    words = found[1].split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        entry = gazetteer.country_of(name) or gazetteer.metonym(name)
        if entry:
            return entry
    return None


def person_before(article: Article, mention: Mention) -> str:
    """The owner in front of a described person: *Kim’s* in *Kim’s translator*, or nothing."""
    before = article.document.text[max(0, mention.start - 40) : mention.start]
    found = re.search(r"([A-Z]\w+)['’]s\s+$", before) or re.match(
        r"([A-Z]\w+)['’]s\s+", text_of(article, mention)
    )
    return f"{found[1]}'s " if found else ""


def wider_texts(article: Article, mention: Mention) -> list[str]:
    """The words of a mention with up to three words before it and four after it, widest
    first."""
    text = article.document.text
    before = re.findall(r"\S+", text[max(0, mention.start - 40) : mention.start])[-3:]
    after = re.findall(r"\S+", text[mention.end : mention.end + 40])[:4]
    own = text_of(article, mention)
    found: list[str] = []
    for left in range(len(before), -1, -1):
        for right in range(len(after), -1, -1):
            words = [*before[len(before) - left :], own, *after[:right]]
            edges = words[0][:1].isupper() and words[-1][:1].isupper()
            if left + right >= 2 and edges:
                found.append(_joined(words).rstrip(",.;:"))
    return found


def _joined(words: Iterable[str]) -> str:
    return re.sub(r"\s+(['’]s\b)", r"\1", " ".join(words))


def is_state_body(name: str) -> bool:
    """Whether a name is of the kind that every state has: *Foreign Ministry*, *Coast Guard*."""
    words = normalise(name).split()
    return bool(words) and set(words) <= GENERAL_HEADS and not STATE_BODIES.isdisjoint(words)


def split_owner(name: str, gazetteer: Gazetteer) -> tuple[str, GazetteerEntry | None]:
    """A body’s name without the country in it: *Russian Defense Ministry*, *Ministry of Defence of
    Ukraine*."""
    words = name.split()
    for count in (3, 2, 1):
        rest = " ".join(words[count:])
        entry = gazetteer.country_of(" ".join(words[:count])) if rest else None
        if entry and is_state_body(rest):
            return rest, entry
    for pattern in (r"(.+) (?:of|in) (?:the )?([A-Z].+)", r"(.+?) (?:of|in) (?:the )?([A-Z].+)"):
        found = re.fullmatch(pattern, name)
        entry = gazetteer.country_of(found[2]) if found and is_state_body(found[1]) else None
        if found and entry:
            return found[1], entry
    return name, None


def roles_of(article: Article) -> Mapping[Mention, frozenset[str]]:
    """The roles that each mention fills in the claims of its article; speakers are `speaker`."""
    roles: defaultdict[Mention, set[str]] = defaultdict(set)
    for claim in article.claims:
        for role in claim.roles:
            for filler in role.fillers:
                roles[filler].add(role.name)
        for said in claim.attribution:
            if said.source is not None:
                roles[said.source].add("speaker")
    return {mention: frozenset(names) for mention, names in roles.items()}


def names_after_comma(article: Article, mention: Mention) -> list[tuple[int, str]]:
    """What may say where a place is, the longest first, each with its end: *Texas* in *Paris,
    Texas*. Nothing where the words after the comma begin another clause."""
    text = article.document.text
    found = AFTER_COMMA.match(text, mention.end)
    if not found:
        return []
    words = list(re.finditer(r"\S+", found[1]))
    ends = [found.start(1) + word.end() for word in reversed(words)]
    return [
        (end, text[found.start(1) : end])
        for end in ends
        if not ACTING_NEXT.match(text, end) or text[end : end + 1] in (",", ".", ";")
    ]


def division_of(article: Article, mention: Mention) -> str:
    """What a list of places calls each: *oblast* in *Kharkiv, Odesa and Sumy Oblasts* and in *the
    oblasts of Kharkiv and Sumy*."""
    text = article.document.text
    found = DIVISIONS_AFTER.match(text, mention.end)
    if not found:
        before = text[max(0, mention.start - 80) : mention.start]
        found = DIVISIONS_BEFORE.search(before) if "s of " in before else None
    return found[1].casefold() if found else ""


def is_dateline(article: Article, mention: Mention) -> bool:
    """Whether a place only says where the report is from: *LONDON (Reuters) -*."""
    text = article.document.text
    at_start = not text[: mention.start].rpartition("\n")[2].strip()
    return bool(
        DATELINE_AFTER.match(text, mention.end)
        or (at_start and DATELINE_AT_START.match(text, mention.end))
    )


def acts(article: Article, mention: Mention, roles: Iterable[str]) -> bool:
    """Whether the name of a capital or seat means who sits there: *Moscow denied it*, against *in
    Moscow*. The words around it decide before the roles that claims gave it."""
    text = article.document.text
    stretch = text[max(0, mention.start - 30) : mention.start]
    if is_dateline(article, mention) or ON_A_PLACE.search(stretch):
        return False
    before = re.findall(r"[\w-]+|[^\w\s]", stretch)
    previous = before[-1].casefold() if before else ""
    after = text[mention.end : mention.end + 60]
    owned = re.match(r"['’]s?\s+((?:[\w-]+\s+){0,3}[\w-]+)", after)
    if owned:
        return not OWNED_BY_STATES.isdisjoint(owned[1].casefold().split())
    if ACTING_NEXT.match(ALLIES_NEXT.sub("", after, count=1)):
        return True
    filled = set(roles)
    if filled and filled <= PLACE_ROLES:
        return False
    if previous in PLACE_WORDS:
        return bool(filled - PLACE_ROLES - {"theme", "topic"}) and previous in ("to", "from", "of")
    return bool(filled - PLACE_ROLES) or previous in STATE_WORDS
