"""`openbill csv-mapping`: the table of what can be done with the columns of CSV files."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("show", "openbill.cli.commands.csv_mapping_show:show", "How the files of an account are read."),
    Entry("propose", "openbill.cli.commands.csv_mapping_propose:propose", "How a file could be read."),
    Entry("set", "openbill.cli.commands.csv_mapping_set:set_", "Have the files of an account read like this one."),
    Entry("forget", "openbill.cli.commands.csv_mapping_forget:forget", "Have them read no more."),
)


@click.group(cls=LazyGroup, table=ACTS)
def csv_mapping() -> None:
    """Say how the CSV files of your bank accounts are read."""
