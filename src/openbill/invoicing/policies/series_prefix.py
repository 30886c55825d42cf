"""What may stand before the numbers of documents."""

import re

from openbill.invoicing.errors import PrefixImpossible

_POSSIBLE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9/_-]{0,10}[A-Za-z0-9])?", re.ASCII)


def series_prefix(text: str) -> str:
    """A prefix without spaces around it: letters, digits, and between them "-", "/" or "_"; 12 characters at most.

    With the largest number it fits into a reference (ISO 11649), which has room for 21. Raises PrefixImpossible.
    """
    prefix = text.strip()
    if not _POSSIBLE.fullmatch(prefix):
        raise PrefixImpossible(prefix=prefix)
    return prefix


def in_references(prefix: str) -> str:
    """What of a prefix stands in the references of payments: "Re-27" and "RE/27" are both RE27 there."""
    return re.sub("[/_-]", "", prefix).upper()
