"""`openbill add-bank-account`"""

import click

from openbill.cli.options import legal_entity_option, organization_option


@click.command(name="add-bank-account")
@organization_option
@legal_entity_option
@click.option("--currency", metavar="CODE", help="The account's currency; the organization's otherwise.")
@click.option("--iban", default="", help="Its IBAN.")
@click.option("--bic", default="", help="Its BIC.")
@click.option("--number", default="", help="Its number, where it has no IBAN.")
@click.option("--name", default="", help="What you call it.")
def add_bank_account(
    organization: str | None,
    legal_entity: str | None,
    currency: str | None,
    iban: str,
    bic: str,
    number: str,
    name: str,
) -> None:
    """Add an account on which customers pay: it stands on invoices and in reminders."""
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.organizations.commands.add_bank_account import add_bank_account as add

    found = organization_named(organization)
    entity_id = legal_entity_of(found, legal_entity)
    code = currency or found.currency
    with acting_for(found.id) as context:
        add(
            legal_entity_id=entity_id,
            name=name or f"{code} account",
            currency=code,
            iban=iban,
            bic=bic,
            account_number=number,
            context=context,
        )
    click.echo(f"Customers are asked to pay {code} on it from now on.")
