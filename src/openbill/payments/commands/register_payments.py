"""Make payments of credits that a command of another domain has booked: those of a file, all at once."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.payments.types import PaymentMethod

_WORDS = {
    PaymentMethod.CHEQUE: r"\m(cheques?|checks?|chèques?|schecks?|\w+scheck)\M",
    PaymentMethod.DIRECT_DEBIT: r"direct.?debit|lastschrift|einzug|prélèvement|domiciliación",
    PaymentMethod.CARD: r"card|karte|\mcarte\M|tarjeta",
    PaymentMethod.CASH: r"\m(cash|bar|barzahlung|bargeld|espèces|efectivo)\M",
}
"""What another program's words for a method hold; short ones stand alone, as "bar" also begins a bank's name."""

_CASES = " ".join(f"WHEN lower(method_in_words) ~ '{words}' THEN '{method.value}'" for method, words in _WORDS.items())
_METHOD = f"CASE {_CASES} ELSE '{PaymentMethod.BANK_TRANSFER.value}' END"


def register_payments(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Register payments inside the running command, and count them.

    The relation is (item_id, customer_id, received_date, reference, method_in_words); each item is a credit of kind
    payment of that customer and has no payment yet. Words that name no method mean a bank transfer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO payment (organization_id, id, item_id, customer_id, method, received_date, reference, account,
                                 state, return_reason, command_id)
            SELECT %(organization)s, new_identifier(), registered.item_id, registered.customer_id, {_METHOD},
                   registered.received_date, registered.reference,
                   CASE entity.books WHEN 'mirror' THEN 'external_clearing' ELSE 'cash_clearing' END,
                   'recorded', '', %(command)s
            FROM {relation} AS registered
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = registered.item_id
            JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = item.legal_entity_id
            """,
            {**parameters, "organization": context.organization_id, "command": context.running_command_id},
        )
        registered: int = cursor.rowcount
    return registered
