"""Post what moved between accounts that no open item stands on: into a bank, out of a clearing account."""

from collections.abc import Sequence

from openbill.foundation.context import Context
from openbill.foundation.staging import staged, staged_rows
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.ledger.types import Transfer
from openbill.primitives.identifiers import new_identifier

_COLUMNS = """
    entry_id uuid, legal_entity_id uuid, day date, kind text, source_id uuid, debit text, credit text, currency text,
    amount_minor bigint
"""


def post_transfers(transfers: Sequence[Transfer], *, context: Context) -> int:
    """Post an entry of two lines for each transfer inside the running command; how many.

    Posted on its day, or on the first open day after it, at the last rate known on its day; without one its value is
    nothing. Transfers of nothing are left out, and so is all of an entity whose books another system keeps.
    """
    rows = [
        (
            new_identifier(), each.legal_entity_id, each.day, each.kind, each.source_id, each.debit, each.credit,
            each.currency, each.amount_minor,
        )
        for each in transfers
        if each.amount_minor
    ]  # fmt: skip
    if not rows:
        return 0
    parameters = {"organization": context.organization_id, "exponents": EXPONENTS}
    value = functional_value("transfer.amount_minor", "transfer.currency", "entity")
    with (
        staged_rows("told_transfers", _COLUMNS, rows) as told,
        staged(
            "transfers",
            f"""
            SELECT transfer.*, {posting_date_sql("transfer.day", "books.opens_on")} AS posting_date,
                   coalesce({value}, 0) AS functional_minor
            FROM {told} AS transfer
            JOIN legal_entity entity ON entity.organization_id = %(organization)s
                                    AND entity.id = transfer.legal_entity_id AND entity.books <> 'mirror'
            JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
            {rate_join("transfer.currency", "transfer.day", "entity")}
            """,
            parameters,
        ) as transfers_in_books,
    ):
        ensure_periods_of(transfers_in_books, context=context)
        return post_entries(Postings(_lines_of(transfers_in_books)), context=context) // 2


def _lines_of(transfers: str) -> str:
    return f"""(
        SELECT entry_id, legal_entity_id, posting_date, kind, source_id, NULL::uuid AS reverses_id, number,
               CASE number WHEN 1 THEN debit ELSE credit END AS account_role, NULL::uuid AS customer_id, currency,
               direction * amount_minor AS amount_minor, direction * functional_minor AS functional_minor
        FROM {transfers}
        CROSS JOIN (VALUES (1::smallint, 1), (2::smallint, -1)) AS line (number, direction)
    )"""
