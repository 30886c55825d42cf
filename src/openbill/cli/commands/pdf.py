"""`openbill pdf`: the table of sheets."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

SHEETS = (
    Entry("invoices", "openbill.cli.commands.pdf_invoices:invoices", "Issued invoices, credit and debit notes."),
    Entry("statement", "openbill.cli.commands.pdf_statement:statement", "What a customer owes."),
    Entry("reminder", "openbill.cli.commands.pdf_reminder:reminder", "What a customer is asked for, as a letter."),
)


@click.group(cls=LazyGroup, table=SHEETS)
def pdf() -> None:
    """Write sheets as PDF files, in their customers' languages."""
