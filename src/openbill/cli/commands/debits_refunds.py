"""`openbill debits refunds`"""

from pathlib import Path

import click

from openbill.cli.options import legal_entity_option, organization_option


@click.command(name="refunds")
@click.option("--account", metavar="IBAN", required=True, help="The own account from which the refunds go.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file for the bank.")
@organization_option
@legal_entity_option
def refunds(account: str, output: Path, organization: str | None, legal_entity: str | None) -> None:
    """Write the pain.001 of the refunds that were approved and not sent yet.

    Each goes to the account that one person entered and another one approved.
    """
    from openbill.cli.new_file import new_file
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
    from openbill.direct_debits.errors import AccountCannotCollect
    from openbill.documents.queries.stored_file import stored_file
    from openbill.foundation.tenancy import scope
    from openbill.organizations.queries.bank_accounts import bank_accounts

    found = organization_named(organization)
    entity = legal_entity_of(found, legal_entity)
    iban = "".join(account.split()).upper()
    with scope(found.id):
        own = next((each for each in bank_accounts() if each.iban == iban), None)
    if own is None:
        raise AccountCannotCollect(name=account)
    with new_file(output) as file:
        with acting_for(found.id) as context:
            made = prepare_refund_file(bank_account_id=own.id, legal_entity_id=entity, context=context)
        with scope(found.id):
            file.write(stored_file(made.file_id).content)
    click.echo(f"{made.number} with {made.transfers} refunds over {made.amount} is in {output}.")
