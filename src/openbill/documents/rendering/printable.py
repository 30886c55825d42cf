"""Texts of users as they go to print."""

import re
import unicodedata

IN_A_COLUMN = 28
"""Letters of a word that surely fit into a column of descriptions."""

_JOINT = re.compile(r"([@/._\-&=?:;,])(?=\S)")
_PIECE = re.compile(r"([^\s\u200b]{10})(?=[^\s\u200b]{6})")
_MAY_BREAK = "\u200b"


def printable(text: str, *, longest_word: int = IN_A_COLUMN) -> str:
    """A text without space around it, composed (NFC), tabs as spaces, and longer words breakable.

    Such a word, a part number or an address of the web, would run over the edge of its column. No other word is
    touched: somebody may copy it from the document. The mark of byte order that some files leave behind goes: it
    says nothing, and PDF/UA forbids it.
    """
    text = text.replace("\ufeff", "").strip()
    if len(text) <= longest_word and text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return re.sub(rf"\S{{{longest_word + 1},}}", _breakable, text)


def printable_lines(*texts: str, longest_word: int = IN_A_COLUMN) -> list[str]:
    """The lines of texts that are not blank."""
    lines = (printable(line, longest_word=longest_word) for text in texts for line in text.splitlines())
    return [line for line in lines if line]


def printable_paragraphs(*texts: str) -> list[list[str]]:
    """The paragraphs of texts as their lines; blank lines part them."""
    parts = [part for text in texts for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))]
    return [lines for part in parts if (lines := printable_lines(part, longest_word=70))]


def _breakable(word: re.Match[str]) -> str:
    """The word with places to break: where it has a joint, and else every ten letters."""
    return _PIECE.sub(rf"\1{_MAY_BREAK}", _JOINT.sub(rf"\1{_MAY_BREAK}", word[0]))
