"""Typst, kept warm: fonts are read once, templates are parsed once."""

import threading
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from openbill.documents.rendering.glyphs import FONTS

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: tuple[Literal["a-3b"], Literal["ua-1"]] = ("a-3b", "ua-1")
"""To be kept for decades with an e-invoice inside (PDF/A-3b), and read out to who cannot see it (PDF/UA-1)."""

_warm = threading.local()


def compiled(template: str, page: str, day: date) -> bytes:
    """The PDF of a page (JSON) in a template; nothing but the two and the day decides about its bytes."""
    pdf = compiler_of(template).compile(
        format="pdf",
        sys_inputs={"data": page},
        pdf_standards=[*STANDARDS],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def compiler_of(template: str) -> typst.Compiler:
    """The compiler of a template; each thread has its own, as one cannot be shared."""
    compilers: dict[str, typst.Compiler] | None = getattr(_warm, "compilers", None)
    if compilers is None:
        compilers = _warm.compilers = {}
    if template not in compilers:
        compilers[template] = typst.Compiler(
            TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=shipped_fonts(), ignore_system_fonts=True
        )
    return compilers[template]


@cache
def shipped_fonts() -> typst.Fonts:
    """The fonts of the package and no others: neither the system's nor those inside of Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
