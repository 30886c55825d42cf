"""`openbill report journal`"""

from datetime import date, datetime

import click

from openbill.cli.options import day, legal_entity_option, report_options


@click.command()
@report_options
@legal_entity_option
@click.option("--from", "from_date", type=day, help="The first posting date; the beginning otherwise.")
@click.option("--account", metavar="CODE", help="Only entries with a line on this account.")
@click.option("--customer", metavar="NUMBER", help="Only entries with a line of this customer.")
def journal(
    organization: str | None,
    as_of: date | None,
    known_at: date | datetime | None,
    form: str,
    legal_entity: str | None,
    from_date: date | None,
    account: str | None,
    customer: str | None,
) -> None:
    """Show every entry with its lines, by posting date, through the end of a day."""
    from openbill.cli.known_at import known_at as known_at_of
    from openbill.cli.known_at import sequence_of
    from openbill.cli.organization import legal_entity_of, organization_named
    from openbill.cli.reports.show_journal import show_journal
    from openbill.foundation.tenancy import scope
    from openbill.ledger.queries.journal import stream_journal
    from openbill.ledger.types import JournalFilter
    from openbill.receivables.queries.statement import customer_of_number

    found = organization_named(organization)
    day = as_of or found.today
    known = known_at_of(found, known_at)
    entity = legal_entity_of(found, legal_entity) if legal_entity is not None else None
    with scope(found.id):
        wanted = JournalFilter(
            legal_entity_id=entity,
            from_date=from_date,
            through_date=day,
            account_code=account,
            customer_id=customer_of_number(found.id, customer).id if customer is not None else None,
            known_at_sequence=sequence_of(known),
        )
        show_journal(stream_journal(wanted), through=day, known=known, form=form)
