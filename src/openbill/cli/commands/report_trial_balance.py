"""`openbill report trial-balance`"""

from datetime import date, datetime

import click

from openbill.cli.options import legal_entity_option, report_options


@click.command(name="trial-balance")
@report_options
@legal_entity_option
def trial_balance(
    organization: str | None,
    as_of: date | None,
    known_at: date | datetime | None,
    form: str,
    legal_entity: str | None,
) -> None:
    """Show debits, credits and balance of every account through the end of a day."""
    from openbill.cli.known_at import known_at as known_at_of
    from openbill.cli.known_at import sequence_of
    from openbill.cli.organization import legal_entity_of, organization_named
    from openbill.cli.reports.show_trial_balance import show_trial_balance
    from openbill.foundation.tenancy import scope
    from openbill.ledger.queries.books import books_of
    from openbill.ledger.queries.trial_balance import trial_balance as query

    found = organization_named(organization)
    known = known_at_of(found, known_at)
    entity = legal_entity_of(found, legal_entity)
    with scope(found.id):
        books = books_of(entity)
        answer = query(entity, as_of or found.today, known_at_sequence=sequence_of(known))
    show_trial_balance(answer, legal_entity=books.code, known=known, form=form)
