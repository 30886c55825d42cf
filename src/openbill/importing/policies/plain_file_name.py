"""Under which name an uploaded file is kept."""

LONGEST = 120


def plain_file_name(name: str) -> str:
    """The last part of a path in letters that can be seen, short enough for every file system; never blank."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = seen.rpartition(".")
    short = f"{stem[: LONGEST - len(ending)]}{dot}{ending}" if len(ending) < 10 else seen[:LONGEST]
    return short or "file.csv"
