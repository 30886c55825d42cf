"""`openbill doctor`"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from openbill.cli.options import format_option

if TYPE_CHECKING:
    from openbill.cli.doctoring.line import Line


@click.command()
@format_option("table", "json")
def doctor(form: str) -> int:
    """Look at configuration, machine, database and jobs; say what is wrong and what would help.

    Exits with 1 where something is wrong. Changes nothing, but starts the embedded PostgreSQL to look at it.
    """
    from openbill.cli.doctoring.line import Grade
    from openbill.cli.output import write_json

    lines = []
    for line in _lines():
        lines.append(line)
        if form == "table":
            _write(line)
    if form == "json":
        write_json([{"grade": line.grade.value, "what": line.what, "remedy": line.remedy} for line in lines])
    return 1 if any(line.grade is Grade.FAIL for line in lines) else 0


def _lines() -> Iterator["Line"]:
    from openbill.cli.doctoring.check_machine import check_machine
    from openbill.cli.doctoring.line import fail, ok
    from openbill.cli.failures import failure_of
    from openbill.cli.runtime import open_server
    from openbill.foundation.configuration import ConfigurationRefused, load_configuration

    try:
        configuration = load_configuration()
    except ConfigurationRefused as refusal:
        yield fail(refusal.message.strip(), refusal.remedy)
        return
    server = "an embedded PostgreSQL" if configuration.uses_embedded_postgres else "the server of DATABASE_URL"
    yield ok(f"The configuration is right: home {configuration.home}, {server}.")
    yield from check_machine(configuration)
    with ExitStack() as stack:
        try:
            open_server(stack, configuration)

            from openbill.cli.doctoring.check_accounts import check_accounts
            from openbill.cli.doctoring.check_database import check_database
            from openbill.cli.doctoring.check_mail import check_mail
            from openbill.cli.doctoring.check_work import check_work

            for check in (check_database, check_work, check_mail, check_accounts):
                yield from check()
        except Exception as error:
            failure = failure_of(error)
            yield fail(failure.message, failure.remedy)


def _write(line: "Line") -> None:
    colors = {"ok": "green", "warn": "yellow", "fail": "red"}
    click.echo(f"{click.style(f'{line.grade.value:4}', fg=colors[line.grade.value])}  {line.what}")
    if line.remedy:
        click.echo(f"      {line.remedy}")
