"""Customers, debts and credits for tests, made by the real commands."""

from datetime import date
from uuid import UUID

from openbill.customers.models import Customer
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.clock import now
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.models import OpenItem
from openbill.receivables.types import NewItem

from .organizations import AnOrganization


def a_customer(organization: AnOrganization, name: str = "Anna Ltd") -> UUID:
    """A customer of an organization."""
    with scope(organization.id):
        customer = Customer.objects.create(
            organization_id=organization.id,
            number=f"C{new_identifier()}",
            name=name,
            created_at=now(),
            command_id=new_identifier(),
        )
    return customer.id


def an_item(
    organization: AnOrganization,
    customer_id: UUID,
    amount: str,
    *,
    kind: str = "invoice",
    on: str = "2026-01-01",
    due: str | None = None,
    currency: str | None = None,
    **details: object,
) -> UUID:
    """An item over an amount such as "100.00", recorded by the command."""
    (item_id,) = record_items(
        items=[
            NewItem(
                customer_id=customer_id,
                kind=kind,
                amount=Money.of(amount, currency or organization.currency),
                document_date=date.fromisoformat(on),
                due_date=date.fromisoformat(due or on),
                **details,  # type: ignore[arg-type]
            )
        ],
        context=organization.context(),
    )
    return item_id


def a_debit(organization: AnOrganization, customer_id: UUID, amount: str, **details: object) -> UUID:
    """An invoice."""
    return an_item(organization, customer_id, amount, **details)  # type: ignore[arg-type]


def a_credit(organization: AnOrganization, customer_id: UUID, amount: str, **details: object) -> UUID:
    """A payment."""
    return an_item(organization, customer_id, amount, kind="payment", **details)  # type: ignore[arg-type]


def contested(organization: AnOrganization, item_id: UUID, amount: str) -> UUID:
    """A dispute over a part of a debt."""
    return open_dispute(
        contested=[Contested(item_id, Money.of(amount, organization.currency))],
        reason=DisputeReason.QUALITY,
        context=organization.context(),
    )


def uncontested(organization: AnOrganization, dispute_id: UUID) -> None:
    """The customer gives a dispute up."""
    withdraw_dispute(dispute_id=dispute_id, outcome="Settled by phone.", context=organization.context())


def open_amount(organization: AnOrganization, item_id: UUID) -> str:
    """What is open on an item now, as "100.00"."""
    with scope(organization.id):
        item = OpenItem.objects.get(organization_id=organization.id, id=item_id)
    return str(Money(item.open_minor, item.currency).as_decimal())
