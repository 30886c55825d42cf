"""`openbill mail safe-mode`"""

import click

from openbill.cli.options import organization_option


@click.command(name="safe-mode")
@click.argument("switch", type=click.Choice(["on", "off"]))
@organization_option
def safe_mode(switch: str, organization: str | None) -> None:
    """Switch safe mode: while it is on, nothing is sent outside.

    What is composed after it went off is sent; what was held before stays so until it is released or discarded.
    """
    from openbill.cli.mail_waits import why_mail_waits
    from openbill.cli.organization import acting_for, organization_named
    from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
    from openbill.messaging.commands.leave_safe_mode import leave_safe_mode

    found = organization_named(organization)
    with acting_for(found.id) as context:
        if switch == "on":
            enter_safe_mode(context=context)
        else:
            leave_safe_mode(context=context)
    if switch == "on":
        click.echo(f"Nothing of {found.name} is sent outside any more.")
        return
    waits = why_mail_waits()
    sent = "are let go, but not sent yet" if waits else "are sent from now on"
    click.echo(f"Messages of {found.name} {sent}. See what is held: openbill mail list held")
    if waits:
        click.echo(waits)
