"""The bytes of a text that somebody wrote become text, in whatever encoding they say or seem to have."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ALLOWED = ("ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-2", "iso8859-15", "cp1250",
            "cp1252", "cp850", "cp437", "mac-roman")  # fmt: skip
"""Encodings of letters; Python knows others that are none, and unpack."""


def decoded_words(content: bytes, charset: str = "") -> str:
    """The text; an encoding that is not known, or wrong, is not believed. Never refused: a letter may be lost."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").replace("\0", " ")
    for encoding in (_known(charset), "utf-8"):
        try:
            return content.decode(encoding).replace("\0", " ") if encoding else content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace").replace("\0", " ")


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip()).name if charset.isascii() and charset.strip() else ""
    except (LookupError, ValueError):
        return ""
    return name if name in _ALLOWED else ""
