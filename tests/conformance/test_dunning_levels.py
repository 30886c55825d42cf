"""The dunning levels that ERPNext and Tryton test come out the same here, as stages of a strategy.

Re-expressed from frappe/erpnext (accounts/doctype/dunning/test_dunning.py) and from Tryton's scenarios
account_dunning, account_dunning_fee and account_dunning_letter: which level is reached on which day, how much is
outstanding, and for how many days it has been overdue.

Left out are fees and interest, which are no part of a reminder here: of ERPNext's case with both only the outstanding
amount and the days are compared, of Tryton's fees only the levels. Left out as well are Tryton's drafts, which keep
their level until a person processes them: here a reminder counts from the day on which it is made.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import yaml
from tests.support.billing import a_billing_firm, a_line, issued, items_of, open_parts, paid, terms
from tests.support.collecting import day_done
from tests.support.customers import a_contact, a_customer

from openbill.collections.models import NoticedItem
from openbill.collections.policies.read_strategy import read_strategy
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.invoicing.types import Instalment
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import PaymentRecorded, Spread

BILLED_ON = date(2026, 1, 10)
TEXTS = ("overdue", "second", "firm")
"""The levels in their order; each has the built-in text of that name."""


@dataclass(frozen=True)
class Dunned:
    """A part of an invoice that reached a level: what is outstanding of it, and for how many days."""

    instalment: int
    level: int
    outstanding_minor: int
    overdue_days: int


class Firm:
    """A firm with one customer, which it reminds by levels at so many days after the due date."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *levels: int) -> None:
        self.firm = a_billing_firm()
        self.customer = a_customer(self.firm)
        a_contact(self.firm, self.customer, "Maria Jones", email="maria@example.com")
        stages = [
            {"name": name, "offset_days": days, "tone": "neutral", "recipients": ["accounts_payable"]}
            for name, days in zip(TEXTS, levels, strict=False)
        ]
        told = {"name": "levels", "minimum": 0, "ends_after_days": 90, "stale_after_business_days": 3}
        strategy = read_strategy(yaml.safe_dump({**told, "stages": stages}))
        for command in ("run_day", "remind_customers"):
            monkeypatch.setattr(f"openbill.collections.commands.{command}.built_in_strategy", lambda: strategy)

    def bill(self, amount: str, *instalments: Instalment) -> UUID:
        """An untaxed invoice that falls due on its own day, or in instalments."""
        code = terms(self.firm, "x", days=0, instalments=instalments)
        line = a_line(amount, tax_code="AE")
        return issued(self.firm, self.customer, [line], on=BILLED_ON.isoformat(), terms=code)

    def pay(self, minor: int, after_days: int, spread: Spread = Spread.OLDEST_FIRST) -> PaymentRecorded:
        return paid(self.firm, self.customer, minor, self._day(after_days).isoformat(), spread=spread)

    def take_back(self, payment: PaymentRecorded, after_days: int) -> None:
        return_payment(
            payment_id=payment.payment_id, on=self._day(after_days), reason="cancelled", context=self.firm.context()
        )

    def block(self, invoice: UUID) -> UUID:
        (item,) = items_of(self.firm, invoice)
        return open_dispute(
            contested=[Contested(item.id)], reason=DisputeReason.OTHER, on=BILLED_ON, context=self.firm.context()
        )

    def unblock(self, dispute: UUID) -> None:
        withdraw_dispute(dispute_id=dispute, outcome="settled", on=BILLED_ON, context=self.firm.context())

    def dunned(self, after_days: int) -> list[Dunned]:
        """What reaches a level by the run of one day, so many days after the invoice."""
        day = self._day(after_days)
        day_done(self.firm, day.isoformat())
        with scope(self.firm.id):
            reached = NoticedItem.objects.filter(organization_id=self.firm.id, on_date=day).select_related("item")
            return [
                Dunned(each.item.instalment_number, each.stage_number, each.asked_minor, (day - each.cycle_date).days)
                for each in reached.order_by("item__due_date")
            ]

    @staticmethod
    def _day(after_days: int) -> date:
        return BILLED_ON + timedelta(days=after_days)


@pytest.fixture
def three_levels(monkeypatch: pytest.MonkeyPatch) -> Firm:
    """Levels at 5, 20 and 40 days, as in Tryton's procedure."""
    return Firm(monkeypatch, 5, 20, 40)


def test_tryton_dunning(three_levels: Firm):
    invoice = three_levels.bill("100.00")
    assert three_levels.dunned(4) == []
    assert three_levels.dunned(5) == [Dunned(1, 1, 100_00, 5)]
    # What is blocked stays on its level.
    blocked = three_levels.block(invoice)
    assert three_levels.dunned(30) == []
    three_levels.unblock(blocked)
    assert three_levels.dunned(30) == [Dunned(1, 2, 100_00, 30)]
    three_levels.pay(100_00, 45)
    assert three_levels.dunned(50) == []


def test_tryton_dunning_that_was_not_run_before(three_levels: Firm):
    """Of several levels that were passed only the highest one is reached."""
    three_levels.bill("100.00")
    assert three_levels.dunned(41) == [Dunned(1, 3, 100_00, 41)]
    assert three_levels.dunned(80) == []


def test_tryton_dunning_fee_without_its_fees(monkeypatch: pytest.MonkeyPatch):
    firm = Firm(monkeypatch, 5, 10)
    firm.bill("100.00")
    assert firm.dunned(5) == [Dunned(1, 1, 100_00, 5)]
    assert firm.dunned(10) == [Dunned(1, 2, 100_00, 10)]


def test_tryton_dunning_letter(monkeypatch: pytest.MonkeyPatch):
    """100 are due, and 50 came in that were not applied: the letter names both, so that 50 are asked for."""
    firm = Firm(monkeypatch, 5)
    invoice = firm.bill("100.00")
    firm.pay(50_00, 3, Spread.UNAPPLIED)
    assert firm.dunned(5) == [Dunned(1, 1, 50_00, 5)]
    assert open_parts(firm.firm, invoice) == [100_00]


@pytest.mark.parametrize(
    ("overdue_days", "level"), [pytest.param(20, 2, id="no-fee"), pytest.param(15, 1, id="fee-and-interest")]
)
def test_erpnext_outstanding(three_levels: Firm, overdue_days: int, level: int):
    three_levels.bill("100.00")
    assert three_levels.dunned(overdue_days) == [Dunned(1, level, 100_00, overdue_days)]


def test_erpnext_only_overdue_instalment(monkeypatch: pytest.MonkeyPatch):
    """50 due after 5 days and 50 after 10, on day 6: one instalment is dunned, paid, and owed again."""
    firm = Firm(monkeypatch, 1, 3)
    invoice = firm.bill("100.00", Instalment(percent=Decimal(50), days=5), Instalment(days=10))
    assert firm.dunned(6) == [Dunned(1, 1, 50_00, 1)]

    payment = firm.pay(50_00, 7)
    assert open_parts(firm.firm, invoice) == [0, 50_00]
    assert firm.dunned(8) == []

    # The payment is cancelled: the instalment is overdue again, and goes on from the level that it had reached.
    firm.take_back(payment, 9)
    assert open_parts(firm.firm, invoice) == [50_00, 50_00]
    assert firm.dunned(9) == [Dunned(1, 2, 50_00, 4)]
    assert firm.dunned(11) == [Dunned(2, 1, 50_00, 1)]
