"""`openbill bench`: the table of what can be measured on this machine."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup
from openbill.cli.needs import Needs

MEASURED = (
    Entry(
        "matching",
        "openbill.cli.commands.bench_matching:matching",
        "How many receipts are matched by themselves, and how many rightly.",
        Needs.NOTHING,
    ),
)


@click.group(cls=LazyGroup, table=MEASURED)
def bench() -> None:
    """Measure on generated data whose truth is known; nothing of yours is read or written."""
