"""`openbill csv-mapping forget`"""

import click

from openbill.cli.options import account_option, organization_option


@click.command(name="forget")
@account_option(required=True)
@organization_option
def forget(account: str, organization: str | None) -> None:
    """Have the CSV files of an account read no more; what was brought in stays."""
    from openbill.cash_application.commands.set_csv_mapping import forget_csv_mapping
    from openbill.cli.imports.bank_account_named import bank_account_named
    from openbill.cli.organization import acting_for, organization_named
    from openbill.foundation.tenancy import scope

    found = organization_named(organization)
    with scope(found.id):
        named = bank_account_named(account)
    with acting_for(found.id) as context:
        forget_csv_mapping(bank_account_id=named.id, context=context)
    click.echo(f"CSV files of {named.name} are not read any more.")
