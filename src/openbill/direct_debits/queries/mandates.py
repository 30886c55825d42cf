"""The mandates, and what of them was changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as, shown_as
from openbill.direct_debits.errors import MandateUnknown
from openbill.direct_debits.models import MandateAmendment
from openbill.direct_debits.policies.mandate_lifecycle import lapses_on
from openbill.foundation.tenancy import current_organization_id

_LIFE = slice(-6, None)


@dataclass(frozen=True, slots=True)
class MandateInOrder:
    """A mandate; `lapses_on` is the day from which it may not be used, None of one that was not signed or ended.

    `state_reason` is why it is suspended: a decision after a debit that came back, or a person's words.
    """

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    legal_entity_id: UUID
    scheme: str
    use: str
    reference: str
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    debtor_street: str
    debtor_postal_code: str
    debtor_town: str
    debtor_country: str
    notice_days: int | None
    state: str
    state_reason: str
    signed_on: date | None
    signed_how: str
    file_id: UUID | None
    last_collected_on: date | None
    lapses_on: date | None


@dataclass(frozen=True, slots=True)
class AmendmentOfMandate:
    """What a mandate was before a change; blank where it stayed. `is_told` says that a file told the payer's bank."""

    id: UUID
    amended_on: date
    original_reference: str
    original_iban: str
    original_creditor_identifier: str
    original_creditor_name: str
    is_told: bool


def mandates_in_order(
    *, customer_id: UUID | None = None, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[MandateInOrder]:
    """Mandates, the last added first; `after` is the last one seen. Those of merged customers are the survivor's."""
    conditions = ["(%(state)s::text IS NULL OR mandate.state = %(state)s)"]
    if customer_id is not None:
        conditions.append(is_shown_as("owner"))
    if after is not None:
        conditions.append("mandate.id < %(after)s")
    return _mandates(
        f"AND {' AND '.join(conditions)} ORDER BY mandate.id DESC LIMIT %(limit)s",
        {"customer": customer_id, "state": state, "after": after, "limit": limit},
    )


def mandate_of(mandate_id: UUID) -> MandateInOrder:
    """One mandate. Raises MandateUnknown."""
    found = _mandates("AND mandate.id = %(mandate)s", {"mandate": mandate_id})
    if not found:
        raise MandateUnknown(mandate_id=mandate_id)
    return found[0]


def amendments_of_mandate(mandate_id: UUID) -> list[AmendmentOfMandate]:
    """What was changed of a mandate, the last change first."""
    rows = MandateAmendment.objects.filter(organization_id=current_organization_id(), mandate_id=mandate_id)
    return [
        AmendmentOfMandate(
            row.id,
            row.amended_on,
            row.original_reference,
            row.original_iban,
            row.original_creditor_identifier,
            row.original_creditor_name,
            row.told_by_id is not None,
        )
        for row in rows.order_by("-id")
    ]


def _mandates(rest: str, asked: dict[str, Any]) -> list[MandateInOrder]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT mandate.id, shown.id, shown.number, shown.name, mandate.legal_entity_id, mandate.scheme,
                   mandate.use, mandate.reference, mandate.debtor_name, mandate.debtor_iban, mandate.debtor_bic,
                   mandate.debtor_street, mandate.debtor_postal_code, mandate.debtor_town, mandate.debtor_country,
                   mandate.notice_days, mandate.state, mandate.state_reason, mandate.signed_on, mandate.signed_how,
                   mandate.file_id, mandate.last_collected_on
            FROM mandate
            JOIN customer owner ON owner.organization_id = mandate.organization_id AND owner.id = mandate.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE mandate.organization_id = %(organization)s {rest}
            """,
            {"organization": current_organization_id(), **asked},
        )
        return [MandateInOrder(*(*row, _lapses_on(*row[_LIFE]))) for row in cursor.fetchall()]


def _lapses_on(
    state: str, _reason: str, signed_on: date | None, _how: str, _file: UUID | None, last_collected_on: date | None
) -> date | None:
    if signed_on is None or state not in ("active", "suspended"):
        return None
    return lapses_on(signed_on=signed_on, last_collected_on=last_collected_on)
