"""`openbill demo`"""

import click


@click.command()
@click.option(
    "--no-serve", is_flag=True, help="Only make the company; there is no server yet, so this changes nothing."
)
def demo(no_serve: bool) -> None:  # noqa: ARG001 - the server comes with the console
    """Make a demo company with two years of business, and run its day.

    Two companies with 300 customers in three countries and currencies; today is its last day. It is an organization of
    its own, in safe mode, and made once: run again, only its day is run.
    """
    from openbill.cli.demonstrations.make_demo import make_demo

    make_demo()
