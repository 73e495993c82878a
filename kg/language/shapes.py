"""How a word looks on the page: what the uncased network cannot see by itself.

Every word gets four small numbers (case, digits, punctuation, the gap before it). Training and
reading use this one file, so both see the same page.
"""

from __future__ import annotations

CASES = ("none", "lower", "title", "upper", "initial", "mixed", "other script")
DIGITS = ("none", "some", "all", "year")
MARKS = (
    "word", "full stop", "comma", "colon", "semicolon", "question", "exclamation",
    "opening quote", "closing quote", "quote", "dash", "opening bracket", "closing bracket",
    "dots", "apostrophe", "other",
)  # fmt: skip
GAPS = ("glued", "space", "line break", "blank line")

GLUED, SPACE, LINE_BREAK, BLANK_LINE = range(4)
SHAPE_SIZES = (len(CASES), len(DIGITS), len(MARKS), len(GAPS))

_MARK_OF = {
    ".": "full stop", ",": "comma", ":": "colon", ";": "semicolon", "?": "question",
    "!": "exclamation", "“": "opening quote", "‘": "opening quote", "«": "opening quote",
    "„": "opening quote", "``": "opening quote", "”": "closing quote", "’": "closing quote",
    "»": "closing quote", "''": "closing quote", '"': "quote", "'": "quote", "-": "dash",
    "–": "dash", "—": "dash", "--": "dash", "---": "dash", "(": "opening bracket",
    "[": "opening bracket", "{": "opening bracket", ")": "closing bracket",
    "]": "closing bracket", "}": "closing bracket", "...": "dots", "…": "dots", "..": "dots",
}  # fmt: skip
_MARK_IDS = {mark: MARKS.index(name) for mark, name in _MARK_OF.items()}
_OTHER_MARK = MARKS.index("other")
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "…": "..."}
)
_LONGEST_READ = 64


def word_shape(word: str, gap: int) -> tuple[int, int, int, int]:
    """The four numbers of a word: *Kim* after a space is (title, none, word, space)."""
    word = word[:_LONGEST_READ]
    return _case(word), _digits(word), _mark(word), gap


def plain_word(word: str) -> str:
    """The word as the vocabulary knows it: straight quotes, and no more than it can use."""
    return word[:_LONGEST_READ].translate(_PLAIN)


def gap_kind(space: str) -> int:
    """What kind of gap a stretch of white space is."""
    breaks = space.count("\n") + space.count("\u2029") * 2
    if breaks > 1:
        return BLANK_LINE
    if breaks == 1:
        return LINE_BREAK
    return SPACE if space else GLUED


def _case(word: str) -> int:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 0
    uppers = sum(letter.isupper() for letter in letters)
    lowers = sum(letter.islower() for letter in letters)
    if uppers + lowers == 0:
        return 6
    if uppers == 0:
        return 1
    if len(letters) == 1:
        return 4
    if uppers == len(letters):
        return 3
    return 2 if uppers == 1 and letters[0].isupper() else 5


def _digits(word: str) -> int:
    count = sum(letter.isdigit() for letter in word)
    if count == 0:
        return 0
    if any(letter.isalpha() for letter in word):
        return 1
    return 3 if count == 4 == len(word) and word[0] in "12" else 2


def _mark(word: str) -> int:
    mark = _MARK_IDS.get(word)
    if mark is not None:
        return mark
    if any(letter.isalnum() for letter in word):
        return MARKS.index("apostrophe") if word[0] in "'’" else 0
    return _OTHER_MARK
