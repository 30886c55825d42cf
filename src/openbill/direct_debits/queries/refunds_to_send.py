"""The refunds that were approved and not sent yet."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class Readiness(StrEnum):
    """Whether a refund can go into a file: it can, or has no account to go to, or is in another currency."""

    READY = "ready"
    WITHOUT_ACCOUNT = "without_account"
    NOT_IN_EUROS = "not_in_euros"


_READINESS = {
    None: "true",
    Readiness.READY: "account.id IS NOT NULL AND refund.currency = 'EUR'",
    Readiness.WITHOUT_ACCOUNT: "account.id IS NULL",
    Readiness.NOT_IN_EUROS: "refund.currency <> 'EUR'",
}


@dataclass(frozen=True, slots=True)
class RefundToSend:
    """An approved refund; `account_id` is None where no account was approved for it."""

    request_id: UUID
    customer_id: UUID
    customer_name: str
    number: str
    amount_minor: int
    currency: str
    account_id: UUID | None
    holder: str
    iban: str
    bic: str


def refunds_to_send(
    legal_entity_id: UUID,
    request_ids: Collection[UUID] | None = None,
    *,
    readiness: Readiness | None = None,
    limit: int | None = None,
) -> list[RefundToSend]:
    """The approved refunds of a legal entity that are in no file which the bank took, the first asked for first.

    All of them, or those that are named, as ready as they are wanted, at most `limit`. What came by a gateway goes
    back by it, and is in no file of ours.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT request.id, shown.id, shown.name, refund.document_number, request.amount_minor, refund.currency,
                   account.id, coalesce(account.holder, ''), coalesce(account.iban, ''), coalesce(account.bic, '')
            FROM refund_request request
            JOIN open_item refund ON refund.organization_id = request.organization_id
                                 AND refund.id = request.refund_item_id
            JOIN customer owner ON owner.organization_id = refund.organization_id AND owner.id = refund.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            LEFT JOIN refund_account account ON account.organization_id = shown.organization_id
                                            AND account.customer_id = shown.id AND account.state = 'approved'
            WHERE request.organization_id = %(organization)s AND request.state = 'approved'
              AND refund.legal_entity_id = %(entity)s
              AND {_READINESS[readiness]}
              AND (%(requests)s::uuid[] IS NULL OR request.id = ANY(%(requests)s::uuid[]))
              AND NOT EXISTS (
                  SELECT FROM payment WHERE payment.organization_id = request.organization_id
                     AND payment.item_id = request.item_id AND payment.account = 'gateway_clearing')
              AND NOT EXISTS (
                  SELECT FROM refund_transfer sent WHERE sent.organization_id = request.organization_id
                     AND sent.request_id = request.id AND sent.state <> 'rejected')
            ORDER BY request.id LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "limit": limit,
                "requests": None if request_ids is None else identifier_array(request_ids),
            },
        )
        return [RefundToSend(*row) for row in cursor.fetchall()]
