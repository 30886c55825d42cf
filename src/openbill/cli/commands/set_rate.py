"""`openbill set-rate`"""

from datetime import date
from decimal import Decimal, InvalidOperation

import click

from openbill.cli.options import day, organization_option


@click.command(name="set-rate")
@click.argument("currency")
@click.argument("rate")
@click.option("--on", "rate_date", type=day, help="The day from which it holds; today otherwise.")
@click.option(
    "--in",
    "functional_currency",
    metavar="CURRENCY",
    help="What it is told in; the organization's otherwise.",
)
@click.option("--source", default="", help="Where it was read, such as ECB.")
@organization_option
def set_rate(
    currency: str,
    rate: str,
    rate_date: date | None,
    functional_currency: str | None,
    source: str,
    organization: str | None,
) -> None:
    """Say how much one unit of CURRENCY is worth, in the currency of the books: set-rate USD 0.92."""
    from openbill.cli.organization import acting_for, organization_named
    from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
    from openbill.ledger.types import RateToSet

    try:
        exact_rate = Decimal(rate)
    except InvalidOperation:
        raise click.BadParameter(f"{rate!r} is no number. Write it like 0.92.", param_hint="RATE") from None
    found = organization_named(organization)
    day = rate_date or found.today
    functional = functional_currency or found.currency
    with acting_for(found.id) as context:
        set_exchange_rates(rates=[RateToSet(currency, functional, day, exact_rate, source)], context=context)
    click.echo(f"From {day} on, 1 {currency} is worth {exact_rate:f} {functional}.")
