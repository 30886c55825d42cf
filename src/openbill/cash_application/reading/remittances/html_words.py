"""The words of a mail in HTML, its rows and cells as lines and columns; in one pass, nothing of it is followed."""

import html
import re

_MARK = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]*>")
_COMMENT, _END_OF_COMMENT = "<!--", "-->"
_UNSEEN = ("script", "style", "head", "title", "template")
_LINES = ("br", "p", "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")
_CELLS = ("td", "th")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def html_words(text: str) -> str:
    """What a reader sees."""
    parts: list[str] = []
    begin = 0
    unseen = ""
    while (mark := _MARK.search(text, begin)) is not None:
        if not unseen:
            parts.append(_SPACE.sub(" ", text[begin : mark.start()]))
        if mark[0] == _COMMENT:
            end = text.find(_END_OF_COMMENT, mark.end())
            begin = len(text) if end < 0 else end + len(_END_OF_COMMENT)
            continue
        begin = mark.end()
        name, is_end = mark[2].lower(), bool(mark[1])
        if not unseen:
            parts.append("\n" if name in _LINES else "\t" if name in _CELLS and is_end else "")
        if not unseen and name in _UNSEEN and not is_end:
            unseen = name
        elif unseen == name and is_end:
            unseen = ""
    if not unseen:
        parts.append(_SPACE.sub(" ", text[begin:]))
    return html.unescape("".join(parts)).replace("\u00a0", " ")
