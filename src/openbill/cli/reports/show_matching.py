"""How the figures of the matching are shown."""

from openbill.cash_application.measuring.bench_matching import MatchingFigures
from openbill.cli.output import console, new_table, write_json

_PERCENT = ("rate", "precision", "precision_at_least", "recall")
_SHOWN = {
    "lines": "receipts",
    "threshold": "posted from this probability on",
    "auto_rate": "posted by themselves, of all",
    "precision": "right of those",
    "precision_at_least": "right of those, at least (Wilson, 95 %)",
    "false_posts": "posted wrongly",
    "false_posts_not_ours": "of these, nothing of ours",
    "false_posts_paid_before": "of these, paid before",
    "auto_amount_rate": "posted by themselves, by value",
    "exact_rate": "best proposal right in every debt",
    "header_hit_rate": "best proposal of the right customer",
    "line_item_precision": "debts proposed that were paid",
    "line_item_recall": "debts paid that were proposed",
    "lines_per_second": "receipts a second",
    "p50_ms": "milliseconds, median",
    "p99_ms": "milliseconds, 99 of 100",
    "most_ms": "milliseconds at most",
    "pace_seconds": "five million additions, in seconds",
    "most_megabytes": "memory at most, in MB",
    "baseline_exact_reference_rate": "plain rule: numbers exact, posts",
    "baseline_exact_reference_precision": "plain rule: numbers exact, right",
    "baseline_unique_amount_rate": "plain rule: amount unique, posts",
    "baseline_unique_amount_precision": "plain rule: amount unique, right",
}


def show_matching(figures: MatchingFigures, *, form: str) -> None:
    """Print the figures, shares as percent; in JSON as they are."""
    plain = figures.as_dict()
    if form == "json":
        write_json(plain)
        return
    table = new_table("Matching of generated receipts", ["figure"], ["value"])
    for name, words in _SHOWN.items():
        table.add_row(words, _written(name, plain[name]))
    console().print(table)


def _written(name: str, value: float) -> str:
    if name.endswith(_PERCENT):
        return f"{value * 100:.2f} %"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3f}"
