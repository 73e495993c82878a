"""Decoding: from bytes to text, or a refusal that names what the bytes are instead."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import ReadingError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*"
    rb"[\"']([\w.:-]{2,40})",
    re.I,
)
# What web pages call Latin-1 and ASCII has always been cp1252 (WHATWG, Encoding Standard).
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "gb2312": "gb18030"}

_KINDS = (
    (b"%PDF-", "a PDF", "convert it to text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an Office document", "unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as text first"),
    (b"{\\rtf", "an RTF document", "save it as text first"),
    (b"%!PS", "a PostScript file", "convert it to text first"),
    (b"\x89PNG", "a PNG picture", ""),
    (b"\xff\xd8\xff", "a JPEG picture", ""),
    (b"GIF8", "a GIF picture", ""),
    (b"RIFF", "a sound, picture or video file", ""),
    (b"OggS", "a sound or video file", ""),
    (b"ID3", "a sound file", ""),
    (b"\x7fELF", "a program", ""),
    (b"SQLite format 3", "an SQLite database", ""),
    (b"PAR1", "a Parquet file", "export it as JSON lines first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
)
_TEXTLIKE_MAGIC = (b"RIFF", b"OggS", b"ID3", b"PAR1", b"BZh")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x1b"))
_MAX_CONTROLS = 0.02

# Single-byte encodings that English news comes in: Windows, old Macs, Central Europe.
_RIVALS = ("cp1252", "mac_roman", "cp1250")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MARKS_IN_WORDS = frozenset("‘’“”–—…·\xad")
_MAX_FOREIGN_SHARE = 0.15


def decode(data: bytes, where: str, *, markup: bool = False) -> str:
    """The text in `data`; ReadingError if it is no text or in no encoding that can be told.

    Tried in this order: byte order mark, what the page declares (with `markup`), UTF-8, cp1252 and
    its kin, a guess. `charset-normalizer` comes last: it misreads short cp1252 texts.
    """
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if bom:
        return _strictly(data, bom, where)
    wide = _without_bom(data)
    if wide:
        return _strictly(data, wide, where)
    _refuse_binary(data, where)
    declared = _declared(data) if markup else None
    for encoding in filter(None, (declared, "utf-8")):
        text = _try(data, encoding)
        if text is not None:
            return text
    return _guess(data, where)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    """`data` in an encoding that is certain."""
    text = _try(data, encoding)
    if text is None:
        why = f"broken {encoding.removesuffix('-sig')}: not valid in the encoding that it starts in"
        raise ReadingError(where, why, "save it again as UTF-8")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    """`data` decoded, or None if it is not in that encoding."""
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of English is a NUL."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.8 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.8 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, where: str) -> None:
    """ReadingError for what is no text at all, by its first bytes or its control characters."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    for magic, kind, remedy in _KINDS:
        if data.startswith(magic) and (controls or magic not in _TEXTLIKE_MAGIC):
            raise ReadingError(where, f"not a text but {kind}", remedy or "leave it out")
    if b"\0" in data or controls > _MAX_CONTROLS * len(data):
        raise ReadingError(where, "not a text but a binary file", "leave it out")


def _declared(data: bytes) -> str | None:
    """The encoding that a page names in its first lines, by the name that browsers give it."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _WEB_NAMES.get(name, name)


def _guess(data: bytes, where: str) -> str:
    """Text in an encoding that nothing names."""
    candidates = [text for name in _RIVALS if (text := _try(data, name)) is not None]
    if candidates and _is_mostly_ascii(data):
        return min(candidates, key=_oddities)
    best = from_bytes(data).best()
    text = _try(data, best.encoding) if best else None
    if text is None:
        raise ReadingError(where, "in no encoding that can be told", "save it again as UTF-8")
    return text


def _is_mostly_ascii(data: bytes) -> bool:
    """Whether it can be a Western language: few letters outside ASCII."""
    foreign = sum(byte > 127 for byte in data)
    letters = sum(byte > 64 for byte in data)
    return foreign <= max(_MAX_FOREIGN_SHARE * letters, 3)


def _oddities(text: str) -> int:
    """How many characters stand where English would not put them: donÕt, Wa³êsa."""
    return sum(_is_odd(text, match.start()) for match in _NOT_ASCII.finditer(text))


def _is_odd(text: str, at: int) -> bool:
    """A control, or inside a word a sign, or a capital after a small letter."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not char.isprintable() and char not in "\xa0\xad":
        return True
    if char.isalpha():
        return char.isupper() and before.islower()
    return before.isalpha() and after.isalpha() and char not in _MARKS_IN_WORDS
