"""What an e-mail address looks like."""

import re

from openbill.organizations.errors import EmailWrong
from openbill.primitives.unseen_characters import unseen_character

LONGEST = 254
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")


def email_address(text: str) -> str:
    """One address, its domain in small letters; blank stays blank.

    Raises EmailWrong, which does not repeat what was given: it may be somebody's.
    """
    address = text.strip()
    if not address:
        return ""
    if len(address) > LONGEST or not _EMAIL.fullmatch(address) or unseen_character(address):
        raise EmailWrong
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"
