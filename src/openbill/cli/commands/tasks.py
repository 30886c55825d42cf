"""`openbill tasks`: the table of what can be done with tasks."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("list", "openbill.cli.commands.tasks_list:list_", "What waits for a person."),
    Entry("close", "openbill.cli.commands.tasks_close:close", "Say that a task is done."),
)


@click.group(cls=LazyGroup, table=ACTS)
def tasks() -> None:
    """See what the day left to people: missing addresses, broken promises, returned payments, decisions."""
