"""What was prepared for the bank, at the shell."""

from collections.abc import Sequence

import click

from openbill.cli.output import write_json
from openbill.direct_debits.policies.collection_date import last_submission_date
from openbill.direct_debits.types import PreparedBatch
from openbill.messaging.types import NotComposed
from openbill.primitives.money import decimal_string


def show_prepared(batches: Sequence[PreparedBatch], failures: Sequence[NotComposed], *, form: str) -> None:
    """Each batch with its day and its sum, and whoever could not be written to."""
    if form == "json":
        write_json({"batches": [_as_json(batch) for batch in batches], "failures": [each.reason for each in failures]})
        return
    for batch in batches:
        click.echo(
            f"{batch.number}: {batch.debits:,} debits ({batch.scheme.value}, {batch.sequence_type.value}) over"
            f" {batch.amount} on {batch.collection_date}; submit it by {last_submission_date(batch.collection_date)}."
        )
    for failure in failures:
        click.echo(f"Not told: {failure.reason}", err=True)


def _as_json(batch: PreparedBatch) -> dict[str, object]:
    return {
        "batch_id": str(batch.batch_id),
        "number": batch.number,
        "scheme": batch.scheme.value,
        "sequence_type": batch.sequence_type.value,
        "collection_date": batch.collection_date.isoformat(),
        "submit_by": last_submission_date(batch.collection_date).isoformat(),
        "debits": batch.debits,
        "amount": decimal_string(batch.amount.minor_units, batch.amount.currency),
        "currency": batch.amount.currency,
    }
