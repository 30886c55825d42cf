"""Ask a customer for payment by a link; take the link, or the whole request, back."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from openbill.customers.queries.with_merged import shown_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.gateways.errors import (
    ExpiryWrong,
    NothingRequested,
    NotPayable,
    RequestIsNotOpen,
    RequestNamesTwice,
    RequestOfSeveral,
    RequestUnknown,
)
from openbill.gateways.events import PaymentRequestWasRevoked, PaymentWasRequested
from openbill.gateways.models import PaymentRequest, RequestedItem
from openbill.gateways.types import PaymentRequested, RequestState
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.types import Side

MOST_DAYS, USUAL_DAYS = 365, 30


@command(permission="gateways.request")
def request_payment(
    *, item_ids: Sequence[UUID], valid_days: int = USUAL_DAYS, is_automatic: bool = False, context: Context
) -> PaymentRequested:
    """Make a request for debts of one customer, company and currency: one link pays one, many, or a part of them.

    How much that is is worked out whenever somebody pays. `is_automatic` where a saved method pays it. The link is told
    by the query `link_of_request`. Raises NothingRequested, RequestNamesTwice, ItemUnknown, NotPayable,
    RequestOfSeveral and ExpiryWrong.
    """
    if not item_ids:
        raise NothingRequested
    if not 1 <= valid_days <= MOST_DAYS:
        raise ExpiryWrong(most=MOST_DAYS, days=valid_days)
    for item_id in item_ids:
        if item_ids.count(item_id) > 1:
            raise RequestNamesTwice(item_id=item_id)
    items = lock_items(item_ids, context=context)
    for item in items.values():
        if item.side != Side.DEBIT or not item.open_minor:
            raise NotPayable(number=item.document_number)
    shown = shown_customers(item.customer_id for item in items.values())
    of = {(shown[item.customer_id], item.legal_entity_id, item.currency) for item in items.values()}
    if len(of) > 1:
        raise RequestOfSeveral
    ((customer_id, legal_entity_id, currency),) = of
    request = PaymentRequest(
        organization_id=context.organization_id,
        customer_id=customer_id,
        legal_entity_id=legal_entity_id,
        currency=currency,
        is_automatic=is_automatic,
        requested_at=context.at,
        expires_at=context.at + timedelta(days=valid_days),
        command_id=context.running_command_id,
    )
    request.save(force_insert=True)
    RequestedItem.objects.bulk_create(
        RequestedItem(organization_id=context.organization_id, request_id=request.id, item_id=item_id)
        for item_id in item_ids
    )
    total = sum(item.open_minor for item in items.values())
    publish(PaymentWasRequested(request.id, customer_id, total, currency), context=context)
    return PaymentRequested(request.id, request.expires_at)


@command(permission="gateways.request")
def revoke_request(*, request_id: UUID, context: Context) -> None:
    """Take a request back: its link is good no more. What is being paid at the gateway right now still counts.

    Raises RequestUnknown and RequestIsNotOpen.
    """
    request = lock_request(request_id, context=context)
    if request.state != RequestState.OPEN.value:
        raise RequestIsNotOpen(state=request.state)
    request.state = RequestState.REVOKED.value
    request.save(update_fields=["state"])
    publish(PaymentRequestWasRevoked(request.id, request.customer_id), context=context)


@command(permission="gateways.request")
def renew_link(*, request_id: UUID, valid_days: int = USUAL_DAYS, context: Context) -> PaymentRequested:
    """Make a new link for a request; those before are good no more. Raises as request_payment and revoke_request."""
    if not 1 <= valid_days <= MOST_DAYS:
        raise ExpiryWrong(most=MOST_DAYS, days=valid_days)
    request = lock_request(request_id, context=context)
    if request.state != RequestState.OPEN.value:
        raise RequestIsNotOpen(state=request.state)
    request.link_number += 1
    request.expires_at = context.at + timedelta(days=valid_days)
    request.save(update_fields=["link_number", "expires_at"])
    return PaymentRequested(request.id, request.expires_at)


def lock_request(request_id: UUID, *, context: Context) -> PaymentRequest:
    """The row of a request, locked; every try of it waits. Raises RequestUnknown."""
    requests = PaymentRequest.objects.filter(organization_id=context.organization_id, id=request_id)
    request = requests.select_for_update(no_key=True).first()
    if request is None:
        raise RequestUnknown(request_id=request_id)
    return request
