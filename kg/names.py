"""How names are read and compared: letters, parts, titles, acronyms, spellings.

This room knows how names work in English news, whatever they stand for. Which thing a name means
is decided elsewhere (`gazetteer`, `coreference`, `resolution`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPECIAL_LETTERS = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i", "ə": "a", "Ə": "A",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "ʻ": "'", "ʼ": "'", "‘": "'", "’": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
    "\u00a0": " ", "\u200b": "", "\u00ad": "",
})  # fmt: skip
_POSSESSIVE = re.compile(r"(?<=\w)('s|(?<=s)')$", re.IGNORECASE)
_INITIALS_APART = re.compile(r"([A-Z]\. )+[A-Z]\.?")
_NOT_A_WORD = re.compile(r"[^\w&+]+|_")

# British on the left, American on the right; applied word by word.
_SPELLINGS = {
    "defence": "defense", "defences": "defenses", "organisation": "organization",
    "organisations": "organizations", "centre": "center", "centres": "centers",
    "labour": "labor", "programme": "program", "programmes": "programs", "theatre": "theater",
    "harbour": "harbor", "neighbour": "neighbor", "authorisation": "authorization",
    "stabilisation": "stabilization", "modernisation": "modernization", "honour": "honor",
    "cooperation": "cooperation", "armour": "armor", "colour": "color", "licence": "license",
    "saint": "st", "fort": "ft", "mount": "mt", "and": "&", "dept": "department",
    "govt": "government", "intl": "international", "natl": "national", "univ": "university",
    "corporation": "corp", "company": "co", "incorporated": "inc", "limited": "ltd",
}  # fmt: skip
_LED_BY_A_PERSON = _words("administration government campaign cabinet presidency family regime")
LEGAL_FORMS = _words(
    "ag bv co corp gmbh inc kk llc llp lp ltd nv oao ooo oyj pao pjsc plc pte pty sa sas spa srl"
    " zao"
)

MALE_TITLES = _words(
    "mr mister sir king prince lord emperor sheikh sheik sultan emir baron count duke pope father"
    " brother monsieur herr senor don crown-prince ayatollah imam rabbi archbishop cardinal"
)
FEMALE_TITLES = _words(
    "mrs ms miss madam madame lady queen princess dame empress baroness countess duchess mother"
    " sister frau senora sheikha first-lady"
)
# Whoever has these is called by the given name: *Pope Francis* is no Mr Francis.
REGNAL_TITLES = _words(
    "pope king queen prince princess emperor empress sultan emir saint patriarch duke duchess"
    " archduke grand-duke tsar czar"
)
_FORMS_OF_ADDRESS = _words("mr mrs ms dr prof sgt lt gov sen rep rev")
_TITLE_NOUNS = MALE_TITLES | FEMALE_TITLES | _words(
    "president premier chancellor minister secretary senator representative congressman"
    " congresswoman governor mayor judge justice chief chairman chairwoman chairperson chair"
    " director commissioner ambassador envoy spokesman spokeswoman spokesperson leader"
    " general gen admiral adm captain capt colonel col lieutenant lt major maj sergeant sgt"
    " corporal private commander cmdr marshal brigadier brig doctor dr professor prof"
    " reverend rev bishop patriarch saint hon excellency comrade officer detective inspector"
    " sen rep gov pres sec amb supt attorney lawmaker mp dictator coach manager founder boss ceo"
    " executive prosecutor speaker tsar czar vice-president lieutenant-general analyst"
    " economist journalist activist author actor actress singer footballer candidate"
)  # fmt: skip
_TITLE_MODIFIERS = _words(
    "vice deputy prime foreign defense defence interior finance acting former ex then late first"
    " second crown supreme paramount grand attorney chief rear state assistant under associate"
    " senior junior regional health energy trade justice economy transport education press"
    " natural resources agriculture culture environment labor labour home national security"
    " general adviser advisor permanent special right most her his executive lieutenant major"
    " staff brigadier wing party opposition house senate majority minority ruling russian american"
    " british military navy army air force police fire republican democratic"
)
_GENERATIONS = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv",
    "elder": "sr", "younger": "jr",
}  # fmt: skip
# Which ruler of a name: Norton I, Louis XIV, but not Malcolm X.
_NUMBER_OF_A_RULER = re.compile(r"(I{1,3}|IV|VI{0,3}|IX|X{1,2}[IVX]{1,4})[.,]?$")
_DEGREES = _words("md phd mba qc kc esq msc bsc cpa jd dds mbe obe cbe")
PARTICLES = _words(
    "de da do dos das del della di du van von der den ter ten la le el al bin ibn ben bint abu"
    " ould st af av zu y e"
)
# These are particles inside a name, given names at its start: *Ben Wallace*, *Zine Ben Ali*.
_GIVEN_OR_PARTICLE = _words("al ben del van von")
_SAME_PARTICLES = {"el": "al", "ibn": "bin", "ben": "bin"}
_FILIAL = _words("bin ibn bint")
_SERVANT_OF = _words("abd abdal abdel abdol abdul")  # half a given name: *Abdel Fattah*
# Whoever has one of these is called by the last word: *Nguyen Phu Trong* is *Trong*.
_CALLED_BY_THE_LAST_WORD = _words(
    "bui dang dao dinh do doan duong ho hoang huynh lam le luong ly ngo nguyen pham phan to tran"
    " trinh truong vo vu"
)
_PATRONYMIC = re.compile(r"\w{3,}(ovich|evich|ovna|evna|inichna|ilyich|kuzmich|ivich)$")

_EAST_ASIAN_SYLLABLE = (
    r"(?:(?:zh|ch|sh|hs|ts|kh|th|ph|tr|ng|nh|gh|gi|kw|hw|kk|pp|tt|ss|jj|[bcdfghjklmnpqrstvwxyz])?"
    r"[aeiouy]{1,4}w?(?:ng|nh|ch|ck|[nmkltprc](?![aeiouy]))?)"
)
_EAST_ASIAN_WORD = re.compile(rf"{_EAST_ASIAN_SYLLABLE}{{1,2}}$")


_IRREGULAR_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "feet": "foot",
    "mice": "mouse", "teeth": "tooth", "geese": "goose", "wives": "wife", "lives": "life",
    "knives": "knife", "wolves": "wolf", "halves": "half", "leaves": "leaf", "thieves": "thief",
    "crises": "crisis", "analyses": "analysis", "bases": "base", "diagnoses": "diagnosis",
    "criteria": "criterion", "phenomena": "phenomenon", "media": "media", "data": "data",
    "buses": "bus", "gases": "gas", "viruses": "virus", "heroes": "hero", "potatoes": "potato",
    "tomatoes": "tomato", "torpedoes": "torpedo", "vetoes": "veto", "indices": "index",
    "matrices": "matrix", "axes": "axis", "oxen": "ox", "movies": "movie", "ties": "tie",
    "cookies": "cookie", "zombies": "zombie", "calories": "calorie", "shelves": "shelf",
    "loaves": "loaf", "selves": "self",
}  # fmt: skip
_ALWAYS_S = _words(
    "news series species headquarters means politics economics physics mathematics athletics"
    " ethics sanctions-busting always perhaps gas bus virus campus census chorus corps crisis basis"
    " analysis status consensus bonus surplus nucleus radius focus lens chaos bias atlas canvas"
    " iris tennis apparatus caucus circus citrus genius prospectus works barracks crossroads"
    " gallows innings kudos premises logistics ballistics avionics electronics ashes proceeds"
    " riches savings thanks"
)


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """The name without case, accents, marks, possessive and leading *the*: for comparing only.

    *The Kremlin’s* gives *kremlin*; *U.S.* and *U. S.* give *us*; *Soyuz-2* gives *soyuz 2*.
    """
    plain = name.strip().translate(_SPECIAL_LETTERS)
    if _INITIALS_APART.fullmatch(plain):
        plain = plain.replace(" ", "")
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    plain = _POSSESSIVE.sub("", plain).casefold().replace("'", "").replace(".", "")
    words = _NOT_A_WORD.sub(" ", plain).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """The normalised name with one spelling per sound, so that transliterations meet.

    *Zelensky*, *Zelenskyy* and *Zelenskiy* share a key, as do *Choe* and *Choi*, *Ministry of
    Defence* and *Ministry of Defense*.
    """
    return " ".join(_word_key(word) for word in normalise(name).split())


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(zelens|chuk|lukashens|.{3,}s)k(yy|iy|ij|yi|ii|y|i)$", r"\1ky"),
        (r"(iy|yy|yj|ij|ii|ei|ey)$", "y"), (r"(?<=[bcdfghklmnprstvxz])i$", "y"),
        (r"^choe$", "choi"), (r"^ts(?=ar)", "cz"), (r"^yev", "ev"), (r"^ye", "e"),
        (r"^abd[aeou]l(?=.|$)", "abdul"), (r"enka$", "enko"), (r"^ladin$", "laden"),
        (r"(?<=[bcdfghjklmnpqrstvwxz])ian$", "yan"),
        # German and Nordic vowels without their marks: Juergen, Soeren.
        (r"(?:(?<=[bcdfghjklmnpqrstvwxz])|^)([aou])e(?=[bcdfghjklmnpqrstvwxz])(?!l$)", r"\1"),
        (r"^(moham+[ae]d|muham+[ae]d|mohamed|muhamed)$", "muhammad"),
        (r"^(qa|ga|ka|qu)(dh?d?h?|zz)a(f+)[iy]$", "gaddafy"),
        (r"ou", "u"), (r"oo", "u"), (r"ee", "i"), (r"kh", "k"), (r"gh", "g"), (r"dh", "d"),
        (r"zh", "j"), (r"aye", "ay"), (r"(?<=[aeiou])w$", ""), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    word = _SPELLINGS.get(word, word)
    if len(word) < 4 or not word.isascii():
        return word
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def without_possessive(name: str) -> str:
    """The name as written, without a final *'s*: *Russia’s* gives *Russia*."""
    return re.sub(r"(?<=\w)(['’]s|(?<=s)['’])$", "", name.strip())


