"""`openbill csv-mapping show`"""

import click

from openbill.cli.options import account_option, format_option, organization_option


@click.command(name="show")
@account_option(required=True)
@organization_option
@format_option("table", "json")
def show(account: str, organization: str | None, form: str) -> None:
    """Show which columns of an account's CSV files say what."""
    from openbill.cash_application.errors import CsvMappingUnknown
    from openbill.cash_application.queries.csv_mappings import csv_mapping_of
    from openbill.cli.imports.bank_account_named import bank_account_named
    from openbill.cli.imports.tell_csv_mapping import tell_csv_mapping
    from openbill.cli.organization import organization_named
    from openbill.foundation.tenancy import scope

    found = organization_named(organization)
    with scope(found.id):
        named = bank_account_named(account)
        mapping = csv_mapping_of(named.id)
    if mapping is None:
        raise CsvMappingUnknown(bank_account_id=named.id)
    tell_csv_mapping(mapping, form=form)
