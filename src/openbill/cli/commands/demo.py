"""`openbill demo`"""

import click


@click.command()
@click.option("--no-serve", is_flag=True, help="Make the company and run its day; serve nothing.")
def demo(no_serve: bool) -> None:
    """Make a demo company with two years of business, run its day, and serve it.

    Two companies with 300 customers in three countries and currencies; today is its last day. It is an organization of
    its own, in safe mode, and made once: run again, only its day is run.
    """
    from openbill.cli.demonstrations.make_demo import make_demo
    from openbill.cli.demonstrations.sign_in_demo import tell_sign_in

    make_demo()
    tell_sign_in()
    if not no_serve:
        from openbill.server.running import run_server

        run_server(None, with_worker=True)
