"""Asking for money of a gateway to be given back; a second person approves it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form, NumberField, ReasonField
from openbill.console.reader import Reader
from openbill.gateways.commands.request_refund_of_attempt import request_refund_of_attempt
from openbill.gateways.errors import NotOfGateway
from openbill.gateways.queries.attempt_of_payment import AttemptOfPayment, attempt_of
from openbill.organizations.queries.somebody_else_may import somebody_else_may
from openbill.payments.queries.payment_details import payment_details
from openbill.primitives.money import Money
from openbill.receivables.queries.item_on_day import item_on_day
from openbill.receivables.queries.uses_of_items import uses_of_items


class RefundForm(Form):
    """How much, and why."""

    amount = NumberField(label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Blank: all of it."))
    reason = ReasonField()

    places = {
        "reason_missing": "reason",
        "more_than_goes_back": "amount",
        "nothing_to_refund": "amount",
        "amount_is_not_positive": "amount",
    }


def show_refund(request: HttpRequest, reader: Reader, attempt_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form, with what the payment had settled and what follows for that."""
    attempt, payment_id = _paid(attempt_id)
    item = item_on_day(payment_details(payment_id).item_id, reader.today)
    shown: dict[str, Any] = {
        "attempt": attempt,
        "payment_id": payment_id,
        "item": item,
        "uses": [use for use in uses_of_items([item.item_id]) if use.may_be_undone],
        "form": form or RefundForm(reader=reader),
        "stands_alone": not somebody_else_may("payments.approve_refund", besides=reader.user_id),
    }
    return render(request, "console/online/refund.html", shown)


def ask_for_refund(request: HttpRequest, reader: Reader, attempt_id: UUID) -> HttpResponse:
    """Ask for what was typed, and have what it needs owed again."""
    form = RefundForm(request.POST, reader=reader)
    values = form.values
    with reader.scope():
        attempt, payment_id = _paid(attempt_id)
    amount = None
    if values["amount"] is not None:
        amount = Money(form.minor("amount", attempt.currency), attempt.currency)
    with form.refusals_shown():
        asked = request_refund_of_attempt(
            attempt_id=attempt_id, amount=amount, reason=values["reason"], context=reader.context
        )
    said = _("The refund waits for a second person.")
    if asked.undone:
        said += " " + _("What it had settled is owed again.")
    if asked.unapplied_minor:
        rest = reader.formats.money(asked.unapplied_minor, attempt.currency)
        said += " " + _("%(amount)s of the payment is unapplied now.") % {"amount": rest}
    say(request, said)
    return redirect("console:payment", payment_id)


def _paid(attempt_id: UUID) -> tuple[AttemptOfPayment, UUID]:
    """A try and its payment. Raises AttemptUnknown, and NotOfGateway where nothing was paid."""
    attempt = attempt_of(attempt_id)
    if attempt.payment_id is None:
        raise NotOfGateway
    return attempt, attempt.payment_id
