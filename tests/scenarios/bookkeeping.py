"""Words for scenarios that an accountant can read: given a firm, when this is done, then the books say that."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, an_item, open_amount

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.money import Money, decimal_string
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.revalue_items import revalue_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.value_items import value_items
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import Allocation
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.types import Designation

Allocations = tuple[UUID, ...]


def money(text: str) -> Money:
    """ "100.00 USD"."""
    amount, currency = text.split()
    return Money.of(amount, currency)


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass
class Books:
    """The books of one firm with one customer."""

    currency: str = "EUR"
    firm: AnOrganization = field(init=False)
    customer: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.firm = an_organization(self.currency)
        self.customer = a_customer(self.firm)

    # -- given ------------------------------------------------------------------------------------------------

    def write_off_limit(self, limit: str) -> None:
        change_settings(write_off_limit=money(limit), context=self.firm.context())

    def rate(self, currency: str, rate: str, *, on: str, to: str | None = None) -> None:
        """One unit of `currency` is worth `rate` of the firm's own."""
        rates = [RateToSet(currency, to or self.currency, day(on), Decimal(rate))]
        set_exchange_rates(rates=rates, context=self.firm.context())

    def invoice(
        self, amount: str, *, on: str, due: str | None = None, worth: str | None = None, number: str = ""
    ) -> UUID:
        return self._item("invoice", amount, on=on, due=due, worth=worth, document_number=number)

    def instalments(self, *parts: tuple[str, str], on: str) -> list[UUID]:
        """One invoice that falls due in parts: (amount, due date)."""
        return [
            self._item("invoice", amount, on=on, due=due, document_number="R-1", instalment_number=number)
            for number, (amount, due) in enumerate(parts, start=1)
        ]

    # -- when -------------------------------------------------------------------------------------------------

    def payment(self, amount: str, *, on: str, worth: str | None = None) -> UUID:
        return self._item("payment", amount, on=on, worth=worth)

    def credit_note(self, amount: str, *, on: str) -> UUID:
        return self._item("credit_note", amount, on=on)

    def settle_oldest_first(self, credit: UUID, *, on: str | None = None) -> Allocations:
        return allocate_credit(
            credit_item_id=credit, on=day(on) if on else None, context=self.firm.context()
        ).allocation_ids

    def settle(self, credit: UUID, debt: UUID, amount: str | None = None, *, on: str | None = None) -> Allocations:
        return allocate_as_designated(
            credit_item_id=credit,
            designations=[Designation(debt, money(amount) if amount else None)],
            on=day(on) if on else None,
            context=self.firm.context(),
        ).allocation_ids

    def undo(self, allocations: Allocations, *, on: str | None = None) -> UUID:
        (allocation,) = allocations
        return undo_allocation(allocation_id=allocation, on=day(on) if on else None, context=self.firm.context())

    def give_up(self, debt: UUID, amount: str, *, on: str) -> str:
        return write_off(
            item_id=debt, amount=money(amount), reason="Too small to chase.", on=day(on), context=self.firm.context()
        ).state

    def agree_on_a_later_due_date(self, debt: UUID, due: str, *, on: str) -> None:
        extend_due_date(item_id=debt, due_date=day(due), reason="Agreed.", on=day(on), context=self.firm.context())

    def close(self, *months: str) -> None:
        for month in months:
            close_period(
                legal_entity_id=self.firm.legal_entity_id, month=day(f"{month}-01"), context=self.firm.context()
            )

    def revalue(self, closing_date: str) -> str:
        done = revalue_items(
            legal_entity_id=self.firm.legal_entity_id, closing_date=day(closing_date), context=self.firm.context()
        )
        return str(done.difference)

    def value_what_had_no_rate(self) -> int:
        return value_items(context=self.firm.context())

    # -- then -------------------------------------------------------------------------------------------------

    def open(self, item: UUID) -> str:
        """What is open on an item."""
        return open_amount(self.firm, item)

    def ages(self, as_of: str, currency: str | None = None) -> dict[str, str]:
        """The columns of the aging that are not zero."""
        currency = currency or self.currency
        with scope(self.firm.id):
            told = aging(self.firm.id, day(as_of))
        return {
            column: decimal_string(amount, currency)
            for column, amount in zip(told.columns, told.totals_minor(currency) or [0] * 6, strict=True)
            if amount
        }

    def balances(self, as_of: str = "2026-12-31") -> dict[str, str]:
        """What stands on each account in the firm's own currency; credits are negative, zero is left out.

        Looking at the books also proves that every invariant of receivables holds.
        """
        with scope(self.firm.id):
            assert list(check_receivables(self.firm.id)) == []
            rows = trial_balance(self.firm.legal_entity_id, day(as_of)).rows
        sums: dict[str, int] = {}
        for row in rows:
            sums[row.name] = sums.get(row.name, 0) + row.functional_balance_minor
        return {name: decimal_string(amount, self.currency) for name, amount in sums.items() if amount}

    def booked_on(self, allocation: UUID) -> tuple[str, str]:
        """The day in the books and the true day of an allocation."""
        with scope(self.firm.id):
            row = Allocation.objects.get(organization_id=self.firm.id, id=allocation)
        return row.effective_date.isoformat(), row.economic_date.isoformat()

    def _item(
        self, kind: str, amount: str, *, on: str, due: str | None = None, worth: str | None = None, **details: object
    ) -> UUID:
        figure, currency = amount.split()
        if worth:
            details["worth_minor"] = money(worth).minor_units
        return an_item(self.firm, self.customer, figure, kind=kind, on=on, due=due or on, currency=currency, **details)