def without_article(name: str) -> str:
    """The name as written, without a leading *the*, *a* or *an*."""
    return re.sub(r"^(the|a|an)\s+(?=\S)", "", name.strip(), flags=re.IGNORECASE)


def without_titles(name: str) -> str:
    """The name as written, without the titles before it: *Gen. Mark Milley* gives *Mark Milley*."""
    words = name.split()
    return " ".join(words[_count_title_words(words) :])


@lru_cache(maxsize=65536)
def titles_of(name: str) -> tuple[str, ...]:
    """The titles that stand before a name, in small letters: *Mr Kim* gives *mr*."""
    words = name.split()
    return tuple(_bare(word) for word in words[: _count_title_words(words)])


def _bare(word: str) -> str:
    return word.strip(".,'’\"“”").casefold()


def _count_title_words(words: Sequence[str]) -> int:
    count = 0
    for index, word in enumerate(words[:-1]):
        bare = _bare(word)
        if bare in _TITLE_NOUNS:
            count = index + 1
        elif bare not in _TITLE_MODIFIERS:
            break
    return count


def has_regnal_title(name: str) -> bool:
    """Whether a name is a ruler's or a saint's: *Pope Francis*, *Queen Mary*."""
    return not REGNAL_TITLES.isdisjoint(titles_of(name))


