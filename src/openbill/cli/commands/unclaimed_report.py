"""`openbill unclaimed-report`"""

from datetime import date
from pathlib import Path

import click

from openbill.cli.options import day, organization_option


@click.command(name="unclaimed-report")
@click.argument("jurisdiction")
@click.option("--by", type=day, help="What is to be reported by this day; the end of this year otherwise.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file to write.")
@organization_option
def unclaimed_report(jurisdiction: str, by: date | None, output: Path, organization: str | None) -> None:
    """Write what is to be handed over to JURISDICTION (US-CA, say): owner, last known address, amount, last contact.

    The clocks of all credits are set first. Nothing is handed over by it.
    """
    from openbill.cli.new_file import new_file
    from openbill.cli.organization import acting_for, organization_named
    from openbill.foundation.tenancy import scope
    from openbill.unclaimed.commands.set_clocks import set_all_clocks
    from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
    from openbill.unclaimed.policies.report_file import report_lines
    from openbill.unclaimed.queries.hand_overs import report_of

    found = organization_named(organization)
    name = checked_jurisdiction(jurisdiction)
    last = by or date(found.today.year, 12, 31)
    with new_file(output) as file:
        with acting_for(found.id) as context:
            set_all_clocks(context)
        lines = -1
        with scope(found.id):
            for line in report_lines(report_of(name, last)):
                file.write(line.encode())
                lines += 1
    click.echo(f"{lines} credits for {name} by {last} are in {output}.")
