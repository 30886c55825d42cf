"""Words for scenarios that go from day to day: a firm bills a customer, is paid or not, and reminds it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from tests.support import billing
from tests.support.collecting import day_done, messages, tasks
from tests.support.customers import a_contact, a_customer, deliver_events

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.models import Notice, Promise
from openbill.collections.types import Promised
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.types import EarlyDiscount, Instalment
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import PaymentMethod, PaymentRecorded, Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money, decimal_string
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation

from .bookkeeping import Books, day, money

NET_30 = "net 30"
TWO_TEN = "2/10 net 30"
HALVES = "two halves"


@dataclass
class Daybook(Books):
    """The books of a firm with one customer, from invoice to cash; 19 % tax on all that is billed.

    Terms are net 30; 2/10 net 30 with three days of grace; and two halves, after 30 days and a month later.
    """

    def __post_init__(self) -> None:
        self.firm = billing.a_billing_firm(self.currency)
        self.customer = a_customer(self.firm)
        a_contact(self.firm, self.customer, "Maria Jones", email="maria@example.com")
        two_percent = EarlyDiscount(Decimal(2), 10, grace_days=3)
        billing.terms(self.firm, NET_30, days=30)
        billing.terms(self.firm, TWO_TEN, days=30, discounts=(two_percent,))
        billing.terms(self.firm, HALVES, days=30, instalments=(Instalment(percent=Decimal(50)), Instalment(months=1)))

    # -- when -------------------------------------------------------------------------------------------------

    def bill(self, net: str, *, on: str, terms: str = NET_30) -> UUID:
        """An invoice over an amount net of tax, such as "1000.00 EUR": 1190.00 EUR are owed."""
        amount, currency = net.split()
        line = billing.a_line(amount)
        return billing.issued(self.firm, self.customer, [line], on=on, terms=terms, currency=currency)

    def credit(self, invoice: UUID, net: str, *, on: str) -> UUID:
        """A credit note over a part of an invoice, net of tax."""
        return credit_invoice(
            invoice_id=invoice,
            lines=[billing.a_line(net.split()[0])],
            document_date=day(on),
            context=self.firm.context(),
        )

    def receive(
        self,
        amount: str,
        *,
        on: str,
        by: PaymentMethod = PaymentMethod.BANK_TRANSFER,
        spread: Spread = Spread.OLDEST_FIRST,
    ) -> PaymentRecorded:
        """A payment; it settles the oldest debts unless it is to stay unapplied."""
        received = money(amount)
        return billing.paid(
            self.firm, self.customer, received.minor_units, on, currency=received.currency, method=by, spread=spread
        )

    def undo_uses_of(self, document: UUID) -> None:
        """Take back whatever settles a document, or whatever a credit note settles."""
        (item,) = billing.items_of(self.firm, document)
        with scope(self.firm.id):
            uses = Allocation.objects.filter(organization_id=self.firm.id, undoes_id=None)
            found = list(uses.filter(Q(debit_item_id=item.id) | Q(credit_item_id=item.id)).values_list("id", flat=True))
        for allocation_id in found:
            undo_allocation(allocation_id=allocation_id, context=self.firm.context())

    def bounce(self, payment: PaymentRecorded, *, on: str) -> None:
        """The bank takes a payment back; who listens to that has heard of it."""
        return_payment(
            payment_id=payment.payment_id, on=day(on), reason="insufficient funds", context=self.firm.context()
        )
        deliver_events(self.firm)

    def ask_for_refund(self, payment: PaymentRecorded, amount: str, *, by: Context) -> UUID:
        return request_refund(
            item_id=payment.item_id, amount=money(amount), reason="The customer asked for it.", context=by
        ).request_id

    def approve(self, refund: UUID, *, on: str, by: Context) -> None:
        approve_refund(request_id=refund, on=day(on), context=by)

    def promise(self, invoice: UUID, amount: str, *, by: str, on: str) -> UUID:
        """A promise to pay so much of an invoice of one part by a day, by bank transfer."""
        return give_promise(
            promised=[Promised(self._item_of(invoice), money(amount))],
            promised_date=day(by),
            given_on=day(on),
            context=self.firm.context(),
        )

    def contest(self, invoice: UUID, amount: str, *, on: str) -> UUID:
        """The customer contests so much of an invoice of one part."""
        return open_dispute(
            contested=[Contested(self._item_of(invoice), money(amount))],
            reason=DisputeReason.DELIVERY,
            on=day(on),
            context=self.firm.context(),
        )

    def withdraw(self, dispute: UUID, *, on: str) -> None:
        withdraw_dispute(dispute_id=dispute, outcome="They found the parcel.", on=day(on), context=self.firm.context())

    def run_day(self, on: str) -> list[str]:
        """What the day does: each new reminder as "stage: amount", and whom it leaves out, with the reason."""
        before = {notice.id for notice in self._notices()}
        done = day_done(self.firm, on)
        assert done.failures == ()
        new = [notice for notice in self._notices() if notice.id not in before]
        said = [f"{notice.stage}: {Money(notice.total_minor, notice.currency)}" for notice in new]
        return sorted(said) + [f"nothing in {left.currency}: {left.reason}" for left in done.skipped]

    # -- then -------------------------------------------------------------------------------------------------

    def owed(self, document: UUID) -> list[str]:
        """What is open on each part of a document."""
        parts = billing.items_of(self.firm, document)
        return [decimal_string(part.open_minor, part.currency) for part in parts]

    def letters(self) -> list[str]:
        """The texts of the reminders so far, with plain spaces in front of the currencies."""
        return [message.body.replace("\u00a0", " ") for message in messages(self.firm)]

    def tasks(self) -> list[str]:
        """What waits for a person."""
        return [reason for _, reason in tasks(self.firm)]

    def became_of(self, promise: UUID) -> str:
        with scope(self.firm.id):
            return Promise.objects.get(organization_id=self.firm.id, id=promise).state

    def a_colleague(self) -> Context:
        """Somebody of the firm who may do everything."""
        return replace(self.firm.context(), actor=Actor(ActorKind.USER, new_identifier()))

    def _item_of(self, invoice: UUID) -> UUID:
        (item,) = billing.items_of(self.firm, invoice)
        return item.id

    def _notices(self) -> list[Notice]:
        with scope(self.firm.id):
            return list(Notice.objects.filter(organization_id=self.firm.id, withdrawn_on=None))
