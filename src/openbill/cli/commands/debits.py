"""`openbill debits`: the table of what can be done with direct debits."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("prepare", "openbill.cli.commands.debits_prepare:prepare", "Put what is due into batches."),
    Entry("submit", "openbill.cli.commands.debits_submit:submit", "Write the file of a batch for the bank."),
    Entry("status", "openbill.cli.commands.debits_status:status", "Take the bank's answer to a file."),
    Entry("refunds", "openbill.cli.commands.debits_refunds:refunds", "Write the file of approved refunds."),
)


@click.group(cls=LazyGroup, table=ACTS)
def debits() -> None:
    """Collect by SEPA direct debit, send refunds, and take what the bank answers."""