def is_name_of_a_ruler(name: str) -> bool:
    """Whether a name is one word and a number: *Elizabeth II*, *King Louis XIV*."""
    read = read_person_name(name)
    return bool(read.generation) and not read.given and read.generation not in ("jr", "sr")


def titles_at_end(words: Sequence[str]) -> int:
    """How many of the last words are a title: 2 of *told*, *attorney*, *general*; 0 of *a*, *new*,
    *state*."""
    count = 0
    if words and _bare(words[-1]) in _TITLE_NOUNS:
        for word in reversed(words):
            if _bare(word) not in _TITLE_NOUNS and _bare(word) not in _TITLE_MODIFIERS:
                break
            count += 1
    return count


def is_family_first_name(name: str) -> bool:
    """Whether a name begins with the family's, as those of Korea, China and Vietnam do."""
    return _is_family_first_name(read_person_name(name))


def is_form_of_address(word: str) -> bool:
    """Whether a word stands before the names of people and of nothing else: *Ms.*, *Sgt.*"""
    return _bare(word) in _FORMS_OF_ADDRESS


def is_title(word: str) -> bool:
    """Whether a word can stand before a person's name as a title or office."""
    return _bare(word) in _TITLE_NOUNS


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, normalised; `family` is the part that stands alone in news.

    For *Kim Jong Un* it is *kim*; for *Ursula von der Leyen*, *leyen*; `others` are further parts
    that may serve as one (*López* in *Andrés Manuel López Obrador*).
    """

    given: tuple[str, ...]
    family: str
    others: tuple[str, ...] = ()
    generation: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All parts that count, without particles and generation."""
        return (*self.given, *self.others, self.family)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name as written, normalised, without titles, particles, degrees and
    the mark of a generation."""
    return _split_name(name)[0]


@lru_cache(maxsize=65536)
def _split_name(name: str) -> tuple[tuple[str, ...], str]:
    """The words of a person's name, and the mark of the generation, or ""."""
    bare = without_titles(name)
    words = normalise(bare).split()
    while len(words) > 2 and words[-1] in _DEGREES:
        words.pop()
    generation = ""
    number = _NUMBER_OF_A_RULER.match(name.split()[-1]) if name.split() else None
    if len(words) > 1 and (words[-1] in _GENERATIONS or number):
        generation = _GENERATIONS.get(words[-1], words[-1])
        words.pop()
        if len(words) > 1 and words[-1] == "the":
            words.pop()
    capital = all(word[0].isupper() for word in bare.split())
    if capital and PARTICLES.isdisjoint(words[:1]) and _is_family_first(words):
        return tuple(words), generation  # the *Van* of *Nguyen Van Nam* is no particle
    first = [words.pop(0)] if len(words) > 1 and _keeps_its_first_word(bare, words) else []
    kept = [word for word in words[:-1] if word not in PARTICLES]
    return (*first, *kept, *words[-1:]), generation


