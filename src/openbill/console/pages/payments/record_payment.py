"""Recording a payment: what it would settle is shown first."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.choosing import choose_customer
from openbill.console.chosen_debts import ChosenDebts
from openbill.console.forms import DayField, Form, FormIncomplete, NumberField
from openbill.console.reader import Reader
from openbill.console.words.states import METHODS
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.customer_details import customer_details
from openbill.foundation.rehearsal import rehearsed
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.policies.share_withheld import share_withheld
from openbill.payments.types import NewPayment, PaymentMethod, PaymentRecorded, Shortfall, Spread
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.receivables.policies.share_as_designated import DesignatedItemIsNotOpen
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.item_on_day import ItemDetails, item_on_day
from openbill.receivables.queries.items_of_customer import items_of_customer
from openbill.receivables.queries.uses_of_items import UseOfItem, uses_of_items
from openbill.receivables.types import Designation

SPREADS = (
    (Spread.OLDEST_FIRST, gettext_lazy("The oldest debts first")),
    (Spread.AS_DESIGNATED, gettext_lazy("What is ticked below")),
    (Spread.UNAPPLIED, gettext_lazy("Nothing yet")),
)


class PaymentForm(Form):
    """A payment as it came in."""

    amount = NumberField(label=gettext_lazy("Amount"))
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    received_date = DayField(
        label=gettext_lazy("Received"), help_text=gettext_lazy("It decides about discounts and lateness.")
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"))
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=300, required=False)
    entity = forms.ChoiceField(label=gettext_lazy("Company"), required=False)
    spread = forms.ChoiceField(label=gettext_lazy("It settles"), widget=forms.RadioSelect)
    withheld = NumberField(
        label=gettext_lazy("Tax that the payer withheld"),
        help_text=gettext_lazy("It settles the ticked debts too, and its certificate is awaited."),
        required=False,
    )
    is_another = forms.BooleanField(label=gettext_lazy("It is another payment"), required=False)

    places = {
        "unknown_currency": "currency",
        "payment_is_not_positive": "amount",
        "payment_of_the_future": "received_date",
        "payment_alike": "is_another",
        "withheld_tax_does_not_fit": "withheld",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        with reader.scope():
            entities = [(str(entity.id), entity.name) for entity in legal_entities()]
        self.fields["method"].choices = [(code, word.text) for code, word in METHODS.items()]  # type: ignore[attr-defined]
        self.fields["spread"].choices = SPREADS  # type: ignore[attr-defined]
        if len(entities) > 1:
            self.fields["entity"].choices = entities  # type: ignore[attr-defined]
        else:
            del self.fields["entity"]

    @property
    def asks_whether_another(self) -> bool:
        """Whether there is one like it."""
        return self.has_error("is_another") or bool(self["is_another"].value())


class Outcome(NamedTuple):
    """What a payment settles, debt by debt, and what of it is left."""

    recorded: PaymentRecorded
    uses: Sequence[UseOfItem]


def show_new_payment(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a payment of a customer, which is chosen first where the address says none."""
    item = _item(request, reader)
    customer_id = item.customer_id if item else named_identifier(request, "customer")
    if customer_id is None:
        return choose_customer(request, _("Record a payment"))
    customer = customer_details(customer_id)
    debts = [
        each for each in items_of_customer(reader.organization.id, customer.id, reader.today) if each.side == "debit"
    ]
    offers = discounts_offered([debt.item_id for debt in debts], reader.today)
    chosen = ChosenDebts.typed(request.POST, reader) if form else ChosenDebts([item.item_id] if item else [])
    shown = {
        "customer": customer,
        "item": item,
        "form": form or PaymentForm(reader=reader, initial=_filled_in(reader, item, offers)),
        "debts": [(debt, offers.get(debt.item_id), chosen.of(debt.item_id)) for debt in debts],
        "problems": chosen.problems,
    }
    return render(request, "console/payments/record.html", shown)


