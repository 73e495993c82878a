"""Participles that only describe the noun behind them: *escape crippling UN sanctions*.

The network, which reads few such words, may take them for verbs with an object. English gives the
object of a gerund an article or a name (*crippling the economy*); bare, it is the noun described.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.language.network import Analysis

# What grows or wanes by itself, and what is said of nouns far more often than done to them.
_DESCRIBING = frozenset(
    "ageing aging ailing binding blistering booming competing compelling conflicting crippling "
    "damning debilitating dwindling emerging ensuing escalating existing faltering flagging "
    "flourishing forthcoming growing harrowing incoming lasting lingering looming mounting ongoing "
    "outgoing outstanding overwhelming pressing punishing recurring remaining resounding rising "
    "scathing searing simmering smouldering soaring spiraling spiralling sprawling staggering "
    "stinging struggling surging sweeping swelling thriving unfolding unrelenting unwavering "
    "upcoming waning warring withering worsening".split()
)
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_INSIDE_NOUNS = frozenset({"amod", "compound", "flat", "nmod", "nummod"})
_PREPOSITIONS = frozenset({"about", "around", "by", "off", "over", "past", "through", "under"})
_LABELS = {"acl": "nmod", "advcl": "obj", "ccomp": "obj", "xcomp": "obj"}


def hang_participles(words: Sequence[str], analysis: Analysis) -> None:
    """Hang describing participles on their nouns, in place, and the nouns where they stood."""
    for verb, word in enumerate(words):
        if word.lower() in _DESCRIBING and analysis.xpos[verb] == "VBG":
            noun = _noun_behind(verb, analysis)
            if noun is not None:
                _hang(verb, noun, words, analysis)


def _noun_behind(verb: int, analysis: Analysis) -> int | None:
    """The noun that begins right behind a participle and that the tree has for its object."""
    heads, labels = analysis.heads, analysis.deprel
    noun = verb + 1
    while noun < len(heads) and labels[noun] in _INSIDE_NOUNS and heads[noun] > noun:
        if analysis.upos[noun] not in _BEFORE_NOUNS:
            return None
        noun += 1
    if noun == len(heads) or analysis.upos[noun] != "NOUN" or labels[noun] not in {"obj", "obl"}:
        return None
    if any(verb < head != noun for head in heads[verb + 1 : noun]):
        return None
    below = {labels[word] for word, head in enumerate(heads) if head == verb and word != noun}
    beside = heads[noun] == heads[verb] and labels[verb] in {"advcl", "acl", "xcomp"}
    if below - {"advmod", "mark", "punct", "cc", "conj"} or not (heads[noun] == verb or beside):
        return None
    return noun if labels[verb] in {*_LABELS, "conj", "obj", "obl"} else None


def _hang(verb: int, noun: int, words: Sequence[str], analysis: Analysis) -> None:
    heads, labels = analysis.heads, analysis.deprel
    if heads[noun] == verb:
        heads[noun], labels[noun] = heads[verb], _LABELS.get(labels[verb], labels[verb])
    for word in [word for word, head in enumerate(heads) if head == verb]:
        if labels[word] == "advmod" and words[word].lower() not in _PREPOSITIONS:
            continue  # rapidly growing
        heads[word] = noun
        if labels[word] in {"advmod", "mark"}:
            labels[word] = "case"  # get AROUND crippling sanctions
            labels[noun] = "obl" if labels[noun] == "obj" else labels[noun]
    heads[verb], labels[verb] = noun, "amod"
