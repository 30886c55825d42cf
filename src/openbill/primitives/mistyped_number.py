"""The numbers that somebody may mean who typed one of them wrongly."""

DIGITS = "0123456789"
BETWEEN = "-/. "
SHORTEST, LONGEST = 4, 30


def mistyped_number(text: str) -> list[str]:
    """What the text may have been meant to be: one character wrong, left out, too many, or two exchanged.

    Only digits are put in place of others or added, since with letters there are few mistakes that are not seen; a
    mark between two groups may be another one or none. Nothing for a text of under 4 characters, which would
    mean everything, or of more than 30.
    """
    text = text.strip().upper()
    if not SHORTEST <= len(text) <= LONGEST:
        return []
    meant = {text, "".join(character for character in text if character not in BETWEEN)}
    for place in range(len(text) + 1):
        before, after = text[:place], text[place:]
        meant.update(before + digit + after for digit in DIGITS)
        meant.update(before + mark + after for mark in BETWEEN)
        if after:
            meant.add(before + after[1:])
            meant.update(before + other + after[1:] for other in (DIGITS if after[0] in DIGITS else BETWEEN + DIGITS))
        if len(after) > 1:
            meant.add(before + after[1] + after[0] + after[2:])
    meant.discard("")
    return sorted(meant - {text})