def _keeps_its_first_word(name: str, words: Sequence[str]) -> bool:
    """*Al Gore*, *Van Jones*, *Le Duc Tho*; but not *al-Sisi*, *van Dijk*, *Van der Bellen* or *Le
    Pen*."""
    first, _, rest = name.partition(" ")
    if first.casefold() in _GIVEN_OR_PARTICLE:
        return first[0].isupper() and rest.split(" ")[0] not in PARTICLES
    either = len(words) > 2 or words[-1] in _family_first_names()
    return words[0] not in PARTICLES or (either and _is_family_first(words))


@lru_cache(maxsize=65536)
def read_person_name(name: str) -> PersonName:
    """Split a person's name by the custom its words follow; titles and particles fall away."""
    found, generation = _split_name(name)
    words = _with_whole_servants(found)
    if len(words) > 2:
        words = [w for i, w in enumerate(words) if not (i > 0 and _PATRONYMIC.match(w))] or words
    if len(words) < 2:
        return PersonName((), words[0] if words else "", (), generation)
    if " " not in without_titles(name).strip():  # *Thomas-Greenfield* alone is a family name
        return PersonName((), words[-1], tuple(words[:-1]), generation)
    if _is_family_first(words):
        return PersonName(tuple(words[1:]), words[0], (), generation)
    if len(words) > 2:
        return PersonName((words[0],), words[-1], tuple(words[1:-1]), generation)
    return PersonName((words[0],), words[1], (), generation)


def _with_whole_servants(words: Sequence[str]) -> list[str]:
    """The words with *Abdel Fattah* as one, as it is in *Abdelfattah*."""
    whole: list[str] = []
    for index, word in enumerate(words):
        if whole and whole[-1] in _SERVANT_OF and index < len(words) - 1:
            whole[-1] = f"abdul{word}"
        else:
            whole.append(word)
    return whole


def generation_of(name: str) -> str:
    """`jr`, `sr`, `ii` ..., or "" where a name has no such mark."""
    return read_person_name(name).generation


