"""`openbill report aging`"""

from datetime import date, datetime

import click

from openbill.cli.options import legal_entity_option, report_options


@click.command()
@report_options
@legal_entity_option
@click.option("--by", type=click.Choice(["customer", "group", "legal-entity"]), default="customer", show_default=True)
@click.option("--buckets", metavar="DAYS", default="30,60,90", show_default=True, help="The bounds of the buckets.")
@click.option("--aged-from", type=click.Choice(["due-date", "document-date"]), default="due-date", show_default=True)
@click.option("--top", type=click.IntRange(min=1), help="Only those who owe most; the others as one line.")
@click.option("--customer", metavar="NUMBER", help="Show the items behind this customer's figures.")
@click.option("--in", "in_currency", metavar="CURRENCY", help="Convert all at the rates as of the day.")
def aging(
    organization: str | None,
    as_of: date | None,
    known_at: date | datetime | None,
    form: str,
    legal_entity: str | None,
    by: str,
    buckets: str,
    aged_from: str,
    top: int | None,
    customer: str | None,
    in_currency: str | None,
) -> None:
    """Show who owes what, how late.

    Days past due = day - due date; what is due on the day itself is not due. Credits that settle nothing yet
    stand under "unapplied", negative.
    """
    from openbill.cli.known_at import known_at as known_at_of
    from openbill.cli.known_at import sequence_of
    from openbill.cli.organization import legal_entity_of, organization_named
    from openbill.cli.reports.convert_aging import convert_aging
    from openbill.cli.reports.show_aged_items import show_aged_items
    from openbill.cli.reports.show_aging import ShownAging, show_aging
    from openbill.foundation.tenancy import scope
    from openbill.primitives.currency import exponent
    from openbill.receivables.policies.age_bucket import parse_bounds
    from openbill.receivables.queries import aged_balances
    from openbill.receivables.queries import aging as queries
    from openbill.receivables.queries.statement import customer_of_number

    if customer is not None and (in_currency is not None or by != "customer" or top is not None):
        raise click.UsageError("--customer shows single items: leave --by, --in and --top out.")
    bounds = parse_bounds(buckets)
    if in_currency is not None:
        exponent(in_currency)
    found = organization_named(organization)
    day = as_of or found.today
    known = known_at_of(found, known_at)
    entity = legal_entity_of(found, legal_entity) if legal_entity is not None else None
    with scope(found.id):
        if customer is not None:
            who = customer_of_number(found.id, customer, known_sequence=sequence_of(known))
            items = queries.aged_items(found.id, day, customer_id=who.id, known_sequence=sequence_of(known))
            show_aged_items(list(items), who, as_of=day, known=known, form=form)
            return
        result = queries.aging(
            found.id,
            day,
            bounds=bounds,
            by=aged_balances.AgingBy(by),
            aged_from=aged_balances.AgedFrom(aged_from),
            legal_entity_id=entity,
            known_sequence=sequence_of(known),
        )
        converted = convert_aging(
            result,
            in_currency or found.currency,
            must_succeed=in_currency is not None,
            known_sequence=sequence_of(known),
        )
    show_aging(
        ShownAging(result, converted, by=by, home_currency=found.currency, known=known, top=top),
        only_converted=in_currency is not None,
        form=form,
    )
