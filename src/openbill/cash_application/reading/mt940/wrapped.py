"""Texts that were cut into pieces of one width, as they were before."""

from collections.abc import Sequence

LINE = 65
"""Characters of a line of field 86."""

PIECE = 27
"""Characters of a piece of the remittance, or of a name."""


def unwrapped(pieces: Sequence[str], width: int) -> str:
    """The pieces as one: what fills the width was cut within and goes on without a break, after a shorter one is a gap.

    A piece that was cut at a space is shorter by that space, as banks leave off spaces at an end.
    """
    return "".join(piece if len(piece) >= width else f"{piece} " for piece in pieces).rstrip()


def unwrapped_closely(lines: Sequence[str]) -> str:
    """Lines with marks inside, which say themselves where something ends: a gap is where a line lacks one space."""
    return "".join(f"{line} " if len(line) == LINE - 1 else line for line in lines)


def one_spaced(text: str) -> str:
    """Without what stands around it, and with single spaces."""
    return " ".join(text.split())