def without_generation(name: str) -> str:
    """The name without *Jr.*, *Sr.* or *III*."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and _bare(words[-1]) in _GENERATIONS:
        words.pop()
        words = words[:-1] if _bare(words[-1]) == "the" else words
    return " ".join(words)


def read_rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of one of the package's own tables, without comments and head line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return tuple(rows[1:])


@cache
def _genders() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_rows(_DATA / "given_names.tsv")}


@cache
def _american_genders() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_rows(_DATA / "american_names.tsv")}


@cache
def _family_first_names() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows(_DATA / "family_first.tsv"))


@cache
def _family_spellings() -> Mapping[str, str]:
    rows = [row[0].split("|") for row in read_rows(_DATA / "family_spellings.tsv")]
    return {name: names[0] for names in rows for name in names}


@cache
def _nickname_groups() -> Mapping[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(read_rows(_DATA / "nicknames.tsv")):
        for name in row[0].split("|"):
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def _is_family_first(words: Sequence[str]) -> bool:
    if not 1 < len(words) < 5 or words[0] not in _family_first_names():
        return False
    if len(words) == 2 and words[0] in _genders() and words[1] in _family_first_names():
        return len(words[1]) > 4
    return all(_EAST_ASIAN_WORD.match(word) and len(word) < 9 for word in words[1:])


def acronyms_of(name: str) -> frozenset[str]:
    """The acronyms that a name could give: *Korean Central News Agency* gives *KCNA*.

    Small words may count or not (*Department of Defense*: *DOD*, *DD*), and hyphens may split.
    """
    words = [word for word in re.split(r"[\s\-–/]+", name) if word and word[0].isalnum()]
    small = {"of", "the", "and", "for", "in", "on", "de", "du", "des", "&", "to"}
    large = [word for word in words if word.casefold() not in small]
    if len(large) < 2:
        return frozenset()
    without_the = words[1:] if words[0].casefold() == "the" else words
    unsplit = [word for word in re.split(r"[\s/]+", name) if word and word[0].isupper()]
    spelt = {"".join(w[0] for w in ws) for ws in (large, words, without_the, unsplit)}
    return frozenset(normalise(acronym).upper() for acronym in spelt if 2 <= len(acronym) <= 8)


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: *KCNA*, *U.S.*, *NATO*, *G7*."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and letters == letters.upper() and (
        any(letter.isalpha() for letter in letters)
    )  # fmt: skip


def is_called_after_a_person(name: str) -> bool:
    """Whether a body has the name of who leads it, who is somebody else: *Obama administration*."""
    return not _LED_BY_A_PERSON.isdisjoint(normalise(name).split()[-1:])


def is_members_name_of(short: str, full: str) -> bool:
    """Whether a party is called by its members: *Social Democrats* of *Social Democratic Party*."""
    members, party = normalise(short), normalise(full)
    stem = party.removesuffix(" party").removesuffix("ic")
    return party.endswith(" party") and members == f"{stem}s"


def is_acronym_of(short: str, full: str) -> bool:
    """Whether `short` is an acronym that `full` gives."""
    return is_acronym(short) and short.replace(".", "") in acronyms_of(full)


@lru_cache(maxsize=65536)
def gender_of(name: str) -> str:
    """`male`, `female` or `""`, from a title or a common given name."""
    titles = set(titles_of(name))
    if titles & MALE_TITLES:
        return "male"
    if titles & FEMALE_TITLES:
        return "female"
    person = read_person_name(name)
    given = person.given
    if len(given) > 1 and _is_family_first_name(person):  # the *Keon* of *Keon-hee* tells nothing
        return gender_of_given_name("-".join(given)) or gender_of_given_name("".join(given))
    if given[:1] and given[0] in PARTICLES - {"ben"}:  # *Al Thani*, *Van Dijk* may be anybody
        return ""
    return gender_of_given_name("-".join(given)) or gender_of_given_name(*given[:1])


def gender_of_given_name(name: str = "") -> str:
    """`male`, `female` or `""`, from a given name alone, normalised."""
    if name.startswith(("abdul", "abdel")):
        return "male"
    return _genders().get(name) or _american_genders().get(name, "")


def singular(noun: str) -> str:
    """The singular of an English noun: *missiles* gives *missile*, *ministries* *ministry*."""
    word = noun.casefold()
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if word in _ALWAYS_S or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return "man".join((word[:-3], "")) if word.endswith("men") and len(word) > 4 else word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    return word if word.endswith("is") else word[:-1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 1, and the names of the features that say so."""

    score: float
    reasons: tuple[str, ...]


Feature = Callable[[str, str], bool]


def written_the_same(first: str, second: str) -> bool:
    """*the White House* and *White House*."""
    return normalise(first) == normalise(second)


def written_together_or_apart(first: str, second: str) -> bool:
    """*Jong-un* and *Jong Un* and *Jongun*."""
    return normalise(first).replace(" ", "") == normalise(second).replace(" ", "")


def spelt_alike(first: str, second: str) -> bool:
    """*Zelensky* and *Zelenskyy*; *Defence Ministry* and *Defense Ministry*."""
    return spelling_key(first).replace(" ", "") == spelling_key(second).replace(" ", "")


def one_is_the_acronym(first: str, second: str) -> bool:
    """*KCNA* and *Korean Central News Agency*."""
    return is_acronym_of(first, second) or is_acronym_of(second, first)


