"""Write what was decided about bank lines: postings with their splits, all of a batch at once."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection

from openbill.cash_application.models import LineCreditUse, LineToDo
from openbill.cash_application.types.decisions import NewPosting, PostingKind
from openbill.foundation import clock
from openbill.foundation.context import Context
from openbill.foundation.staging import staged_rows
from openbill.primitives.identifiers import new_identifier, new_identifiers

_POSTING_COLUMNS = "id uuid, line_id uuid, probability float8, rank smallint, evidence jsonb, documents int"
_SPLIT_COLUMNS = "id uuid, posting_id uuid, number smallint, payment_id uuid, customer_id uuid, amount_minor bigint"


def write_postings(
    postings: Sequence[NewPosting],
    payment_ids: Sequence[Sequence[UUID]],
    allocation_ids: Sequence[Sequence[UUID]],
    *,
    is_by_itself: bool,
    context: Context,
) -> list[UUID]:
    """Write postings of receipts inside the running command; their lines are to be decided no longer.

    Of each posting come the payments of its placings, and the allocations by which credits were used. The identifiers
    of the postings, in their order.
    """
    identifiers = new_identifiers(len(postings))
    rows = (
        (
            identifier,
            posting.line_id,
            posting.probability,
            posting.rank,
            json.dumps(list(posting.evidence)),
            _documents(posting),
        )
        for identifier, posting in zip(identifiers, postings, strict=True)
    )
    with staged_rows("line_postings", _POSTING_COLUMNS, rows) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO line_posting (organization_id, id, line_id, kind, is_by_itself, probability, rank, evidence,
                                      documents, posted_at, command_id, undone_reason)
            SELECT %(organization)s, id, line_id, %(kind)s, %(is_by_itself)s, probability, rank, evidence,
                   documents, %(now)s, %(command)s, ''
            FROM {staged}
            """,
            {
                "organization": context.organization_id,
                "kind": PostingKind.RECEIPT.value,
                "is_by_itself": is_by_itself,
                "now": clock.now(),
                "command": context.running_command_id,
            },
        )
    splits = _splits(identifiers, postings, payment_ids)
    with staged_rows("line_splits", _SPLIT_COLUMNS, splits) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO line_split (organization_id, id, posting_id, number, payment_id, customer_id, amount_minor)
            SELECT %s, id, posting_id, number, payment_id, customer_id, amount_minor FROM {staged}
            """,
            [context.organization_id],
        )
    _use_credits(identifiers, allocation_ids, context)
    decided = LineToDo.objects.filter(organization_id=context.organization_id)
    decided.filter(line_id__one_of=[posting.line_id for posting in postings]).delete()
    return identifiers


def _documents(posting: NewPosting) -> int:
    """How many documents a posting settles, wholly or in part."""
    settled = {each.item_id for placing in posting.placings for each in placing.designations}
    settled |= {use.debit_item_id for placing in posting.placings for use in placing.credit_uses}
    return len(settled)


def _splits(
    identifiers: Sequence[UUID], postings: Sequence[NewPosting], payment_ids: Sequence[Sequence[UUID]]
) -> Iterator[tuple[object, ...]]:
    for posting_id, posting, paid in zip(identifiers, postings, payment_ids, strict=True):
        for number, (payment_id, placing) in enumerate(zip(paid, posting.placings, strict=True), start=1):
            yield (
                new_identifier(), posting_id, number, payment_id, placing.customer_id, placing.amount.minor_units
            )  # fmt: skip


def _use_credits(identifiers: Sequence[UUID], allocation_ids: Sequence[Sequence[UUID]], context: Context) -> None:
    uses = [
        LineCreditUse(organization_id=context.organization_id, posting_id=posting_id, allocation_id=allocation_id)
        for posting_id, used in zip(identifiers, allocation_ids, strict=True)
        for allocation_id in used
    ]
    LineCreditUse.objects.bulk_create(uses, batch_size=1_000)
