"""Long documents break where a reader expects it: heads repeat, sums stay with a line, nothing is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.reading import printed, printed_pages
from openbill.documents.tests.some_sheets import LINES, OPEN_ROWS, PAYMENT, a_letter, a_statement, an_invoice
from openbill.documents.types import InvoiceLine, InvoiceSheet, OpenItems

HEAD = "No. Description Quantity Unit price Tax Amount (EUR)"


def with_lines(count: int) -> InvoiceSheet:
    """An invoice of lines that are told apart by their position."""
    lines = tuple(
        InvoiceLine(
            position=str(number),
            description=f"Bolt {number}" + "\nin a box" * (number % 3 == 0),
            quantity=Decimal(number),
            unit_price=Decimal("1.5"),
            tax_label="19%",
            net_minor=number * 150,
        )
        for number in range(1, count + 1)
    )
    return an_invoice(lines=lines)


def test_sixty_lines_on_three_pages():
    pages = printed_pages(render_pdf(with_lines(60)))
    assert len(pages) == 3
    assert [page.count(HEAD) for page in pages] == [1, 1, 1]
    assert [page[-1] for page in pages] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [page[0] for page in pages[1:]] == ["Invoice 2026-10428 Hartmann Fasteners GmbH"] * 2
    positions = [int(line.split()[0]) for page in pages for line in page if " Bolt " in line]
    assert positions == list(range(1, 61))
    assert pages[2].index("Total EUR 5,524.58") < pages[2].index("Please pay EUR 5,524.58 by 24 December 2026")


@pytest.mark.parametrize("count", range(13, 24))
def test_the_sums_never_stand_without_the_last_line(count: int):
    pages = printed_pages(render_pdf(with_lines(count)))
    (of_total,) = [page for page in pages if "Total EUR 5,524.58" in page]
    assert any(line.startswith(f"{count} Bolt {count}") for line in of_total)
    assert "Net total 4,642.50" in of_total


def test_a_description_longer_than_a_page_goes_on_on_the_next():
    words = [f"word{number}" for number in range(900)]
    line = replace(LINES[0], description="Report\n" + " ".join(words))
    pages = printed_pages(render_pdf(an_invoice(lines=(line,))))
    assert len(pages) == 3
    assert [word for page in pages for text in page for word in text.split() if word.startswith("word")] == words
    assert "Report" in " ".join(pages[0])


def test_a_long_statement_repeats_its_head():
    rows = tuple(replace(OPEN_ROWS[0], document_number=f"R-{number}") for number in range(90))
    pages = printed_pages(render_pdf(a_statement(parts=(OpenItems(currency="EUR", rows=rows, total_minor=1),))))
    head = "Document Date Due date Days late Amount (EUR) Open (EUR)"
    assert [page.count(head) for page in pages] == [1, 1, 1]


def test_a_long_word_runs_over_no_edge():
    number = "PN" + "0123456789" * 12
    lines = printed(render_pdf(an_invoice(lines=(replace(LINES[2], description=number),))))
    assert number in "".join(lines).replace("\u200b", "")
    assert number not in lines


@pytest.mark.parametrize("count", range(7, 16))
def test_how_to_pay_is_never_on_a_page_without_rows(count: int):
    rows = tuple(replace(OPEN_ROWS[0], document_number=f"R-{number}") for number in range(1, count + 1))
    statement = a_statement(parts=(OpenItems(currency="EUR", rows=rows, total_minor=1),), payment=PAYMENT)
    for sheet in (a_letter(documents=rows), statement):
        (of_payment,) = [
            page for page in printed_pages(render_pdf(sheet)) if "IBAN DE89 3704 0044 0532 0130 00" in page
        ]
        kept = [line.split()[1] for line in of_payment if line.startswith("Invoice R-")]
        assert kept[-3:] == [f"R-{number}" for number in range(count - 2, count + 1)]


@pytest.mark.parametrize("count", [9, 10, 12, 138, 140, 142])
def test_what_follows_an_invoice_stays_with_its_last_three_lines(count: int):
    last = printed_pages(render_pdf(with_lines(count)))[-1]
    assert [line.split()[0] for line in last if " Bolt " in line][-3:] == [str(count - 2), str(count - 1), str(count)]
    for text in (
        "Total EUR 5,524.58",
        "IBAN DE89 3704 0044 0532 0130 00",
        "Goods remain our property until they are paid in full.",
    ):
        assert text in last


def test_a_text_too_long_to_be_kept_together_goes_on_on_the_next_page():
    words = [f"word{number}" for number in range(900)]
    pages = printed_pages(render_pdf(an_invoice(text_after=" ".join(words))))
    assert [word for page in pages for text in page for word in text.split() if word.startswith("word")] == words