def same_words_in_another_order(first: str, second: str) -> bool:
    """*Ministry of Defense* and *Defense Ministry*; *Jong Un Kim* and *Kim Jong Un*."""
    return _content_words(first) == _content_words(second) != frozenset()


def family_name_first_or_last(first: str, second: str) -> bool:
    """*Eui-sun Chung*, *Euisun Chung* and *Chung Eui-sun*."""
    one, other = read_person_name(first), read_person_name(second)
    if not (_is_family_first_name(one) or _is_family_first_name(other)):
        return False
    same = _word_key(one.family) == _word_key(other.family)
    return same and _join_keys(one.given + one.others) == _join_keys(other.given + other.others)


def differ_in_a_plural(first: str, second: str) -> bool:
    """*Centers for Disease Control* and *Center for Disease Control*; of three words or more."""
    one, other = singular_key(first), singular_key(second)
    return one == other and len(one.split()) > 2


@lru_cache(maxsize=65536)
def singular_key(name: str) -> str:
    """The spelling key with each word in the singular."""
    return " ".join(singular(word) for word in spelling_key(name).split())


def differ_in_legal_form(first: str, second: str) -> bool:
    """*Apple* and *Apple Inc.*"""
    bare = _without_legal_form(first)
    return bool(bare) and bare == _without_legal_form(second)


def given_name_is_short_for_the_other(first: str, second: str) -> bool:
    """*Joe Biden* and *Joseph Biden*."""
    one, other = read_person_name(first), read_person_name(second)
    if not (one.given and other.given) or not _same_family(one, other):
        return False
    return _is_nickname(one.given[0], other.given[0])


def one_leaves_out_middle_names(first: str, second: str) -> bool:
    """*Donald Trump* and *Donald J. Trump*; *Vladimir Vladimirovich Putin* and *Vladimir Putin*."""
    one, other = read_person_name(first), read_person_name(second)
    if not (one.given and other.given) or not _same_family(one, other):
        return False
    few, many = sorted((one.words, other.words), key=len)
    return _word_key(one.given[0]) == _word_key(other.given[0]) and _holds(many, few)


def romanised_alike(first: str, second: str) -> bool:
    """*Choe Sun Hui* and *Choi Son-hui*: one Korean name by two romanisations."""
    one, other = read_person_name(first), read_person_name(second)
    if not (_is_family_first_name(one) and _is_family_first_name(other)):
        return False
    return _same_family(one, other) and _korean_key(one.given) == _korean_key(other.given)


def initials_fit(first: str, second: str) -> bool:
    """*V. Putin* and *Vladimir Putin*."""
    one, other = read_person_name(first), read_person_name(second)
    if not (one.given and other.given) or not _same_family(one, other):
        return False
    short, long = sorted((one.given[0], other.given[0]), key=len)
    return len(short) == 1 and long.startswith(short)


def given_names_differ(first: str, second: str) -> bool:
    """*Kim Jong Un* and *Kim Jong Il*: two people."""
    one, other = read_person_name(first), read_person_name(second)
    if not (one.given and other.given) or _is_compatible_given(one, other):
        return False
    return not same_words_in_another_order(first, second)


def family_names_differ(first: str, second: str) -> bool:
    """*Sergei Lavrov* and *Sergei Shoigu*."""
    one, other = read_person_name(first), read_person_name(second)
    if _same_family(one, other) or same_words_in_another_order(first, second):
        return False
    return _word_key(one.family) not in {_word_key(word) for word in other.words} and (
        _word_key(other.family) not in {_word_key(word) for word in one.words}
    )


def middle_initials_differ(first: str, second: str) -> bool:
    """*George W. Bush* and *George H. W. Bush*."""
    one, other = read_person_name(first).others, read_person_name(second).others
    if not (one and other) or 1 not in (len(one[0]), len(other[0])):
        return False
    return one[0][0] != other[0][0]


def generations_differ(first: str, second: str) -> bool:
    """*Donald Trump* and *Donald Trump Jr.*: news keeps the mark wherever it is meant."""
    one, other = read_person_name(first), read_person_name(second)
    return one.generation != other.generation and bool(one.given) and bool(other.given)


def genders_differ(first: str, second: str) -> bool:
    """*Mr Clinton* and *Hillary Clinton*."""
    one, other = gender_of(first), gender_of(second)
    return one != other and bool(one) and bool(other)


