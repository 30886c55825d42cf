"""Accounts at gateways: which there are, which one collects, and what opens it."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import (
    AttemptUnknown,
    GatewayAccountUnknown,
    GatewayIsForTests,
    GatewayIsHeld,
    GatewayMissing,
)
from openbill.gateways.models import GatewayAccount, PaymentAttempt, SavedMethod
from openbill.gateways.types import Access, GatewayKind
from openbill.organizations.queries.organization_in_force import organization_in_force


@dataclass(frozen=True, slots=True)
class GatewayDetails:
    """A connected gateway, without its secrets; `notices_path` is where it sends its notices, below our own address."""

    id: UUID
    kind: GatewayKind
    legal_entity_id: UUID
    notices_path: str
    connected_at: datetime


def gateways() -> list[GatewayDetails]:
    """Every connected gateway, the first connected first."""
    rows = GatewayAccount.objects.filter(organization_id=current_organization_id(), is_connected=True).order_by("id")
    return [
        GatewayDetails(row.id, GatewayKind(row.kind), row.legal_entity_id, notices_path(row.id), row.connected_at)
        for row in rows
    ]


def notices_path(account_id: UUID) -> str:
    """Where the notices of an account of the organization in force are taken."""
    return f"/api/gateway-notices/{current_organization_id()}/{account_id}"


def access_of_account(account_id: UUID) -> Access:
    """What opens a connected account. Raises GatewayAccountUnknown, and GatewayIsForTests outside of safe mode."""
    accounts = GatewayAccount.objects.filter(organization_id=current_organization_id(), is_connected=True)
    account = accounts.filter(id=account_id).first()
    if account is None:
        raise GatewayAccountUnknown(account_id=account_id)
    kind = GatewayKind(account.kind)
    if kind is GatewayKind.TEST:
        require_safe_mode()
    secrets = json.loads(key_ring().decrypt(account.secrets))
    return Access(account.organization_id, account.id, kind, secrets)


def access_of_attempt(attempt_id: UUID) -> Access:
    """What opens the account of a try. Raises AttemptUnknown, and as access_of_account."""
    attempts = PaymentAttempt.objects.filter(organization_id=current_organization_id(), id=attempt_id)
    account_id = attempts.values_list("account_id", flat=True).first()
    if account_id is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    return access_of_account(account_id)


def access_to_move_money(attempt_id: UUID) -> Access:
    """The same for what moves money: in safe mode nothing goes outside. Raises GatewayIsHeld too."""
    access = access_of_attempt(attempt_id)
    _require_leave(access.kind)
    return access


def account_for(legal_entity_id: UUID, saved_method_id: UUID | None = None) -> GatewayAccount:
    """The account that collects for a company: that of the saved method, else a real one before the test gateway.

    Raises GatewayMissing, GatewayIsForTests outside of safe mode, and GatewayIsHeld for a real one within it.
    """
    accounts = GatewayAccount.objects.filter(
        organization_id=current_organization_id(), legal_entity_id=legal_entity_id, is_connected=True
    )
    if saved_method_id is not None:
        methods = SavedMethod.objects.filter(organization_id=current_organization_id(), id=saved_method_id)
        accounts = accounts.filter(id__in=methods.values("account_id"))
    found = sorted(accounts, key=lambda account: (account.kind == GatewayKind.TEST.value, account.id))
    if not found:
        raise GatewayMissing
    if found[0].kind == GatewayKind.TEST.value:
        require_safe_mode()
    _require_leave(GatewayKind(found[0].kind))
    return found[0]


def _require_leave(kind: GatewayKind) -> None:
    if kind is not GatewayKind.TEST and organization_in_force().is_in_safe_mode:
        raise GatewayIsHeld


def require_safe_mode() -> None:
    """Raises GatewayIsForTests where the organization in force is not in safe mode: then everything is real."""
    if not organization_in_force().is_in_safe_mode:
        raise GatewayIsForTests
