"""Reading mentions without a parse: owners, head phrases, what stands beside a place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.dates.phrases import NUMBER_WORDS
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention
from kg.names import normalise, singular, without_article, without_possessive
from kg.resolution.metonyms import ACTING_NEXT, AUXILIARY_NEXT

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
SEAT_BEHIND = re.compile(r"\s+in\s+([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})")
# These sit in their own capital; an embassy does not, and police are everywhere.
AT_THE_SEAT = frozenset("ministry department parliament cabinet supreme constitutional".split())
MINISTRY_OF = re.compile(r"(?:the )?(Ministry|Department) (?:of|for) (?:the )?(.+)", re.IGNORECASE)
PORTFOLIOS = {"foreign affairs": "Foreign", "external affairs": "Foreign",
              "internal affairs": "Interior", "the interior": "Interior",
              "national defence": "Defence", "national defense": "Defense"}  # fmt: skip
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


def owner_beside(article: Article, mention: Mention, gazetteer: Gazetteer) -> GazetteerEntry | None:
    """The country in front of a body’s name: *South Korea’s*, *Tokyo’s*, *the Russian*; or the one
    of the capital behind it: *in Tokyo*."""
    return _owner_before(article, mention, gazetteer) or _seat_behind(article, mention, gazetteer)


def _seat_behind(article: Article, mention: Mention, gazetteer: Gazetteer) -> GazetteerEntry | None:
    is_central = not AT_THE_SEAT.isdisjoint(text_of(article, mention).casefold().split())
    found = SEAT_BEHIND.match(article.document.text, mention.end) if is_central else None
    words = found[1].split() if found else []
    seats = (gazetteer.metonym(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((seat for seat in seats if seat), None)


def _owner_before(
    article: Article, mention: Mention, gazetteer: Gazetteer
) -> GazetteerEntry | None:
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
    """Whether a name is of the kind that every state has: *Foreign Ministry*, *Coast Guard*.

    A bank by itself is none: the Bank of America is called so.
    """
    words = normalise(name).split()
    if words == ["bank"] or not set(words) <= GENERAL_HEADS:
        return False
    return not STATE_BODIES.isdisjoint(words)


def usual_name(body: str) -> str:
    """A ministry’s name as the press has it: *Ministry of Foreign Affairs* is the *Foreign
    Ministry*."""
    found = MINISTRY_OF.fullmatch(body)
    if not found:
        ministry = re.fullmatch(r"(.+) (Ministry|Department)", body, re.IGNORECASE)
        known = PORTFOLIOS.get(ministry[1].casefold()) if ministry else None
        return f"{known} {ministry[2]}" if ministry and known else body
    return f"{PORTFOLIOS.get(found[2].casefold(), found[2])} {found[1]}"


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
        if not begins_a_clause(text, end) or text[end : end + 1] in (",", ".", ";")
    ]


def begins_a_clause(text: str, end: int) -> bool:
    """Whether the words from `end` on begin with the verb of a clause."""
    return bool(ACTING_NEXT.match(text, end) or AUXILIARY_NEXT.match(text, end))


def division_of(article: Article, mention: Mention) -> str:
    """What a list of places calls each: *oblast* in *Kharkiv, Odesa and Sumy Oblasts* and in *the
    oblasts of Kharkiv and Sumy*."""
    text = article.document.text
    found = DIVISIONS_AFTER.match(text, mention.end)
    if not found:
        before = text[max(0, mention.start - 80) : mention.start]
        found = DIVISIONS_BEFORE.search(before) if "s of " in before else None
    return found[1].casefold() if found else ""
