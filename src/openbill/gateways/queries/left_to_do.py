"""What is left to do about gateways: notices not understood, tries of which nothing was heard, what is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.models import GatewayNotice, PaymentAttempt
from openbill.gateways.types import AttemptState, NoticeKind, NoticeState
from openbill.payments.queries.under_way import is_under_way

DAYS_UNTIL_GIVEN_UP = 14
"""So long a try of which nothing was heard may still succeed: debits of banks take days."""

HELD_BACK = """(
    item.disputed_minor > 0
    OR EXISTS (
        SELECT FROM promised_item promised
        JOIN promise ON promise.organization_id = promised.organization_id AND promise.id = promised.promise_id
        WHERE promised.organization_id = item.organization_id AND promised.item_id = item.id
          AND promise.state = 'open'))"""
"""Whether a debt `item` is contested, or promised for a later day: nobody collects it by itself."""

BEING_PAID = f"""({is_under_way("item.id")} OR EXISTS (
    SELECT FROM attempt_part part
    JOIN payment_attempt attempt ON attempt.organization_id = part.organization_id AND attempt.id = part.attempt_id
    JOIN payment_request request ON request.organization_id = attempt.organization_id
                                AND request.id = attempt.request_id
    WHERE part.organization_id = item.organization_id AND part.item_id = item.id
      AND ((attempt.state = 'begun' AND attempt.began_at >= %(since)s)
           OR (request.is_automatic AND request.state = 'open'))))"""
"""Whether a debt `item` is being collected, or was tried by itself before: a retry is a matter of its own."""


ASKED_FOR = """EXISTS (
    SELECT FROM requested_item asked
    JOIN payment_request request ON request.organization_id = asked.organization_id AND request.id = asked.request_id
    WHERE asked.organization_id = item.organization_id AND asked.item_id = item.id
      AND request.state = 'open' AND request.expires_at > %(at)s)"""
"""Whether somebody has a link already by which a debt `item` can be paid."""

USABLE = "({method}.expires_on IS NULL OR {method}.expires_on >= %(on)s)"
"""Whether a saved method has not expired on a day."""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    id: UUID
    kind: NoticeKind
    payout_id: str


@dataclass(frozen=True, slots=True)
class SilentAttempt:
    """A try that was begun, and what the gateway calls it."""

    id: UUID
    gateway_id: str


@dataclass(frozen=True, slots=True)
class DueByItself:
    """What a saved method pays on a day: debts of one customer, company and currency."""

    saved_method_id: UUID
    item_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ToRetry:
    """A failed try of a saved method that is made again."""

    attempt_id: UUID
    request_id: UUID
    saved_method_id: UUID


def kept_notices(account_id: UUID, at: datetime) -> list[KeptNotice]:
    """What an account told and is to be read now, in the order in which it happened."""
    rows = GatewayNotice.objects.filter(
        Q(read_again_at=None) | Q(read_again_at__lte=at),
        organization_id=current_organization_id(),
        account_id=account_id,
        state=NoticeState.KEPT.value,
    )
    return [
        KeptNotice(row.id, NoticeKind(row.kind), row.facts.get("payout_id", ""))
        for row in rows.order_by("happened_at", "id")
    ]


def attempts_to_ask_about(*, before: datetime, since: datetime) -> list[SilentAttempt]:
    """Tries that began in a span of time and of which the gateway told nothing."""
    rows = PaymentAttempt.objects.filter(
        organization_id=current_organization_id(),
        state=AttemptState.BEGUN.value,
        gateway_id__isnull=False,
        began_at__lt=before,
        began_at__gte=since,
    )
    return [SilentAttempt(row.id, row.gateway_id or "") for row in rows.order_by("id")]


def attempts_to_retry(at: datetime, on: date) -> list[ToRetry]:
    """The failed tries of saved methods whose time has come, each request once and while it is open.

    Not those of methods that have expired on the day: their customers were told, and have a link.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT attempt.id, attempt.request_id, attempt.saved_method_id
            FROM payment_attempt attempt
            JOIN payment_request request ON request.organization_id = attempt.organization_id
                                        AND request.id = attempt.request_id
            JOIN saved_method method ON method.organization_id = attempt.organization_id
                                    AND method.id = attempt.saved_method_id
            WHERE attempt.organization_id = %(organization)s AND attempt.retry_at <= %(at)s
              AND request.state = 'open' AND method.state = 'active' AND {USABLE.format(method="method")}
            ORDER BY attempt.id
            """,
            {"organization": current_organization_id(), "at": at, "on": on},
        )
        return [ToRetry(*row) for row in cursor.fetchall()]


def due_by_itself(on: date) -> list[DueByItself]:
    """What saved methods pay on a day: debts that fell due since the customer agreed, and that nothing speaks against.

    The latest method of a customer that has not expired pays for a company, whichever gateway keeps it. Not what is
    contested or promised, and not what somebody is paying already.
    """
    return _due_of_methods(
        USABLE.format(method="method"),
        f"{USABLE.format(method='later')} AND later.id > method.id",
        "",
        {"on": on, "since": on - timedelta(days=DAYS_UNTIL_GIVEN_UP)},
    )


def due_of_expired(on: date, at: datetime) -> list[DueByItself]:
    """What expired methods would pay on a day, and no other one does, and for what nobody has a link yet."""
    return _due_of_methods(
        f"NOT {USABLE.format(method='method')}",
        f"({USABLE.format(method='later')} OR later.id > method.id)",
        f"AND NOT {ASKED_FOR}",
        {"on": on, "at": at, "since": on - timedelta(days=DAYS_UNTIL_GIVEN_UP)},
    )


def _due_of_methods(own: str, instead: str, more: str, parameters: dict[str, Any]) -> list[DueByItself]:
    """What is due for methods of which `own` is true, where none (`later`) pays instead of them; SQL conditions."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT method.id, array_agg(item.id ORDER BY item.due_date, item.id)
            FROM saved_method method
            JOIN gateway_account account ON account.organization_id = method.organization_id
                                        AND account.id = method.account_id AND account.is_connected
            JOIN customer ON customer.organization_id = method.organization_id
                         AND (customer.id = method.customer_id OR customer.merged_into_id = method.customer_id)
            JOIN open_item item ON item.organization_id = method.organization_id AND item.customer_id = customer.id
                               AND item.legal_entity_id = account.legal_entity_id
            WHERE method.organization_id = %(organization)s AND method.state = 'active' AND method.pays_automatically
              AND {own}
              AND NOT EXISTS (
                  SELECT FROM saved_method later
                  JOIN gateway_account of_later ON of_later.organization_id = later.organization_id
                                               AND of_later.id = later.account_id AND of_later.is_connected
                                               AND of_later.legal_entity_id = account.legal_entity_id
                  WHERE later.organization_id = method.organization_id AND later.customer_id = method.customer_id
                    AND later.state = 'active' AND later.pays_automatically AND {instead})
              AND item.side = 'debit' AND item.open_minor > 0 AND item.kind <> 'refund'
              AND item.due_date BETWEEN method.consented_at::date AND %(on)s
              AND NOT {HELD_BACK} AND NOT {BEING_PAID} {more}
            GROUP BY method.id, item.currency
            ORDER BY method.id, item.currency
            """,
            {"organization": current_organization_id(), **parameters},
        )
        return [DueByItself(method_id, tuple(item_ids)) for method_id, item_ids in cursor.fetchall()]


def held_back(item_ids: Collection[UUID]) -> set[UUID]:
    """Those of the debts that are contested, or promised for a later day."""
    return _those(item_ids, HELD_BACK)


def being_paid(item_ids: Collection[UUID], at: datetime) -> set[UUID]:
    """Those of the debts that somebody is paying, or that were collected by themselves before."""
    return _those(item_ids, BEING_PAID, since=at - timedelta(days=DAYS_UNTIL_GIVEN_UP), on=at.date())


def _those(item_ids: Collection[UUID], condition: str, **parameters: Any) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.id FROM open_item item
            WHERE item.organization_id = %(organization)s AND item.id = ANY(%(items)s::uuid[]) AND {condition}
            """,
            {"organization": current_organization_id(), "items": identifier_array(item_ids), **parameters},
        )
        return {item_id for (item_id,) in cursor.fetchall()}
