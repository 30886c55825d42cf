"""`openbill report`: the table of reports."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

REPORTS = (
    Entry("aging", "openbill.cli.commands.report_aging:aging", "Who owes what, how late."),
    Entry("debts", "openbill.cli.commands.report_debts:debts", "The largest and the oldest debts."),
    Entry("changes", "openbill.cli.commands.report_changes:changes", "What changed between two days."),
    Entry("statement", "openbill.cli.commands.report_statement:statement", "One customer's account."),
    Entry(
        "trial-balance",
        "openbill.cli.commands.report_trial_balance:trial_balance",
        "What stands on every account.",
    ),
    Entry("journal", "openbill.cli.commands.report_journal:journal", "Every entry with its lines."),
)


@click.group(cls=LazyGroup, table=REPORTS)
def report() -> None:
    """Show the books of any day, as known now or at any earlier instant."""
