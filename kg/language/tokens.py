"""Words as Universal Dependencies cuts them: spaCy's English tokenizer, its rules adjusted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_HYPHENS = r"(?:---|--|——|-|–|—|~)"
# One token however long: *=====*, *>>*, *!!!*.
_RUNS = r"(?:=+|_+|\*+|#+|~+|<+|>+|!+|\?+|-{2,}|\+{2,})"
# Prefixes that UD leaves with their word (*non-commercial*, *co-founder*, *e-mail*); others are cut
# off (*self - made*, *18 - month - old*). Counted over EWT and GUM.
_BOUND_PREFIXES = frozenset(
    "anti co counter cross e ex inter intra mid mini multi non over post pre pro psycho re semi"
    " socio sub super ultra under".split()
)
_NUMBER_WITH_HYPHENS = re.compile(r"\(?\d+(?:-\d+){2,}|\d{3}-\d{4}")
_ABBREVIATIONS = (
    "al.", "approx.", "Apt.", "assoc.", "Assoc.", "Ave.", "Bros.", "ca.", "Cap.", "Capt.", "Cmdr.",
    "Col.", "Comm.", "Dept.", "dept.", "est.", "Est.", "etc.", "Ft.", "ft.", "Fri.", "Gens.",
    "Hon.", "Intl.", "Lt.", "Maj.", "Mon.", "Msgr.", "Ofc.", "Pres.", "Prof.", "Pvt.", "Reps.",
    "Sat.", "Sec.", "Sens.", "Sgt.", "Sr.", "Supt.", "Thu.", "Thurs.", "Tue.", "Tues.", "Univ.",
    "vol.", "Vol.", "Wed.",
)  # fmt: skip
_CUT_APART = {
    "and/or": ("and", "/", "or"),
    "wanna": ("wan", "na"),
    "Wanna": ("Wan", "na"),
    "dunno": ("du", "n", "no"),
}


def ud_tokenizer(nlp: Language) -> Tokenizer:
    """A tokenizer for this pipeline that splits *18-month-old* and *Soo-suk*, not *co-founder*."""
    defaults = nlp.Defaults
    exceptions = dict(defaults.tokenizer_exceptions)
    for spoilt in ("Wed.", "wed."):
        exceptions.pop(spoilt, None)
    for abbreviation in _ABBREVIATIONS:
        exceptions[abbreviation] = [{"ORTH": abbreviation}]
    for word, parts in _CUT_APART.items():
        exceptions[word] = [{"ORTH": part} for part in parts]
    return Tokenizer(
        nlp.vocab,
        rules=exceptions,
        prefix_search=compile_prefix_regex([_RUNS, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([_RUNS, *(defaults.suffixes or ())]).search,
        infix_finditer=_infix_finder(defaults.infixes or ()),
        url_match=defaults.url_match,
    )


def _infix_finder(
    infixes: Sequence[str | re.Pattern[str]],
) -> Callable[[str], Iterator[re.Match[str]]]:
    pattern = compile_infix_regex([*infixes, rf"(?<=\w){_HYPHENS}(?=\w)"])

    def find_infixes(text: str) -> Iterator[re.Match[str]]:
        if _NUMBER_WITH_HYPHENS.fullmatch(text):
            return
        for found in pattern.finditer(text):
            if found.group() != "-" or not _is_bound(text[: found.start()]):
                yield found

    return find_infixes


def _is_bound(before: str) -> bool:
    return before[-8:].lower() in _BOUND_PREFIXES
