"""`openbill bench matching`"""

import click

from openbill.cli.options import format_option


@click.command()
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another seed makes another ledger and other days."
)
@click.option("--customers", type=click.IntRange(10), default=5_000, show_default=True)
@click.option("--invoices", type=click.IntRange(10), default=100_000, show_default=True, help="How many are open.")
@click.option("--lines", type=click.IntRange(100), default=10_000, show_default=True, help="Receipts to match.")
@format_option("table", "json")
def matching(seed: int, customers: int, invoices: int, lines: int, form: str) -> None:
    """Match generated bank lines, and compare with the truth and with two plain rules.

    docs/algorithms/matching.md says how the lines are made and what each figure means.
    """
    from openbill.cash_application.measuring.bench_matching import bench_matching
    from openbill.cli.reports.show_matching import show_matching

    show_matching(
        bench_matching(customers=customers, invoices=max(customers, invoices), lines=lines, seed=seed), form=form
    )
