"""`openbill serve`"""

import click


@click.command()
@click.option("--listen", metavar="HOST:PORT", help="Where to listen; as configured otherwise (127.0.0.1:8000).")
@click.option("--web-only", is_flag=True, help="Pages only; run `openbill worker` elsewhere.")
def serve(listen: str | None, web_only: bool) -> None:
    """Serve the console: pages, jobs and schedule, until Ctrl-C or SIGTERM.

    Behind a proxy that speaks TLS, say under which address people reach it: OPENBILL_URL.
    """
    from openbill.server.running import run_server

    run_server(listen, with_worker=not web_only)
