"""`openbill create-organization`"""

import re
from zoneinfo import available_timezones

import click


@click.command(name="create-organization")
@click.argument("name")
@click.option("--currency", metavar="CODE", required=True, help="The currency of its books: EUR, USD ...")
@click.option("--time-zone", metavar="ZONE", help="Where its days begin and end; the configured time zone otherwise.")
@click.option("--language", metavar="CODE", default="en", show_default=True)
@click.option("--country", metavar="CODE", default="", help="Two letters: DE, US ...")
@click.option(
    "--books",
    type=click.Choice(["openbill", "mirror"]),
    default="openbill",
    show_default=True,
    help="Who keeps the general ledger: Openbill, or an ERP whose open items are mirrored here.",
)
def create_organization(
    name: str, currency: str, time_zone: str | None, language: str, country: str, books: str
) -> None:
    """Found a new organization with one legal entity of the same name.

    It begins in safe mode: nothing is sent outside.
    """
    from django.conf import settings

    from openbill.cli.organization import acting_for
    from openbill.cli.output import shown
    from openbill.organizations.commands.create_organization import create_organization as create
    from openbill.primitives.identifiers import new_identifier

    zone = time_zone or settings.CONFIGURATION.time_zone
    if not name.strip():
        raise click.BadParameter("The name is blank.", param_hint="NAME")
    if zone not in available_timezones():
        raise click.BadParameter(f"{zone!r} is no time zone. Write it like Europe/Berlin.", param_hint="--time-zone")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise click.BadParameter(f"{country!r} is no country. Write two capital letters.", param_hint="--country")
    with acting_for(new_identifier()) as context:
        create(
            name=name,
            currency=currency,
            time_zone=zone,
            language=language,
            country=country,
            books=books,
            context=context,
        )
    click.echo(f"Organization {shown(name.strip())} is there. Its books are kept in {currency}.")
    click.echo("Next: `openbill invite` lets a person sign in, `openbill import` brings in what another program knows.")
