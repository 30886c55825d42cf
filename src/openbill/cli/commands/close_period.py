"""`openbill close-period`"""

from datetime import date

import click

from openbill.cli.options import legal_entity_option, month, organization_option


@click.command(name="close-period")
@click.argument("month", type=month)
@organization_option
@legal_entity_option
def close_period(month: date, organization: str | None, legal_entity: str | None) -> None:
    """Close a month of the books, such as 2026-01: it takes no posting any more."""
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.ledger.commands.close_period import close_period as close

    found = organization_named(organization)
    entity = legal_entity_of(found, legal_entity)
    with acting_for(found.id) as context:
        close(legal_entity_id=entity, month=month, context=context)
    click.echo(f"{month:%Y-%m} is closed.")
