"""`openbill debits status`"""

from pathlib import Path

import click

from openbill.cli.options import organization_option


@click.command(name="status")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@organization_option
def status(file: Path, organization: str | None) -> None:
    """Take a bank's answer to a file of debits or refunds: a pain.002. The same answer twice changes nothing."""
    from openbill.cli.imports.read_file import read_file
    from openbill.cli.organization import acting_for, organization_named
    from openbill.direct_debits.commands.read_status_report import read_status_report

    found = organization_named(organization)
    with acting_for(found.id) as context:
        told = read_status_report(content=read_file(file), file_name=file.name, context=context)
    click.echo(f"{file}: {told.accepted:,} taken, {told.rejected:,} refused, {told.pending:,} not decided yet.")
