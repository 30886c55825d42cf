"""The page of one payment, and taking it back: where the bank did, or where it was entered by mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import BecauseForm, DayField, Form, ReasonField
from openbill.console.pages.items.show_item import journal_of_items
from openbill.console.reader import Reader
from openbill.console.words.history import history_of_items
from openbill.gateways.queries.attempt_of_payment import attempt_of_payment
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.queries.payment_details import payment_details
from openbill.receivables.queries.item_on_day import item_on_day


def show_payment(request: HttpRequest, reader: Reader, payment_id: UUID) -> HttpResponse:
    """One payment: what it settled, and all that happened to it."""
    payment = payment_details(payment_id)
    item = item_on_day(payment.item_id, reader.today)
    shown = {
        "payment": payment,
        "item": item,
        "history": history_of_items([item], reader, reader.today),
        "entries": journal_of_items([item], reader),
        "attempt": attempt_of_payment(payment_id) if reader.may("gateways.view") else None,
    }
    return render(request, "console/payments/payment.html", shown)


class ReturnForm(Form):
    """A payment that the bank took back."""

    on = DayField(label=gettext_lazy("Day"))
    reason = ReasonField()

    places = {"reason_missing": "reason", "return_of_the_future": "on", "returned_before_received": "on"}


class WithdrawForm(BecauseForm):
    """A payment that was entered by mistake."""

    reason = ReasonField(label=gettext_lazy("What was wrong"))


@dataclass(frozen=True)
class TakingBack:
    """A form that asks before a payment is taken back: what it settled is owed again."""

    form: type[Form]
    template: str
    do: Callable[[UUID, Form, Reader], None]
    done: Promise | str

    def show(self, request: HttpRequest, reader: Reader, payment_id: UUID, form: Form | None = None) -> HttpResponse:
        """The form, with the payment that it is about."""
        payment = payment_details(payment_id)
        shown = {
            "payment": payment,
            "item": item_on_day(payment.item_id, reader.today),
            "form": form or self.form(reader=reader, initial={"on": reader.today}),
        }
        return render(request, self.template, shown)

    def sent(self, request: HttpRequest, reader: Reader, payment_id: UUID) -> HttpResponse:
        """Take it back."""
        form = self.form(request.POST, reader=reader)
        with form.refusals_shown():
            self.do(payment_id, form, reader)
        say(request, str(self.done))
        return redirect("console:payment", payment_id)


def _returned(payment_id: UUID, form: Form, reader: Reader) -> None:
    return_payment(payment_id=payment_id, on=form.values["on"], reason=form.values["reason"], context=reader.context)


def _withdrawn(payment_id: UUID, form: Form, reader: Reader) -> None:
    withdraw_payment(payment_id=payment_id, reason=form.values["reason"], context=reader.context)


RETURN = TakingBack(
    ReturnForm,
    "console/payments/return.html",
    _returned,
    gettext_lazy("The payment is returned; what it had settled is owed again."),
)
WITHDRAW = TakingBack(
    WithdrawForm,
    "console/payments/withdraw.html",
    _withdrawn,
    gettext_lazy("The payment is withdrawn; what it had settled is owed as before."),
)
