"""What is due by a link, and paying one, many or a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.forms import Form, FormIncomplete, NumberField
from openbill.console.reader import Reader
from openbill.console.words.states import DISPUTE_REASONS
from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import PaidShort
from openbill.gateways.commands.send_payer import send_payer
from openbill.gateways.errors import GatewayNotReached
from openbill.gateways.policies.parts_of_payment import Chosen, Payable, parts_of_payment
from openbill.gateways.policies.pay_link import PayLink
from openbill.gateways.queries.methods_to_renew import DAYS_BEFORE
from openbill.gateways.queries.payable_debts import payable_debts, under_way_of_request
from openbill.gateways.queries.payment_requests import RequestDetails, request_of_link
from openbill.gateways.queries.receipts import receipts_of_request
from openbill.gateways.queries.saved_methods import saved_methods
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.primitives.money import Money
from openbill.receivables.queries.item_on_day import items_on_day

LATER = "later"
LONGEST_NOTE = 1_000

REASONS = [
    ("", gettext_lazy("I pay all of it")),
    (LATER, gettext_lazy("The rest follows")),
    *((reason.value, DISPUTE_REASONS[reason.value].text) for reason in DisputeReason),
]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A debt on the page, with its fields."""

    item_id: UUID
    number: str
    due_date: date
    days_late: int
    open_minor: int
    discount_minor: int
    due_minor: int
    contested_minor: int
    tick: Any
    amount: Any


