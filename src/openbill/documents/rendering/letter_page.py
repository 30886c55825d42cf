"""The page of a letter."""

from openbill.documents.rendering.language import Language, language_of
from openbill.documents.rendering.letterhead import Fact, Page, letterhead
from openbill.documents.rendering.payment_panel import payment_panel
from openbill.documents.rendering.printable import printable, printable_lines, printable_paragraphs
from openbill.documents.rendering.statement_page import open_item_table
from openbill.documents.rendering.tables import due_sum
from openbill.documents.types import LetterSheet


def letter_page(sheet: LetterSheet) -> Page:
    """Everything that `letter.typ` prints."""
    language = language_of(sheet.language)
    words, subject = language.words, printable(sheet.subject)
    # A letter asks for what of an item is open, or for the part of it that is neither contested nor promised.
    amounts = ("statement.open", "letter.asked")
    columns, rows = (
        open_item_table(sheet.documents, sheet.currency, language, amounts=amounts) if sheet.documents else ([], [])
    )
    sums = []
    if rows and sheet.total_minor is not None:
        sums.append(due_sum(words["letter.total"], language.figures.money(sheet.total_minor, sheet.currency)))
    enclosures = ", ".join(map(printable, sheet.enclosures))
    facts = _facts(sheet, language)
    return {
        **letterhead(sheet.sender, sheet.recipient, language, title=subject, day=sheet.letter_date, facts=facts),
        "heading": subject,
        "before": printable_paragraphs(*sheet.paragraphs_before),
        "columns": columns,
        "rows": rows,
        "sums": sums,
        "after": printable_paragraphs(*sheet.paragraphs_after),
        "payment": payment_panel(sheet.payment, language),
        "closing": printable_lines(sheet.closing, sheet.signed_by, sheet.signed_as),
        "enclosures": [words.say("letter.enclosures", names=enclosures)] if enclosures else [],
    }


def _facts(sheet: LetterSheet, language: Language) -> list[Fact]:
    words = language.words
    return [
        (words["fact.date"], language.figures.long_day(sheet.letter_date)),
        (words["fact.customer_number"], sheet.recipient.customer_number),
        (words["fact.our_reference"], sheet.our_reference),
    ]