# (what is seen, the test, how far it alone makes two names one)
PERSON_FEATURES: tuple[tuple[str, Feature, float], ...] = (
    ("written the same", written_the_same, 1.0),
    ("written together or apart", written_together_or_apart, 0.97),
    ("spelt alike", spelt_alike, 0.93),
    ("same words in another order", same_words_in_another_order, 0.9),
    ("family name first or last", family_name_first_or_last, 0.9),
    ("one leaves out middle names", one_leaves_out_middle_names, 0.9),
    ("given name is short for the other", given_name_is_short_for_the_other, 0.85),
    ("romanised alike", romanised_alike, 0.8),
    ("initials fit", initials_fit, 0.7),
)
PERSON_VETOES: tuple[tuple[str, Feature], ...] = (
    ("family names differ", family_names_differ),
    ("given names differ", given_names_differ),
    ("middle initials differ", middle_initials_differ),
    ("generations differ", generations_differ),
    ("genders differ", genders_differ),
)
OTHER_FEATURES: tuple[tuple[str, Feature, float], ...] = (
    ("written the same", written_the_same, 1.0),
    ("written together or apart", written_together_or_apart, 0.97),
    ("spelt alike", spelt_alike, 0.93),
    ("differ in a plural", differ_in_a_plural, 0.9),
    ("differ in legal form", differ_in_legal_form, 0.92),
    ("same words in another order", same_words_in_another_order, 0.88),
    ("one is the acronym", one_is_the_acronym, 0.8),
)


@lru_cache(maxsize=65536)
def compare_person_names(first: str, second: str) -> Comparison:
    """How likely two written names are one person's, by name alone; 0 with the veto that spoke."""
    for reason, differs in PERSON_VETOES:
        if differs(first, second):
            return Comparison(0.0, (reason,))
    return _compare(first, second, PERSON_FEATURES)


@lru_cache(maxsize=65536)
def compare_names(first: str, second: str) -> Comparison:
    """How likely two written names of an organization, place or other thing are one."""
    return _compare(first, second, OTHER_FEATURES)


def _compare(first: str, second: str, features: Iterable[tuple[str, Feature, float]]) -> Comparison:
    seen = [(weight, reason) for reason, holds, weight in features if holds(first, second)]
    if not seen:
        return Comparison(0.0, ())
    return Comparison(max(weight for weight, _ in seen), tuple(reason for _, reason in seen))


def is_short_form_of(short: str, full: str) -> bool:
    """Whether a person of the name `full` is called `short` further down: *Kim*, *López Obrador*.

    A given name alone does not count (see `is_given_name_of`), nor does a middle one: *Daniel* is
    not *José Daniel Ferrer*.
    """
    words, parts = name_words(short), [_word_key(word) for word in name_words(full)]
    name = read_person_name(full)
    if is_name_of_a_ruler(full):
        return list(words) == [name.family]  # Queen Elizabeth, for Elizabeth II
    if has_regnal_title(short) or not _is_of_one_generation(short, full):
        return False
    if not words or not name.given or genders_differ(short, full):
        return False
    if len(words) > 1 and words[0] in PARTICLES:
        return _has_the_particle(short, full)
    if len(words) >= len(parts):
        return False
    keys = [_word_key(word) for word in words]
    if len(keys) == 1:
        return keys[0] in {_word_key(part) for part in _callable_parts(name)}
    return any(parts[i : i + len(keys)] == keys for i in range(len(parts)))


def _is_of_one_generation(short: str, full: str) -> bool:
    """*Halden Jr.* is no *Peter Halden Sr.*, nor a *Peter Halden* without a mark; a father may have
    none."""
    mark, own = generation_of(short), generation_of(full)
    return not mark or mark == own or (mark == "sr" and not own)


def _has_the_particle(short: str, full: str) -> bool:
    """*Ben Ali* is *Zine Ben Ali*, but *Ben Halden* is no *William Halden*."""
    one, other = (
        [_SAME_PARTICLES.get(word, word) for word in normalise(without_titles(name)).split()]
        for name in (short, full)
    )
    return len(one) < len(other) and _word_key(one[-1]) == _word_key(other[-1]) and (
        other[-len(one) : -1] == one[:-1]
    )  # fmt: skip


def _callable_parts(name: PersonName) -> tuple[str, ...]:
    """The parts of a name that somebody is called by alone, of a Vietnamese name also the last."""
    middle = [part for part in name.others if not _is_given_name(part)]
    last = name.given[-1:] if _is_called_by_the_last_word(name) else ()
    return (name.family, *middle, *last)


