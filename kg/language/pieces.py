"""Cuts words into the word pieces of the network's vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordPiece

from kg.language.shapes import plain_word

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
MOST_PIECES = 8
_CACHED_WORDS = 50_000


class Pieces:
    """A vocabulary of word pieces, one per line of a file."""

    def __init__(self, vocabulary: Path) -> None:
        ids = {
            piece: number
            for number, piece in enumerate(vocabulary.read_text(encoding="utf-8").split("\n"))
            if piece
        }
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token=UNKNOWN))
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._cache: dict[str, tuple[int, ...]] = {}
        self.size = max(ids.values()) + 1
        self.unknown, self.start, self.end = ids[UNKNOWN], ids[START], ids[END]

    def of_words(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """The pieces of each word; a word always has at least one and at most eight."""
        return [self._of_word(word) for word in words]

    def _of_word(self, word: str) -> tuple[int, ...]:
        word = plain_word(word)
        found = self._cache.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            half = MOST_PIECES // 2
            kept = ids if len(ids) <= MOST_PIECES else [*ids[:half], *ids[-half:]]
            found = tuple(kept) or (self.unknown,)
            if len(self._cache) < _CACHED_WORDS:
                self._cache[word] = found
        return found
