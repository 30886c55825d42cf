"""Which header of a file means which of our fields."""

import unicodedata
from functools import cache

from openbill.importing.policies.header_synonyms import BY_KIND, EVERYWHERE, FIELDS, RENAMED
from openbill.importing.types.files import Kind
from openbill.primitives.currency import is_currency


def header_key(header: str) -> str:
    """The letters and digits of a header alone, so that "Invoice No." and "invoice_no" are the same.

    Accents fall away, so that "Fälligkeit" is found with and without them.
    """
    plain = unicodedata.normalize("NFKD", header.replace("#", " number ").casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def split_currency(header: str) -> tuple[str, str | None]:
    """A header without the currency at its end, and that currency: "Amount (EUR)" is ("Amount", "EUR")."""
    text = header.strip().rstrip(")]").rstrip()
    for start in ("(", "[", " in ", " "):
        head, found, tail = text.rpartition(start)
        code = tail.strip()
        if found and head.strip() and len(code) == 3 and code.isupper() and is_currency(code):
            return head.strip(), code
    return header, None


@cache
def meanings(kind: Kind) -> dict[str, tuple[str, int]]:
    """For one kind of file: header key to (field, rank), the lowest rank being the most telling."""
    wanted = set(FIELDS[kind])
    renamed = RENAMED.get(kind, {})
    found: dict[str, tuple[str, int]] = {}
    for block, offset in ((EVERYWHERE, 0), (BY_KIND[kind], 1000)):
        for canonical, names in _paragraphs(block):
            target = renamed.get(canonical, canonical)
            later = 500 if target != canonical else 0
            if target not in wanted:
                continue
            for rank, name in enumerate([canonical, *names]):
                for key in _spellings(name):
                    found.setdefault(key, (target, rank + offset + later))
    return found


def candidates(headers: tuple[str, ...], kind: Kind) -> dict[str, list[str]]:
    """Per field, the headers that may give it, the most telling first."""
    known = meanings(kind)
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for index, header in enumerate(headers):
        meaning = known.get(header_key(header)) or known.get(header_key(split_currency(header)[0]))
        if meaning is not None and header.strip():
            canonical, rank = meaning
            ranked.setdefault(canonical, []).append((rank, index, header))
    return {canonical: [header for _, _, header in sorted(found)] for canonical, found in ranked.items()}


def is_known(cell: str) -> bool:
    """Whether a cell could be a header of any kind of file."""
    key = header_key(cell)
    return bool(key) and key in _every_key()


@cache
def _every_key() -> frozenset[str]:
    return frozenset(key for kind in ("customers", "invoices", "payments") for key in meanings(kind))


def _paragraphs(table: str) -> list[tuple[str, list[str]]]:
    """A table of synonyms as pairs of a field and its names."""
    found: list[tuple[str, list[str]]] = []
    for line in table.strip().splitlines():
        if line.endswith(":"):
            found.append((line[:-1], []))
        else:
            found[-1][1].extend(name.strip() for name in line.split("|") if name.strip())
    return found


def _spellings(name: str) -> set[str]:
    folded = name.casefold()
    written_out = folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {key for key in (header_key(folded), header_key(written_out)) if key}
