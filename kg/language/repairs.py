"""What the network's trees get wrong by rule, hung where English has it.

*Escape crippling UN sanctions*: the network, which read few such participles, may take them for
verbs with an object. English gives the object of a gerund an article or a name (*crippling the
economy*); bare, it is the noun described.

*Two soldiers were killed and three civilians were hurt*: what stands between "and" and the next
finite verb is that verb's subject.
"""

from __future__ import annotations

from bisect import insort
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
_CONTENT = frozenset({"ccomp", "conj", "parataxis"})
_QUOTING = frozenset({":", '"', "“", "”", "''"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_BEFORE_NOUNS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_INSIDE_NOUNS = frozenset({"amod", "compound", "flat", "nmod", "nummod"})
_PREPOSITIONS = frozenset({"about", "around", "by", "off", "over", "past", "through", "under"})
_LABELS = {"acl": "nmod", "advcl": "obj", "ccomp": "obj", "xcomp": "obj"}


def repair(words: Sequence[str], analysis: Analysis) -> None:
    """Mend the trees of an analysis, in place."""
    tree = _Tree(words, analysis)
    for word, text in enumerate(words):
        if text.lower() in _DESCRIBING and analysis.xpos[word] == "VBG":
            tree.hang_participle(word)
        elif analysis.deprel[word] in {"conj", "obj"} and analysis.upos[word] in _SUBJECTS:
            tree.give_subject(word)


class _Tree:
    """The trees of an article, with the words below each word, in their order."""

    def __init__(self, words: Sequence[str], analysis: Analysis) -> None:
        self._words = words
        self._upos, self._xpos = analysis.upos, analysis.xpos
        self._heads, self._labels = analysis.heads, analysis.deprel
        self._below: list[list[int]] = [[] for _ in words]
        for word, head in enumerate(self._heads):
            if head != word:
                self._below[head].append(word)

    def hang_participle(self, verb: int) -> None:
        """Hang a describing participle on its noun, and the noun where it stood."""
        noun = self._noun_behind(verb)
        if noun is None:
            return
        if self._heads[noun] == verb:
            label = _LABELS.get(self._labels[verb], self._labels[verb])
            self._move(noun, self._heads[verb], label)
        for word in list(self._below[verb]):
            label = self._labels[word]
            if label == "advmod" and self._words[word].lower() not in _PREPOSITIONS:
                continue  # rapidly growing
            if label in {"advmod", "mark"}:
                label = "case"  # get AROUND crippling sanctions
                if self._labels[noun] == "obj":
                    self._labels[noun] = "obl"
            self._move(word, noun, label)
        self._move(verb, noun, "amod")

    def give_subject(self, noun: int) -> None:
        """Make an object, or a noun joined to one, the subject of the verb behind that has none."""
        end = self._end(noun)
        verb = self._verb_at(end)
        if verb is None or _QUOTING & {*self._words[noun:end]}:
            return
        own = {self._labels[word] for word in self._below[verb]}
        if own & {"nsubj", "nsubj:pass", "expl", "csubj"}:
            return
        below = {self._labels[word] for word in self._below[noun]}
        if self._labels[noun] == "obj":
            beside = self._heads[verb] == self._heads[noun] and self._labels[verb] in _CONTENT
            if not beside or "conj" in below:
                return
            self._labels[verb] = "ccomp"  # reported ITS SOURCE said
        elif "cc" not in below or not self._is_second(verb, noun):
            return
        self._move(noun, verb, "nsubj:pass" if "aux:pass" in own else "nsubj")
        for link in [word for word in self._below[noun] if self._labels[word] == "cc"]:
            self._move(link, verb, "cc")

    def _move(self, word: int, head: int, label: str) -> None:
        self._below[self._heads[word]].remove(word)
        insort(self._below[head], word)
        self._heads[word], self._labels[word] = head, label

    def _noun_behind(self, verb: int) -> int | None:
        """The noun that begins right behind a participle and that the tree has for its object."""
        heads, labels = self._heads, self._labels
        noun = verb + 1
        while noun < len(heads) and labels[noun] in _INSIDE_NOUNS and heads[noun] > noun:
            if self._upos[noun] not in _BEFORE_NOUNS:
                return None
            noun += 1
        if noun == len(heads) or self._upos[noun] != "NOUN" or labels[noun] not in {"obj", "obl"}:
            return None
        if any(verb < head != noun for head in heads[verb + 1 : noun]):
            return None
        below = {labels[word] for word in self._below[verb] if word != noun}
        beside = heads[noun] == heads[verb] and labels[verb] in {"advcl", "acl", "xcomp"}
        if below - {"advmod", "mark", "punct", "cc", "conj"} or not (heads[noun] == verb or beside):
            return None
        return noun if labels[verb] in {*_LABELS, "conj", "obj", "obl"} else None

    def _is_second(self, verb: int, noun: int) -> bool:
        """Whether a verb is joined to one before it, whose object the noun is joined to."""
        heads, labels = self._heads, self._labels
        thing = heads[noun]
        first = heads[verb] if labels[verb] in {"conj", "parataxis"} else heads[thing]
        inverted = labels[first] == "parataxis" and heads[first] == verb
        inverted = inverted and self._xpos[first] in _FINITE
        return first < thing < noun and (first == heads[verb] or inverted)

    def _end(self, word: int) -> int:
        """The position behind the last word of a phrase, by its head."""
        last = word
        while self._below[last] and self._below[last][-1] > last:
            last = self._below[last][-1]
        return last + 1

    def _verb_at(self, first: int) -> int | None:
        """The verb whose finite form stands there."""
        if first >= len(self._heads) or self._xpos[first] not in _FINITE:
            return None
        if self._labels[first] in {"aux", "aux:pass", "cop"}:
            return self._heads[first]
        goes_on = bool(self._below[first]) and self._below[first][-1] > first
        return first if self._upos[first] == "VERB" and goes_on else None
