"""One sheet as a PDF."""

import json
from datetime import date

from openbill.documents.rendering.compiler import compiled
from openbill.documents.rendering.glyphs import check_glyphs
from openbill.documents.rendering.invoice_page import invoice_page
from openbill.documents.rendering.letter_page import letter_page
from openbill.documents.rendering.letterhead import Page
from openbill.documents.rendering.statement_page import statement_page
from openbill.documents.types import InvoiceSheet, LetterSheet, Sheet, StatementSheet


def render_pdf(sheet: Sheet) -> bytes:
    """A sheet as PDF/A-3b that is also PDF/UA-1. The same sheet gives the same bytes.

    Raises GlyphsMissing, LogoTooLarge, LogoUnreadable, AccentColourWrong, CreditorReferenceWrong, IbanWrong and
    BicWrong.
    """
    template, page, day = page_of(sheet)
    text = json.dumps(page, ensure_ascii=False)
    check_glyphs(sheet, text)
    return compiled(template, text, day)


def page_of(sheet: Sheet) -> tuple[str, Page, date]:
    """The template of a sheet, the page that it lays out, and the day that the file bears."""
    match sheet:
        case InvoiceSheet():
            return "invoice", invoice_page(sheet), sheet.document_date
        case StatementSheet():
            return "statement", statement_page(sheet), sheet.as_of_date
        case LetterSheet():
            return "letter", letter_page(sheet), sheet.letter_date
