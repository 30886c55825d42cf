"""Payment gateways: connected accounts, requests with their links, tries, payouts, saved ways of paying."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from pydantic import SecretStr

from openbill.api.endpoint import act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import connect_gateway, disconnect_gateway
from openbill.gateways.commands.end_method import remove_method
from openbill.gateways.commands.request_payment import USUAL_DAYS, renew_link, request_payment, revoke_request
from openbill.gateways.commands.request_refund_of_attempt import request_refund_of_attempt
from openbill.gateways.commands.send_link import send_link
from openbill.gateways.commands.send_links import send_links
from openbill.gateways.commands.settle_notice import read_notice_again, set_notice_aside
from openbill.gateways.commands.switch_method import switch_method
from openbill.gateways.queries.access_of_account import GatewayDetails, gateways
from openbill.gateways.queries.notices_to_settle import ListedNotice, NoticesOf, notices_to_settle
from openbill.gateways.queries.payment_requests import (
    AttemptDetails,
    RequestDetails,
    attempts_of_request,
    link_of_request,
    payment_request,
    payment_requests,
)
from openbill.gateways.queries.payouts import EntryOfPayout, PayoutDetails, entries_of_payout, payouts
from openbill.gateways.queries.saved_methods import SavedMethodDetails, saved_methods
from openbill.gateways.types import GatewayKind


class RequestState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    REVOKED = "revoked"


class UnsettledState(StrEnum):
    REFUSED = "refused"
    WAITING = "waiting"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class LinkSent:
    message_id: UUID


@dataclass(frozen=True, slots=True)
class RequestWithLink:
    """A request, and the address at which its customer pays without a password: whoever has it may pay."""

    request_id: UUID
    expires_at: datetime
    link: str


@dataclass(frozen=True, slots=True)
class GatewayConnected:
    """A connected gateway, and the whole address at which it is to send its notices."""

    account_id: UUID
    notices_url: str


def list_gateways() -> Page[GatewayDetails]:
    """Every connected gateway, without its secrets."""
    return whole(gateways())


def connect(
    *,
    kind: GatewayKind,
    api_key: str | None = None,
    notice_secret: str | None = None,
    legal_entity_id: UUID | None = None,
    context: Context,
) -> GatewayConnected:
    """Have a gateway collect for a company; its secrets are kept encrypted and never shown again."""
    account_id = connect_gateway(
        kind=kind,
        api_key=None if api_key is None else SecretStr(api_key),
        notice_secret=None if notice_secret is None else SecretStr(notice_secret),
        legal_entity_id=legal_entity_id,
        context=context,
    )
    with scope(context.organization_id):
        path = next(each.notices_path for each in gateways() if each.id == account_id)
    return GatewayConnected(account_id, _address(path))


def list_payment_requests(
    *,
    customer_id: UUID | None = None,
    state: RequestState | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[RequestDetails]:
    """Payment requests, the last made first."""
    place = place_of(after, UUID)
    rows = payment_requests(
        customer_id=customer_id, state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1
    )
    return page(rows, limit, lambda row: (row.id,))


def make_payment_request(
    *, item_ids: tuple[UUID, ...], valid_days: int = USUAL_DAYS, context: Context
) -> RequestWithLink:
    """Ask for debts of one customer by a link; the amount is worked out whenever somebody pays."""
    made = request_payment(item_ids=list(item_ids), valid_days=valid_days, context=context)
    return _with_link(made.request_id, made.expires_at, context)


def make_new_link(*, payment_request_id: UUID, valid_days: int = USUAL_DAYS, context: Context) -> RequestWithLink:
    """Make a new link; those before are good no more."""
    made = renew_link(request_id=payment_request_id, valid_days=valid_days, context=context)
    return _with_link(made.request_id, made.expires_at, context)


def revoke_payment_request(*, payment_request_id: UUID, context: Context) -> None:
    """Take a request back: its link is good no more."""
    revoke_request(request_id=payment_request_id, context=context)


def show_payment_request(*, payment_request_id: UUID) -> RequestDetails:
    """One request."""
    return payment_request(payment_request_id)


def send_payment_link(*, payment_request_id: UUID, context: Context) -> LinkSent:
    """Write the link to who pays at the customer's; the mail lies in the outbox."""
    return LinkSent(send_link(request_id=payment_request_id, context=context))


