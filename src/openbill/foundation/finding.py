"""What a check of the books found wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant: which one, what is wrong in words, and where (the record and its identifier)."""

    invariant: str
    what: str
    where: str
