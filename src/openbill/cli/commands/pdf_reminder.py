"""`openbill pdf reminder`"""

from datetime import date
from pathlib import Path

import click

from openbill.cli.options import customer_option, day, into_option, organization_option


@click.command()
@organization_option
@customer_option
@click.option("--stage", default="", metavar="NAME", help="Its tone; by the age of the oldest debt otherwise.")
@click.option("--date", "on", type=day, help="The day of the letter; today otherwise.")
@into_option
def reminder(organization: str | None, customer: str, stage: str, on: date | None, into: Path) -> None:
    """Write a letter about what a customer is asked for, a file per legal entity and currency.

    For customers whom no e-mail reaches. It says what the e-mail of its stage says, and is not recorded.
    """
    from openbill.cli.organization import organization_named
    from openbill.cli.write_pdfs import write_sheets
    from openbill.collections.queries.reminder_letters import reminder_letters
    from openbill.foundation.tenancy import scope
    from openbill.receivables.queries.statement import customer_of_number

    found = organization_named(organization)
    today = on or found.today
    with scope(found.id):
        letters = reminder_letters(customer_of_number(found.id, customer).id, today, stage_name=stage)
    write_sheets(into, f"reminder {customer} {today}", letters, nothing="Nothing is asked for.")