def list_gateway_notices(
    *, state: UnsettledState = UnsettledState.REFUSED, after: str | None = None, limit: int = ROWS
) -> Page[ListedNotice]:
    """What gateways told and nothing was done about: refused, waiting, or set aside; the last received first."""
    place = place_of(after, UUID)
    only = NoticesOf(state.value.replace("_", "-"))
    rows = notices_to_settle(only, before=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def list_attempts(*, payment_request_id: UUID) -> Page[AttemptDetails]:
    """The tries of a request, the first first."""
    return whole(attempts_of_request(payment_request_id))


def list_payouts(*, after: str | None = None, limit: int = ROWS) -> Page[PayoutDetails]:
    """What gateways paid out, the last first."""
    place = place_of(after, UUID)
    rows = payouts(after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def list_payout_entries(*, payout_id: UUID) -> Page[EntryOfPayout]:
    """The lines of a payout: payments, refunds, chargebacks and fees."""
    return whole(entries_of_payout(payout_id))


def list_saved_methods(*, customer_id: UUID | None = None) -> Page[SavedMethodDetails]:
    """Ways of paying that customers had kept, without their tokens."""
    return whole(saved_methods(customer_id=customer_id))


def _with_link(request_id: UUID, expires_at: datetime, context: Context) -> RequestWithLink:
    with scope(context.organization_id):
        return RequestWithLink(request_id, expires_at, _address(link_of_request(request_id)))


def _address(path: str) -> str:
    return str(settings.CONFIGURATION.url).rstrip("/") + path


ENDPOINTS = (
    ask("/gateways", "gateways.view", list_gateways),
    act("POST", "/gateways", connect_gateway, "Connect a gateway", status=201, example={"kind": "test"}, by=connect),
    act("DELETE", "/gateways/{account_id}", disconnect_gateway),
    ask("/payment-requests", "gateways.view", list_payment_requests),
    act(
        "POST",
        "/payment-requests",
        request_payment,
        "Ask a customer for payment by a link",
        status=201,
        by=make_payment_request,
    ),
    act("POST", "/payment-requests/send", send_links, "Send each customer a link for its debts", status=201),
    ask("/payment-requests/{payment_request_id}", "gateways.view", show_payment_request),
    ask("/payment-requests/{payment_request_id}/attempts", "gateways.view", list_attempts),
    act("POST", "/payment-requests/{payment_request_id}/link", renew_link, "Make a new link", by=make_new_link),
    act(
        "POST",
        "/payment-requests/{payment_request_id}/revoke",
        revoke_request,
        "Take a payment request back",
        by=revoke_payment_request,
    ),
    act(
        "POST",
        "/payment-requests/{payment_request_id}/send",
        send_link,
        "Send the link by mail",
        status=201,
        by=send_payment_link,
    ),
    act(
        "POST",
        "/payment-attempts/{attempt_id}/refund",
        request_refund_of_attempt,
        "Ask for a payment to be given back by its gateway",
        status=201,
    ),
    ask("/gateway-notices", "gateways.view", list_gateway_notices),
    act("POST", "/gateway-notices/{notice_id}/read-again", read_notice_again),
    act("POST", "/gateway-notices/{notice_id}/set-aside", set_notice_aside),
    ask("/payouts", "gateways.view", list_payouts),
    ask("/payouts/{payout_id}/entries", "gateways.view", list_payout_entries),
    ask("/saved-methods", "gateways.view", list_saved_methods),
    act("PATCH", "/saved-methods/{method_id}", switch_method),
    act("DELETE", "/saved-methods/{method_id}", remove_method),
)
