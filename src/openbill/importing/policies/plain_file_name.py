"""Under which name an uploaded file is kept."""

LONGEST_BYTES = 200
"""File systems hold 255 in UTF-8, and what is made beside a file has a longer name."""


def plain_file_name(name: str) -> str:
    """The last part of a path in letters that can be seen, short enough for every file system; never blank."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = seen.rpartition(".")
    if len(ending) >= 10:
        stem, dot, ending = seen, "", ""
    return _first(stem, LONGEST_BYTES - len(f"{dot}{ending}".encode())) + dot + ending or "file.csv"


def _first(text: str, size: int) -> str:
    """As many letters as so many bytes hold."""
    return text.encode()[:size].decode(errors="ignore")
