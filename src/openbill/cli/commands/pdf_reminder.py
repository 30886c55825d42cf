"""`openbill pdf reminder`"""

from pathlib import Path

import click

from openbill.cli.options import customer_option, into_option, organization_option


@click.command()
@organization_option
@customer_option
@click.option("--stage", default="", metavar="NAME", help="Its tone; by the age of the oldest debt otherwise.")
@into_option
def reminder(organization: str | None, customer: str, stage: str, into: Path) -> None:
    """Write a letter about what a customer is asked for today, a file per legal entity and currency.

    For customers whom no e-mail reaches. It says what the e-mail of its stage says, and is not recorded.
    """
    from openbill.cli.organization import organization_named
    from openbill.cli.write_pdfs import write_sheets
    from openbill.collections.queries.reminder_letters import reminder_letters
    from openbill.foundation.tenancy import scope
    from openbill.receivables.queries.statement import customer_of_number

    found = organization_named(organization)
    with scope(found.id):
        letters = reminder_letters(customer_of_number(found.id, customer).id, found.today, stage_name=stage)
    write_sheets(into, f"reminder {customer} {found.today}", letters, nothing="Nothing is asked for.")
