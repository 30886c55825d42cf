"""`openbill set-letterhead`"""

from pathlib import Path

import click

from openbill.cli.options import legal_entity_option, organization_option


@click.command(name="set-letterhead")
@organization_option
@legal_entity_option
@click.option("--address", multiple=True, metavar="LINE", help="A line of the address; as often as it has lines.")
@click.option("--registration", default="", help="Register and management, where the law asks for them.")
@click.option("--email", default="", help="Where customers write to.")
@click.option("--phone", default="", help="Where customers call.")
@click.option("--website", default="")
@click.option("--colour", default="", metavar="#RRGGBB", help="The colour of headings and lines.")
@click.option("--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A PNG or an SVG.")
def set_letterhead(
    organization: str | None,
    legal_entity: str | None,
    address: tuple[str, ...],
    registration: str,
    email: str,
    phone: str,
    website: str,
    colour: str,
    logo: Path | None,
) -> None:
    """Say how invoices, statements and letters look. The whole letterhead is set; what is left out is blank."""
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.documents.commands.set_letterhead import set_letterhead as set_
    from openbill.documents.types import HOUSE_COLOUR

    found = organization_named(organization)
    entity_id = legal_entity_of(found, legal_entity)
    with acting_for(found.id) as context:
        set_(
            legal_entity_id=entity_id,
            address_lines=address,
            registration=registration,
            email=email,
            phone=phone,
            website=website,
            accent_colour=colour or HOUSE_COLOUR,
            logo=logo.read_bytes() if logo else b"",
            context=context,
        )
    click.echo("Set. Documents that were rendered before stay as they are.")
