"""`openbill pdf statement`"""

from datetime import date
from pathlib import Path

import click

from openbill.cli.options import customer_option, day, into_option, organization_option


@click.command()
@organization_option
@customer_option
@click.option("--as-of", type=day, help="The day; today otherwise.")
@into_option
def statement(organization: str | None, customer: str, as_of: date | None, into: Path) -> None:
    """Write a customer's statement of account, a file per legal entity with something open."""
    from openbill.cli.organization import organization_named
    from openbill.cli.write_pdfs import write_sheets
    from openbill.foundation.tenancy import scope
    from openbill.receivables.queries.statement import customer_of_number
    from openbill.receivables.queries.statement_sheets import statement_sheets

    found = organization_named(organization)
    on = as_of or found.today
    with scope(found.id):
        sheets = statement_sheets(customer_of_number(found.id, customer).id, on)
    write_sheets(into, f"statement {customer} {on}", sheets, nothing="Nothing is open.")
