"""Is it English? A count of scripts and function words: no model, no download.

Only a text that clearly is something else is refused; short texts get the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
_MIN_WORDS = 20
_MIN_SHARE = 0.08
_MIN_WORDS_WITHOUT_RIVAL = 100
_MIN_ENGLISH_SHARE = 0.05

# Words that each language cannot do without, those that it shares with English left out
# ("die", "was", "on", "as" say nothing).
_FUNCTION_WORDS = {
    "English": "the of and to that for with is was by at from it his has have be said which this "
    "were not but they their an will he are who its been after would she had we you in on as a",
    "French": "le la les des et du un une que qui dans est pour pas sur au par il avec ce sont "
    "aux été ont cette mais ses leur plus de",
    "German": "der und das den von zu mit sich auf ist nicht ein eine dem des im für auch wird "
    "werden aus bei nach wie einer haben hat sie er",
    "Spanish": "el la los las de que y en un una por con para del se su al lo como más pero sus "
    "fue ha este está entre cuando",
    "Portuguese": "o os que e de do da em um uma para com não por dos das no na se mais ao pelo "
    "foi são à seu sua entre também",
    "Italian": "il di che la e un una per del della non con sono gli lo le dei nel alla è più "
    "anche ha si da delle dal ma",
    "Dutch": "de het een van en dat niet op te voor met zijn aan er door ook naar bij uit heeft "
    "worden maar om hij",
    "Swedish": "och att det som en på är av för med den till inte om ett har de från men vid var",
    "Danish or Norwegian": "og at det som en på er af av for med den til ikke et har de fra men "
    "ved var blev ble",
    "Polish": "i w na z że się do nie jest to o po od jak za przez są oraz który dla został",
    "Czech": "a v na se že je s z do o k pro za by po jako který bylo ale podle od",
    "Croatian or Serbian": "i u je na da se za od su s o koji kao sa ne će iz što bi te",
    "Romanian": "și de în la a că cu pe nu din pentru care un o mai este au fost sau prin",
    "Hungarian": "a az és hogy nem is egy meg volt ez de csak szerint már még el mint",
    "Finnish": "ja on ei että se hän oli ovat joka kun mutta myös sen mukaan ole kuin",
    "Turkish": "ve bir bu için ile da de olarak çok daha olan gibi kadar sonra ise en",
    "Indonesian or Malay": "yang dan di itu dengan untuk dari tidak ini dalam akan pada ke juga "
    "oleh telah adalah",
    "Vietnamese": "và của là có được trong cho với không các một những đã người này để",
    "Swahili": "na ya wa kwa ni za katika la kuwa hiyo huyo cha hii baada alisema",
    "Tagalog": "ang ng sa mga na at ay si ni para kay hindi ito nang",
    "Catalan": "el la els les de que i en un una per amb del al no és seva va han també",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}

# Scripts by their ranges of letters, and the language that each one suggests.
_SCRIPTS = (
    ("Latin", "A-Za-zÀ-ÖØ-öø-ʯḀ-ỿﬀ-ﬆＡ-Ｚａ-ｚ"),
    ("Russian", "Ѐ-ԯ"),
    ("Greek", "Ͱ-Ͽἀ-῿"),
    ("Arabic", "؀-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-ﻼ"),
    ("Hebrew", "֐-׿"),
    ("Korean", "ᄀ-ᇿ㄰-㆏가-힣"),
    ("Japanese", "぀-ヿ"),
    ("Chinese", "㐀-䶿一-鿿𠀀-𲎯"),
    ("Hindi", "ऀ-ॿ"),
    ("Bengali", "ঀ-৿"),
    ("Tamil", "஀-௿"),
    ("Thai", "฀-๿"),
    ("Georgian", "Ⴀ-ჿ"),
    ("Armenian", "԰-֏"),
    ("Amharic", "ሀ-፿"),
)
_LETTERS = tuple((name, re.compile(f"[{letters}]")) for name, letters in _SCRIPTS)
# Letters that tell a language from another one of the same script.
_TELLTALES = (
    ("Russian", "Ukrainian", re.compile("[іїєґ]")),
    ("Arabic", "Persian or Urdu", re.compile("[پچژگک]")),
    ("Chinese", "Japanese", re.compile("[぀-ヿ]")),
)
_TELLTALE_SHARE = 0.02
_ASCII_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """The language that the first 20,000 characters look like; "English" where in doubt."""
    sample = text[:_SAMPLE]
    script, letters = _main_script(sample)
    if script != "Latin":
        return _tell_apart(script, sample, letters)
    return _latin_language(sample)


def _main_script(sample: str) -> tuple[str, int]:
    """The script with the most letters, by the language it suggests, and how many there are."""
    foreign = [letter for letter in sample if letter > "\x7f" and letter.isalpha()]
    if len(foreign) <= len(_ASCII_LETTER.findall(sample)):
        return "Latin", 0
    counts = [(len(pattern.findall(sample)), name) for name, pattern in _LETTERS]
    count, name = max(counts, key=lambda pair: pair[0])
    return (name, count) if count else ("Latin", 0)


def _tell_apart(language: str, sample: str, letters: int) -> str:
    """`language`, or the other one of its script that the letters give away."""
    for first, other, telltale in _TELLTALES:
        if first == language and len(telltale.findall(sample)) > _TELLTALE_SHARE * letters:
            return other
    return language


def _latin_language(sample: str) -> str:
    """The language whose function words are the most frequent, if English's are not."""
    counts = Counter(_WORD.findall(sample.lower()))
    total = counts.total()
    if total < _MIN_WORDS:
        return "English"
    shares = {
        language: sum(counts[word] for word in words) / total for language, words in _WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] > shares["English"] and shares[best] >= _MIN_SHARE:
        return best
    if shares["English"] < _MIN_ENGLISH_SHARE and total >= _MIN_WORDS_WITHOUT_RIVAL:
        return "no language that kg knows"
    return "English"
