"""Rendering sheets against bare Typst: the same pages, finished beforehand, over the same cores."""

import json
import os
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from typing import Any

import typst
from tests.performance.figures import Figure

from openbill.documents.rendering.compiler import STANDARDS, TEMPLATES, shipped_fonts
from openbill.documents.rendering.outcome import Rendered
from openbill.documents.rendering.render_pdf import page_of
from openbill.documents.rendering.render_pdfs import render_pdfs
from openbill.documents.tests.some_sheets import PAYMENT, an_invoice
from openbill.documents.types import InvoiceLine, InvoiceSheet
from openbill.primitives.money import Money

SHEETS = 100
ROUNDS = 7


def bench_documents() -> Iterator[Figure]:
    """Invoices of ten lines with a code to scan, no two alike, on all cores.

    Ours and the bare ones take turns, and the ratio is the median of the rounds: a machine is not equally fast at
    all times.
    """
    cores = os.cpu_count() or 1
    ours, bare = [], []
    for turn in range(ROUNDS):
        sheets = [_an_invoice(turn * SHEETS + number) for number in range(SHEETS)]
        pages = [json.dumps(page_of(sheet)[1], ensure_ascii=False) for sheet in sheets]
        if turn % 2:
            ours.append(_ours_per_second(sheets, cores))
        bare.append(_bare_per_second(pages, cores))
        if not turn % 2:
            ours.append(_ours_per_second(sheets, cores))
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    yield Figure(f"documents: PDFs, {cores} cores", statistics.median(ours), "/s")
    yield Figure(f"documents: bare Typst, {cores} cores", statistics.median(bare), "/s")
    yield Figure("documents: ratio to bare Typst", ratio, "x", limit=0.8, is_minimum=True)


def _ours_per_second(sheets: list[InvoiceSheet], cores: int) -> float:
    return _per_second(render_pdfs(sheets, processes=cores))


def _bare_per_second(pages: list[str], cores: int) -> float:
    with get_context("spawn").Pool(cores) as pool:
        return _per_second(pool.imap(_bare_pdf, pages, chunksize=2))


def _per_second(outcomes: Iterable[Any]) -> float:
    """From the first tenth on, by which all processes have started."""
    count, started = 0, 0.0
    for count, outcome in enumerate(outcomes, 1):
        assert isinstance(outcome, Rendered | bytes), outcome
        if count == SHEETS // 10:
            started = time.perf_counter()
    return (count - SHEETS // 10) / (time.perf_counter() - started)


def _bare_pdf(page: str) -> bytes:
    return typst.compile(
        TEMPLATES / "invoice.typ",
        root=TEMPLATES,
        font_paths=shipped_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": page},
        pdf_standards=[*STANDARDS],
    )


def _an_invoice(number: int) -> InvoiceSheet:
    lines = tuple(
        InvoiceLine(
            position=str(position),
            description=f"Hexagon bolt M{number % 40} × {position}0\nDelivery note {number}",
            quantity=Decimal(number + position),
            unit="pcs",
            unit_price=Decimal(number) / 64,
            tax_label="19%",
            net_minor=number * position,
        )
        for position in range(1, 11)
    )
    payment = replace(PAYMENT, reference=f"2026-{number:05}", amount=Money(100 + number, "EUR"))
    return an_invoice(number=f"2026-{number:05}", lines=lines, payment=payment)
