"""Write payments, of which the credits stand in the books already, all of a batch at once."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged_rows
from openbill.payments.policies.payment_lifecycle import PAYMENT_LIFECYCLE


class PaymentRow(NamedTuple):
    """What a row of `payment` says of one that was just recorded."""

    id: UUID
    item_id: UUID
    customer_id: UUID
    method: str
    received_date: date
    reference: str
    account: str


_COLUMNS = """
    id uuid, item_id uuid, customer_id uuid, method text, received_date date, reference text, account text
"""


def write_payments(rows: Iterable[PaymentRow], *, context: Context) -> None:
    """Write payments inside the running command, in the order given."""
    with staged_rows("payments", _COLUMNS, rows) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO payment (organization_id, id, item_id, customer_id, method, received_date, reference, account,
                                 state, return_reason, command_id)
            SELECT %(organization)s, id, item_id, customer_id, method, received_date, reference, account,
                   %(state)s, '', %(command)s
            FROM {staged}
            """,
            {
                "organization": context.organization_id,
                "state": PAYMENT_LIFECYCLE.initial,
                "command": context.running_command_id,
            },
        )