class PayForm(Form):
    """Which debts are paid, how much of each, and why less."""

    places = {"short_without_reason": "reason"}

    reason = forms.ChoiceField(label=gettext_lazy("If you pay less: why?"), choices=REASONS, required=False)
    note = forms.CharField(
        label=gettext_lazy("What should we know?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "class": "field-s"}),
    )
    saves = forms.BooleanField(required=False)

    def __init__(self, *arguments: Any, debts: Sequence[Payable], reader: Reader, **more: Any) -> None:
        super().__init__(*arguments, reader=reader, **more)
        self.debts = debts
        self.fields["saves"].label = consent_words(reader)
        for debt in debts:
            tick = forms.BooleanField(required=False, initial=True, label=debt.number)
            tick.widget.attrs["class"] = "tick size-5"
            self.fields[f"pay_{debt.item_id.hex}"] = tick
            amount = NumberField(required=False, label=debt.number)
            amount.reader = reader
            amount.widget.attrs |= {"class": "field-s num w-32", "placeholder": reader.formats.amount(
                debt.due_amount.minor_units, debt.due_amount.currency
            )}  # fmt: skip
            self.fields[f"amount_{debt.item_id.hex}"] = amount

    def chosen(self) -> list[Chosen]:
        """What is ticked, at what was typed. Raises FormIncomplete."""
        values = self.values
        chosen = []
        for debt in self.debts:
            if not values[f"pay_{debt.item_id.hex}"]:
                continue
            name = f"amount_{debt.item_id.hex}"
            amount = None
            if values[name] is not None:
                with self.refusals_shown(at=name):
                    amount = Money.of(values[name], debt.due_amount.currency)
            chosen.append(Chosen(debt.item_id, amount))
        return chosen

    def total(self) -> Money:
        """What is chosen comes to; why less is paid may be said later. Raises FormIncomplete."""
        chosen = [replace(each, is_explained=True) for each in self.chosen()]
        with self.refusals_shown():
            parts = parts_of_payment(self.debts, chosen)
        amounts = [part.amount for part in parts if part.amount is not None]
        return Money.total(amounts, amounts[0].currency)

    def short(self, chosen: Sequence[Chosen]) -> tuple[PaidShort, ...]:
        """Why what is paid less than whole is: one reason for all of them, none where nothing was said."""
        said = self.values["reason"]
        if not said:
            return ()
        due = {debt.item_id: debt.due_amount for debt in self.debts}
        reason = None if said == LATER else DisputeReason(said)
        note = self.values["note"]
        return tuple(
            PaidShort(each.item_id, reason, note)
            for each in chosen
            if each.amount is not None and each.amount < due[each.item_id]
        )


def consent_words(reader: Reader) -> str:
    """The words to which a payer agrees who has the way of paying kept; what is ticked is kept word by word."""
    said = _("Keep this way of paying, and collect what falls due by it on its day, until I say otherwise: %(firm)s")
    return said % {"firm": reader.organization.name}


def show_due(request: HttpRequest, reader: Reader, link: PayLink, form: PayForm | None = None) -> HttpResponse:
    """What is due, the oldest first, all of it chosen."""
    asked = request_of_link(link, reader.context.at)
    debts = payable_debts(asked.id, reader.today)
    form = form or PayForm(debts=debts, reader=reader)
    shown = {
        **who(asked),
        "asked": asked,
        "secret": secret_of(request),
        "form": form,
        "rows": _rows(form, debts, reader.today),
        "under_way": under_way_of_request(asked.id, reader.today),
        "due_minor": sum(debt.due_amount.minor_units for debt in debts),
        "kept": next((each for each in saved_methods(customer_id=asked.customer_id) if each.state == "active"), None),
        "today": reader.today,
        "soon": reader.today + timedelta(days=DAYS_BEFORE),
    }
    return render(request, "console/paying/due.html", shown, status=422 if form.errors else 200)


def pay(request: HttpRequest, reader: Reader, link: PayLink) -> HttpResponse:
    """Begin the try and send the payer on; by a page of ours, as a form may lead to our own pages only."""
    with scope(link.organization_id):
        asked = request_of_link(link, reader.context.at)
        debts = payable_debts(asked.id, reader.today)
    form = PayForm(request.POST, debts=debts, reader=reader)
    secret = secret_of(request)
    back = settings.CONFIGURATION.url.rstrip("/") + reverse("paying:paid", args=[secret])
    try:
        chosen = form.chosen()
        with form.refusals_shown():
            sent = send_payer(
                request_id=asked.id,
                chosen=chosen,
                short=form.short(chosen),
                return_url=back,
                language=translation.get_language() or "en",
                consent=consent_words(reader) if form.values["saves"] else "",
                context=reader.context,
            )
    except FormIncomplete:
        with scope(link.organization_id):
            return show_due(request, reader, link, form=form)
    except GatewayNotReached as refusal:
        form.add_error(None, str(refusal))
        with scope(link.organization_id):
            return show_due(request, reader, link, form=form)
    with scope(link.organization_id):
        begun, *_ = receipts_of_request(asked.id)
        shown = {**who(asked), "url": sent.url, "secret": secret, "begun": begun}
    answer = render(request, "console/paying/leaving.html", shown)
    answer.headers["Refresh"] = f"0; url={sent.url}"
    return answer


def who(asked: RequestDetails) -> dict[str, Any]:
    """Who asks, and who is asked."""
    return {"firm": legal_entity_of(asked.legal_entity_id).name, "customer": asked.customer_name}


def secret_of(request: HttpRequest) -> str:
    """The secret of the address, for the addresses of the other pages of the link."""
    assert request.resolver_match is not None, "A page has an address."
    return str(request.resolver_match.kwargs["secret"])


def _rows(form: PayForm, debts: Sequence[Payable], today: date) -> list[DueRow]:
    details = {item.item_id: item for item in items_on_day([debt.item_id for debt in debts], today)}
    return [
        DueRow(
            item_id=debt.item_id,
            number=debt.number,
            due_date=details[debt.item_id].due_date,
            days_late=(today - details[debt.item_id].due_date).days,
            open_minor=debt.open_amount.minor_units,
            discount_minor=debt.discount.minor_units,
            due_minor=debt.due_amount.minor_units,
            contested_minor=details[debt.item_id].disputed_minor,
            tick=form[f"pay_{debt.item_id.hex}"],
            amount=form[f"amount_{debt.item_id.hex}"],
        )
        for debt in debts
    ]
