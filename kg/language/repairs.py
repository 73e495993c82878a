"""What the network's trees get wrong by rule, hung where English has it.

*Escape crippling UN sanctions*: the network, which read few such participles, may take them for
verbs with an object. English gives the object of a gerund an article or a name (*crippling the
economy*); bare, it is the noun described.

*Two soldiers were killed and three civilians were hurt*: what stands between "and" and the next
finite verb is that verb's subject.
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
_SUBJECTS = frozenset({"NOUN", "PRON", "PROPN"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_INSIDE_NOUNS = frozenset({"amod", "compound", "flat", "nmod", "nummod"})
_PREPOSITIONS = frozenset({"about", "around", "by", "off", "over", "past", "through", "under"})
_LABELS = {"acl": "nmod", "advcl": "obj", "ccomp": "obj", "xcomp": "obj"}


def repair(words: Sequence[str], analysis: Analysis) -> None:
    """Mend the trees of an analysis, in place."""
    _hang_participles(words, analysis)
    _give_subjects(analysis)


def _give_subjects(analysis: Analysis) -> None:
    """Make a noun joined to an object the subject of the verb right behind it that has none."""
    heads, labels = analysis.heads, analysis.deprel
    for noun, label in enumerate(labels):
        if label != "conj" or analysis.upos[noun] not in _SUBJECTS:
            continue
        below = [word for word, head in enumerate(heads) if head == noun]
        links = [word for word in below if labels[word] == "cc"]
        verb = _verb_behind(_last_below(noun, heads), analysis)
        if verb is None or not links or not _is_second(verb, noun, analysis):
            continue
        own = {labels[word] for word, head in enumerate(heads) if head == verb}
        if own & {"nsubj", "nsubj:pass", "expl", "csubj"}:
            continue
        heads[noun], labels[noun] = verb, "nsubj:pass" if "aux:pass" in own else "nsubj"
        for link in links:
            heads[link] = verb


def _is_second(verb: int, noun: int, analysis: Analysis) -> bool:
    """Whether a verb is joined to one before it, whose object the noun is joined to."""
    heads, labels = analysis.heads, analysis.deprel
    thing = heads[noun]
    first = heads[verb] if labels[verb] in {"conj", "parataxis"} else heads[thing]
    inverted = labels[first] == "parataxis" and heads[first] == verb
    inverted = inverted and analysis.xpos[first] in _FINITE
    return first < thing < noun and (first == heads[verb] or inverted)


def _last_below(word: int, heads: Sequence[int]) -> int:
    """The last word of a phrase, by its head."""
    last = word
    while last + 1 < len(heads):
        above = last + 1
        while word < above and heads[above] != above:
            above = heads[above]
            if above == word:
                break
        if above != word:
            break
        last += 1
    return last


def _verb_behind(word: int, analysis: Analysis) -> int | None:
    """The verb whose finite form stands right behind a word."""
    first = word + 1
    if first >= len(analysis.heads) or analysis.xpos[first] not in _FINITE:
        return None
    if analysis.deprel[first] in {"aux", "aux:pass", "cop"}:
        return analysis.heads[first]
    goes_on = any(head == first < word for word, head in enumerate(analysis.heads))
    return first if analysis.upos[first] == "VERB" and goes_on else None


def _hang_participles(words: Sequence[str], analysis: Analysis) -> None:
    """Hang describing participles on their nouns, and the nouns where they stood."""
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
