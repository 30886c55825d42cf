"""The seals of the command log: none of them lies in the future."""

from collections.abc import Iterator

from openbill.cli.doctoring.line import Line, ok, warn
from openbill.cli.output import shown
from openbill.foundation.command_log.seals_ahead import seals_ahead
from openbill.organizations.queries.organizations import organizations


def check_seals() -> Iterator[Line]:
    """Whether the clock was ahead when an organization's commands were sealed, or is behind now."""
    is_ahead = False
    for organization in organizations():
        ahead = seals_ahead(organization.id, using="maintenance")
        if ahead is None:
            continue
        is_ahead = True
        until = ahead.last_at.isoformat(timespec="seconds")
        yield warn(
            f"{shown(organization.name)}: the last {ahead.count} commands are sealed in the future, up to {until}."
            " The clock was ahead when the first of them was sealed, or it is behind now.",
            "Set the clock by NTP. Nothing is lost; but what is asked with --known-at does not hold these commands"
            f" before {until}, and is marked as provisional.",
        )
    if not is_ahead:
        yield ok("No command is sealed in the future.")
