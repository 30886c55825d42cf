"""The page of a statement of account."""

from openbill.documents.rendering.language import Language, language_of
from openbill.documents.rendering.letterhead import Fact, Page, letterhead
from openbill.documents.rendering.payment_panel import payment_panel
from openbill.documents.rendering.printable import printable, printable_paragraphs
from openbill.documents.rendering.tables import Cell, due_sum, end, start, table_row, without_blank_columns
from openbill.documents.types import Activity, AgePart, OpenItems, OpenRow, StatementSheet

LIGHTEST_SHADE, DARKEST_SHADE = 82, 20
"""Of the marks above the ages, in per cent of white: the older, the darker."""


def statement_page(sheet: StatementSheet) -> Page:
    """Everything that `statement.typ` prints."""
    language = language_of(sheet.language)
    heading, as_of = language.words["statement.heading"], language.figures.long_day(sheet.as_of_date)
    title, facts = f"{heading} {as_of}", _facts(sheet, language)
    return {
        **letterhead(sheet.seller, sheet.customer, language, title=title, day=sheet.as_of_date, facts=facts),
        "heading": heading,
        "number": as_of,
        "before": printable_paragraphs(sheet.text_before),
        "parts": [
            open_items(part, language) if isinstance(part, OpenItems) else _activity(part, sheet, language)
            for part in sheet.parts
        ],
        "payment": payment_panel(sheet.payment, language),
        "after": printable_paragraphs(sheet.text_after),
    }


def _facts(sheet: StatementSheet, language: Language) -> list[Fact]:
    words, figures = language.words, language.figures
    from_dates = {part.from_date for part in sheet.parts if isinstance(part, Activity)}
    facts = [
        (words["fact.customer_number"], sheet.customer.customer_number),
        (words["fact.your_vat_number"], sheet.customer.vat_number),
    ]
    if len(from_dates) == 1:
        return [(words["statement.period"], figures.period(from_dates.pop(), sheet.as_of_date)), *facts]
    return [(words["statement.as_of"], figures.day(sheet.as_of_date)), *facts]


def open_items(part: OpenItems, language: Language) -> Page:
    """A table of open items in one currency, their total, and how old they are."""
    words, figures, currency = language.words, language.figures, part.currency
    columns, rows = open_item_table(part.rows, currency, language, amounts=("statement.amount", "statement.open"))
    return {
        "heading": words.say("statement.open_items", currency=currency),
        "columns": columns,
        "rows": rows or [table_row(*[words["statement.nothing_open"] if column["wide"] else "" for column in columns])],
        "sums": [due_sum(words["sum.total_open"], figures.money(part.total_minor, currency))],
        "ages": _ages(part, language) if part.rows else [],
    }


def open_item_table(
    items: tuple[OpenRow, ...], currency: str, language: Language, *, amounts: tuple[str, str]
) -> tuple[list[Page], list[Page]]:
    """Columns and rows of open items; the days late are blank where an item is not late.

    `amounts` are the words above the two amounts of each item.
    """
    words, figures = language.words, language.figures
    columns = [
        start(words["statement.document"], wide=True),
        end(words["statement.date"]),
        end(words["statement.due_date"]),
        end(words["statement.days_late"]),
        *(end(words.say(heading, currency=currency)) for heading in amounts),
    ]
    cells: list[list[Cell]] = [
        [
            _document(item.description, item.document_number),
            figures.day(item.document_date),
            figures.day(item.due_date) if item.due_date else "",
            str(item.days_late) if item.days_late > 0 else "",
            figures.amount(item.amount_minor, currency),
            figures.amount(item.open_minor, currency),
        ]
        for item in items
    ]
    return without_blank_columns(columns, cells)


def _activity(part: Activity, sheet: StatementSheet, language: Language) -> Page:
    words, figures, currency = language.words, language.figures, part.currency
    opening = words.say("statement.opening", date=figures.long_day(part.from_date))
    closing = words.say("statement.closing", date=figures.long_day(sheet.as_of_date))
    rows = [
        table_row(
            figures.day(row.date),
            _document(row.description, row.document_number),
            figures.amount(row.amount_minor, currency),
            figures.amount(row.balance_minor, currency),
        )
        for row in part.rows
    ]
    return {
        "heading": words.say("statement.activity", currency=currency),
        "columns": [
            start(words["statement.date"]),
            start(words["statement.document"], wide=True),
            end(words.say("statement.amount", currency=currency)),
            end(words.say("statement.balance", currency=currency)),
        ],
        "rows": [
            table_row("", opening, "", figures.amount(part.opening_minor, currency)),
            *(rows or [table_row("", words["statement.nothing_happened"], "", "")]),
        ],
        "sums": [due_sum(closing, figures.money(part.closing_minor, currency))],
        "ages": [],
    }


def _document(description: str, number: str) -> str:
    return " ".join(text for text in (printable(description), printable(number)) if text)


def _ages(part: OpenItems, language: Language) -> list[Page]:
    words, figures = language.words, language.figures
    steps = max(len(part.ages) - 1, 1)
    ages = [
        {
            "label": _age_label(age, language),
            "amount": figures.amount(age.amount_minor, part.currency),
            "shade": LIGHTEST_SHADE - (LIGHTEST_SHADE - DARKEST_SHADE) * step // steps,
        }
        for step, age in enumerate(part.ages)
    ]
    if ages and part.unapplied_minor:
        amount = figures.amount(part.unapplied_minor, part.currency)
        ages.append({"label": words["age.unapplied"], "amount": amount, "shade": LIGHTEST_SHADE})
    return ages


def _age_label(age: AgePart, language: Language) -> str:
    if age.first_day is None:
        return language.words["age.not_due"]
    if age.last_day is None:
        return language.words.say("age.over", days=age.first_day - 1)
    return language.words.say("age.between", first=age.first_day, last=age.last_day)
