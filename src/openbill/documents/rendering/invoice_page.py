"""The page of an invoice, credit note or debit note."""

from openbill.documents.rendering.figures import NO_BREAK
from openbill.documents.rendering.language import Language, language_of
from openbill.documents.rendering.letterhead import Fact, Page, letterhead
from openbill.documents.rendering.payment_panel import payment_panel
from openbill.documents.rendering.printable import printable, printable_lines, printable_paragraphs
from openbill.documents.rendering.tables import (
    Cell,
    due_sum,
    end,
    plain_sum,
    start,
    table_row,
    total_sum,
    without_blank_columns,
)
from openbill.documents.types import EarlyPayment, InvoiceKind, InvoiceLine, InvoiceSheet, TaxRow

LETTERS_OF_A_SHORT_UNIT = 6


def invoice_page(sheet: InvoiceSheet) -> Page:
    """Everything that `invoice.typ` prints."""
    language = language_of(sheet.language)
    words = language.words
    number = printable(sheet.number)
    heading = words[f"{sheet.kind}.heading"]
    columns, rows = without_blank_columns(
        _columns(sheet.currency, language), (_cells(line, sheet.currency, language) for line in sheet.lines)
    )
    title = f"{heading} {number}"
    facts = _facts(sheet, language)
    return {
        **letterhead(sheet.seller, sheet.buyer, language, title=title, day=sheet.document_date, facts=facts),
        "heading": heading,
        "number": number,
        "subheading": _corrects(sheet, language),
        "before": printable_paragraphs(sheet.text_before),
        "columns": columns,
        "rows": rows,
        "sums": _sums(sheet, language),
        "instalments": _instalments(sheet, language),
        "terms": [[_early(early, sheet.currency, language)] for early in sheet.early_payments],
        "payment": payment_panel(sheet.payment, language, headline=_headline(sheet, language)),
        "after": printable_paragraphs(sheet.text_after),
        "notes": printable_paragraphs(*sheet.tax_notes, sheet.rounding_note),
    }


def _facts(sheet: InvoiceSheet, language: Language) -> list[Fact]:
    words, figures = language.words, language.figures
    service_key, service = _service(sheet, language)
    return [
        (words[f"{sheet.kind}.number"], sheet.number),
        (words[f"{sheet.kind}.date"], figures.day(sheet.document_date)),
        (words[service_key], service),
        (words["fact.due_date"], figures.day(sheet.due[0].due_date) if len(sheet.due) == 1 else ""),
        (words["fact.customer_number"], sheet.buyer.customer_number),
        (words["fact.your_reference"], sheet.buyer_reference),
        (words["fact.purchase_order"], sheet.purchase_order),
        (words["fact.your_vat_number"], sheet.buyer.vat_number),
    ]


def _service(sheet: InvoiceSheet, language: Language) -> tuple[str, str]:
    days = [day for day in (sheet.service_from, sheet.service_to) if day is not None]
    if len(set(days)) < 2:
        return "fact.service_date", language.figures.day(days[0]) if days else ""
    return "fact.service_period", language.figures.period(min(days), max(days))


def _corrects(sheet: InvoiceSheet, language: Language) -> str:
    number = printable(sheet.corrected_number)
    if not number:
        return ""
    if sheet.corrected_date is None:
        return language.words.say("fact.corrects_undated", number=number)
    return language.words.say("fact.corrects", number=number, date=language.figures.long_day(sheet.corrected_date))


def _columns(currency: str, language: Language) -> list[Page]:
    words = language.words
    return [
        start(words["line.position"]),
        start(words["line.description"], wide=True),
        end(words["line.quantity"]),
        end(words["line.unit_price"]),
        end(words["line.discount"]),
        end(words["line.tax"]),
        end(words.say("line.amount", currency=currency)),
    ]