def record_payment(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Record what was typed."""
    form = PaymentForm(request.POST, reader=reader)
    payment = _payment(request, form, reader)
    with form.refusals_shown():
        (recorded,) = record_payments(
            payments=[payment], refuse_alike=not form.values["is_another"], context=reader.context
        )
    left = recorded.unapplied
    said = _("The payment is recorded.")
    if left.is_positive:
        amount = reader.formats.money(left.minor_units, left.currency)
        said = _("The payment is recorded; %(amount)s of it stays unapplied.") % {"amount": amount}
    say(request, said)
    return redirect("console:payment", recorded.payment_id)


def preview_payment(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What the payment of the form would settle; nothing of it is kept."""
    form = PaymentForm(request.POST, reader=reader)
    try:
        payment = _payment(request, form, reader)

        def rehearsal() -> Outcome:
            (recorded,) = record_payments(payments=[payment], context=reader.context)
            return Outcome(recorded, uses_of_items([recorded.item_id]))

        with form.refusals_shown():
            recorded, uses = rehearsed(rehearsal, reader.organization.id)
        shown: dict[str, Any] = {"uses": uses, "discount": recorded.discount, "unapplied": recorded.unapplied}
        shown["withheld"] = Money.total((each.amount for each in payment.shortfalls), payment.amount.currency)
    except FormIncomplete as incomplete:
        shown = {"problems": incomplete.form.problems, "is_incomplete": True}
    return render(request, "console/payments/preview.html", shown)


def _payment(request: HttpRequest, form: PaymentForm, reader: Reader) -> NewPayment:
    values = form.values
    customer_id = named_identifier(request, "customer")
    currency = values["currency"].upper()
    with form.refusals_shown():
        if customer_id is None:
            raise CustomerUnknown(customer="")
        exponent(currency)
    amount = Money(form.minor("amount", currency), currency)
    spread = Spread(values["spread"])
    chosen = ChosenDebts.typed(request.POST, reader)
    if values["withheld"] and chosen.is_empty:
        form.add_error("withheld", _("Tick the debts of which it was withheld."))
        raise FormIncomplete(form)
    if spread is Spread.AS_DESIGNATED:
        chosen.require(form, currency)
    else:
        chosen.refuse_ticks(form)
    designations = chosen.designations(currency) if spread is Spread.AS_DESIGNATED else ()
    shortfalls: tuple[Shortfall, ...] = ()
    if values["withheld"]:
        withheld = Money(form.minor("withheld", currency), currency)
        with form.refusals_shown():
            opens = _open_of(customer_id, designations, currency, reader)
            designations, shortfalls = share_withheld(amount, withheld, designations, opens)
    return NewPayment(
        customer_id=customer_id,
        amount=amount,
        received_date=values["received_date"],
        method=PaymentMethod(values["method"]),
        reference=values["reference"],
        legal_entity_id=UUID(values["entity"]) if values.get("entity") else None,
        designations=designations,
        spread=spread,
        shortfalls=shortfalls,
    )


def _open_of(customer_id: UUID, named: Sequence[Designation], currency: str, reader: Reader) -> dict[UUID, Money]:
    """What is open of each debt that is named. Raises DesignatedItemIsNotOpen."""
    with reader.scope():
        items = items_of_customer(reader.organization.id, customer_id, reader.today)
    opens = {
        each.item_id: Money(each.open_minor, currency)
        for each in items
        if each.side == "debit" and each.currency == currency
    }
    for each in named:
        if each.item_id not in opens:
            raise DesignatedItemIsNotOpen(item_id=each.item_id)
    return opens


def _filled_in(reader: Reader, item: ItemDetails | None, offers: dict[UUID, Any]) -> dict[str, Any]:
    """What the form says at first: of an item, what it comes to if it is paid today."""
    filled: dict[str, Any] = {
        "currency": item.currency if item else reader.organization.currency,
        "received_date": reader.today,
        "spread": Spread.AS_DESIGNATED if item else Spread.OLDEST_FIRST,
    }
    if item:
        offer = offers.get(item.item_id)
        due = item.open_now_minor - (offer.amount_minor if offer else 0)
        filled |= {"amount": reader.formats.amount(due, item.currency), "entity": str(item.legal_entity_id)}
    return filled


def _item(request: HttpRequest, reader: Reader) -> ItemDetails | None:
    item_id = named_identifier(request, "item") if request.method != "POST" else None
    return item_on_day(item_id, reader.today) if item_id else None
