"""What the verification found wrong."""

from collections.abc import Mapping, Sequence

import click

from openbill.cli.output import shown, write_json
from openbill.foundation.finding import Finding

_SOMETHING_WRONG = 1


def show_findings(found: Mapping[str, Sequence[Finding]], *, check_count: int, form: str) -> int:
    """Write each finding of each organization and return the exit code: 0 where nothing is wrong."""
    count = sum(len(findings) for findings in found.values())
    if form == "json":
        write_json(
            {
                "organizations": len(found),
                "checks": check_count,
                "findings": [
                    {
                        "organization": name,
                        "invariant": each.invariant,
                        "what": each.what,
                        "where": each.where,
                    }
                    for name, findings in found.items()
                    for each in findings
                ],
            }
        )
        return _SOMETHING_WRONG if count else 0
    for name, findings in found.items():
        for each in findings:
            click.echo(f"{shown(name)}: {each.invariant}: {shown(each.what)} ({shown(each.where)})")
    organizations = f"{len(found)} organization{'' if len(found) == 1 else 's'}"
    if count:
        click.secho(f"{count} findings in {organizations}, by {check_count} checks each.", fg="red")
        return _SOMETHING_WRONG
    click.echo(f"{check_count} checks in {organizations}, nothing wrong.")
    return 0
