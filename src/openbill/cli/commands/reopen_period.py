"""`openbill reopen-period`"""

from datetime import date

import click

from openbill.cli.options import legal_entity_option, month, organization_option


@click.command(name="reopen-period")
@click.argument("month", type=month)
@click.option("--reason", required=True, help="Why; auditors will read it.")
@organization_option
@legal_entity_option
def reopen_period(month: date, reason: str, organization: str | None, legal_entity: str | None) -> None:
    """Reopen the last closed month of the books."""
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.ledger.commands.reopen_period import reopen_period as reopen

    found = organization_named(organization)
    entity = legal_entity_of(found, legal_entity)
    with acting_for(found.id) as context:
        reopen(legal_entity_id=entity, month=month, reason=reason, context=context)
    click.echo(f"{month:%Y-%m} is open again.")