def _cells(line: InvoiceLine, currency: str, language: Language) -> list[Cell]:
    figures = language.figures
    return [
        printable(line.position),
        printable_lines(line.description) or "",
        _quantity(line, language),
        figures.unit_price(line.unit_price, currency),
        figures.percent(line.discount_percent) if line.discount_percent else "",
        printable(line.tax_label),
        figures.amount(line.net_minor, currency),
    ]


def _quantity(line: InvoiceLine, language: Language) -> Cell:
    """A number and its unit, which stands below where it is long: the description needs the width."""
    number, unit = language.figures.number(line.quantity), printable(line.unit)
    if len(unit) > LETTERS_OF_A_SHORT_UNIT:
        return [number, unit]
    return f"{number}{NO_BREAK}{unit}" if unit else number


def _sums(sheet: InvoiceSheet, language: Language) -> list[Page]:
    words, figures, totals, currency = language.words, language.figures, sheet.totals, sheet.currency
    sums = []
    if totals.discount is not None:
        percent = totals.discount.percent
        label = (
            words.say("sum.discount_percent", percent=figures.percent(percent)) if percent else words["sum.discount"]
        )
        sums.append(plain_sum(words["sum.lines"], figures.amount(totals.discount.lines_minor, currency)))
        sums.append(plain_sum(label, figures.amount(-totals.discount.discount_minor, currency)))
    if sums or totals.taxes:
        sums.append(plain_sum(words["sum.net"], figures.amount(totals.net_minor, currency)))
    sums += [
        plain_sum(_tax_label(tax, currency, language), figures.amount(tax.tax_minor, currency)) for tax in totals.taxes
    ]
    total, gross = words[f"{sheet.kind}.total"], figures.money(totals.gross_minor, currency)
    if totals.due_minor == totals.gross_minor and not totals.paid_minor:
        return [*sums, due_sum(total, gross)]
    return [
        *sums,
        total_sum(total, gross),
        plain_sum(words["sum.paid"], figures.amount(-totals.paid_minor, currency)),
        due_sum(words["sum.due"], figures.money(totals.due_minor, currency)),
    ]


def _tax_label(tax: TaxRow, currency: str, language: Language) -> str:
    label, base = printable(tax.label), language.figures.amount(tax.base_minor, currency)
    if tax.rate_percent is None:
        return language.words.say("sum.tax", label=label, base=base)
    rate = language.figures.percent(tax.rate_percent)
    return language.words.say("sum.tax_rate", label=label, rate=rate, base=base)


def _instalments(sheet: InvoiceSheet, language: Language) -> Page | None:
    if len(sheet.due) < 2:
        return None
    words, figures = language.words, language.figures
    return {
        "columns": [
            start(words["instalment.number"]),
            start(words["instalment.due_date"], wide=True),
            end(words.say("instalment.amount", currency=sheet.currency)),
        ],
        "rows": [
            table_row(str(number), figures.long_day(part.due_date), figures.amount(part.amount_minor, sheet.currency))
            for number, part in enumerate(sheet.due, 1)
        ],
    }


def _early(early: EarlyPayment, currency: str, language: Language) -> str:
    figures = language.figures
    return language.words.say(
        "terms.early",
        date=figures.long_day(early.until_date),
        percent=figures.percent(early.percent),
        payable=figures.money(early.payable_minor, currency),
        discount=figures.money(early.discount_minor, currency),
    )


def _headline(sheet: InvoiceSheet, language: Language) -> str:
    """What is to be paid by when; instalments have a table of their own, and a credit note asks for nothing."""
    if sheet.kind is InvoiceKind.CREDIT_NOTE or len(sheet.due) > 1 or sheet.totals.due_minor <= 0:
        return ""
    amount = language.figures.money(sheet.totals.due_minor, sheet.currency)
    if not sheet.due:
        return language.words.say("payment.amount", amount=amount)
    return language.words.say("payment.by", amount=amount, date=language.figures.long_day(sheet.due[0].due_date))