def _is_called_by_the_last_word(name: PersonName) -> bool:
    """*Pham Minh Chinh* is *Chinh*; of *To Lam* and *Do Kwon* either word may be the family's."""
    if not _is_family_first_name(name):
        return False
    if len(name.given) == 1:
        return name.given[0] in _CALLED_BY_THE_LAST_WORD | _family_first_names()
    return name.family in _CALLED_BY_THE_LAST_WORD


def is_child_of(short: str, full: str) -> bool:
    """Whether a name calls its bearer the child of `short`: *Omar bin Halden*, of *Halden*."""
    *before, _ = ("", *normalise(without_titles(full)).split())
    return bool(_FILIAL.intersection(before[-1:])) and name_words(short) == name_words(full)[-1:]


def is_given_name_of(short: str, full: str) -> bool:
    """Whether `short` is the given name of `full` alone: *Saddam* for *Saddam Hussein*, *Peter Jr.*
    for *Peter Halden Jr.*"""
    word, given = "".join(name_words(short)), read_person_name(full).given
    if generation_of(short) not in ("", generation_of(full)):
        return False
    return bool(given) and _word_key(word) in {_word_key(given[0]), _word_key("".join(given))}


def _is_given_name(word: str) -> bool:
    return word in _genders() or word in _nickname_groups()


def _same_family(one: PersonName, other: PersonName) -> bool:
    return _word_key(one.family) == _word_key(other.family) or (
        family_key(one) == family_key(other) and _korean_key(one.given) == _korean_key(other.given)
    )


def family_key(name: PersonName) -> str:
    """The family name in its sounds, a Korean one by one of its romanisations: *Ri* and *Lee*."""
    if _is_family_first_name(name):
        romanised = _family_spellings().get(name.family)
        if romanised is not None:
            return romanised
    return _word_key(name.family)


def given_keys(name: PersonName) -> frozenset[str]:
    """What a person's given names may be called: in their sounds, by nicknames, romanised."""
    if not name.given:
        return frozenset()
    first = name.given[0]
    groups = _nickname_groups().get(first, frozenset())
    keys = {_word_key(first), _join_keys(name.given), *(f"nickname {n}" for n in groups)}
    keys |= {_word_key(other) for other in name.others if len(other) > 1}
    if _is_family_first_name(name):
        keys.add(_korean_key(name.given))
    return frozenset(keys)


def _is_compatible_given(one: PersonName, other: PersonName) -> bool:
    if _join_keys(one.given) == _join_keys(other.given):
        return True
    if _is_family_first_name(one) and _is_family_first_name(other):
        return _korean_key(one.given) == _korean_key(other.given)
    if len(one.given) > 1 or len(other.given) > 1:
        return False
    short, long = sorted((one.given[0], other.given[0]), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if short in other.others or long in one.others or short in one.others or long in other.others:
        return True
    return _word_key(short) == _word_key(long) or _is_nickname(short, long)


def _is_family_first_name(name: PersonName) -> bool:
    return bool(name.given) and _is_family_first((name.family, *name.given))


_KOREAN_VOWELS = re.compile(r"eo|eu|oo|ou|o|u")
_KOREAN_CONSONANTS = str.maketrans("gdbjz", "ktpcc")


def _korean_key(words: Iterable[str]) -> str:
    bright = re.sub(r"ui|ee", "i", "".join(words))
    return _KOREAN_VOWELS.sub("o", bright).translate(_KOREAN_CONSONANTS)


def _join_keys(words: Iterable[str]) -> str:
    return "".join(_word_key(word) for word in words)


def _is_nickname(one: str, other: str) -> bool:
    return one == other or bool(
        _nickname_groups().get(one, frozenset()) & _nickname_groups().get(other, frozenset())
    )


def _holds(many: Sequence[str], few: Sequence[str]) -> bool:
    keys = [_word_key(word) for word in many]
    initials = {key[0] for key in keys}
    return all(_word_key(w) in keys or (len(w) == 1 and w in initials) for w in few)


def _content_words(name: str) -> frozenset[str]:
    words = spelling_key(name).split()
    return frozenset(word for word in words if word not in {"of", "for", "the", "&", "in"})


def _without_legal_form(name: str) -> str:
    words = spelling_key(name).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)
