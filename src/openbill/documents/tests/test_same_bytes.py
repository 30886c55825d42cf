"""The same sheet gives the same file, in a form that can be kept and read out."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from openbill.documents.rendering.compiler import STANDARDS, compiler_of, shipped_fonts
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.some_sheets import a_letter, a_statement, an_invoice
from openbill.documents.types import Sheet

SHEETS = {"invoice": an_invoice(), "statement": a_statement(), "letter": a_letter()}
IN_A_PROCESS_OF_ITS_OWN = """
from hashlib import sha256
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.some_sheets import an_invoice
print(sha256(render_pdf(an_invoice())).hexdigest())
"""


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet):
    assert render_pdf(sheet) == render_pdf(sheet)


def test_another_process_gives_the_same_bytes():
    told = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN],
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == sha256(render_pdf(an_invoice())).hexdigest()


def test_threads_render_at_the_same_time_and_alike():
    sheets = [an_invoice(number=f"R-{number}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_pdf, sheets)) == [render_pdf(sheet) for sheet in sheets]


def test_the_file_says_what_it_is():
    reader = PdfReader(BytesIO(render_pdf(an_invoice(language="de"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Rechnung 2026-10428 – Hartmann Fasteners GmbH"
    assert reader.metadata.author == "Hartmann Fasteners GmbH"
    assert reader.metadata.creation_date == datetime(2026, 11, 24, tzinfo=UTC)
    root = reader.root_object
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value is True


def test_it_is_for_archives_and_for_who_cannot_see_it():
    metadata = PdfReader(BytesIO(render_pdf(a_statement()))).root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@pytest.mark.parametrize("template", ["invoice", "statement", "letter"])
def test_typst_has_nothing_to_warn_about(template: str):
    import json

    from openbill.documents.rendering.render_pdf import page_of

    _, page, _ = page_of(SHEETS[template])
    _, warnings = compiler_of(template).compile_with_warnings(
        format="pdf", sys_inputs={"data": json.dumps(page)}, pdf_standards=[*STANDARDS]
    )
    assert [warning.message for warning in warnings] == []


def test_only_the_shipped_fonts_are_used():
    assert shipped_fonts().families() == ["Inter", "Noto Sans Arabic", "Noto Sans Hebrew"]
