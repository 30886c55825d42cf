"""The structured creditor reference of ISO 11649 (RF18 5390 0754 7034): what a payer states and a bank checks."""

LONGEST = 21
"""Characters of a reference after RF and its two check digits."""


def creditor_reference(number: str) -> str:
    """The reference of a document number: its letters and digits, at most the last 21 of them, with check digits.

    The check digits follow ISO 7064, MOD 97-10: with RF and them moved to the end, and letters as numbers from 10
    on, the whole leaves a remainder of 1.
    """
    body = "".join(character for character in number.upper() if character.isascii() and character.isalnum())[-LONGEST:]
    assert body, f"{number!r} has no letter or digit to make a reference of."
    return f"RF{98 - _remainder(body + 'RF00'):02d}{body}"


def is_creditor_reference(text: str) -> bool:
    """Whether a text is such a reference with right check digits; spaces between do not matter."""
    reference = "".join(text.split()).upper()
    if not reference.startswith("RF") or not 4 < len(reference) <= LONGEST + 4:
        return False
    return reference.isascii() and reference.isalnum() and _remainder(reference[4:] + reference[:4]) == 1


def _remainder(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97
