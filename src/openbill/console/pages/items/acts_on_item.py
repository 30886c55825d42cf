"""What is done with one item by a form: promised, contested, extended, given up, given back."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.types import Promised, PromiseMethod
from openbill.console.acts import say
from openbill.console.forms import DayField, Form, NumberField, ReasonField
from openbill.console.reader import Reader
from openbill.console.words.states import DISPUTE_REASONS, METHODS
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.organizations.queries.somebody_else_may import somebody_else_may
from openbill.payments.commands.refund import request_refund
from openbill.primitives.money import Money
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.queries.item_on_day import ItemDetails, item_on_day


class ItemForm(Form):
    """A form about one item; most of them are over an amount, all that is open where it is left blank."""

    places = {
        "reason_missing": "reason",
        "amount_is_not_positive": "amount",
        "more_than_is_open": "amount",
        "more_contested_than_open": "amount",
        "nothing_to_refund": "amount",
        "due_before_its_document": "due_date",
    }

    def part(self, currency: str) -> Money | None:
        """The amount that was typed; None where it was left blank."""
        return Money(self.minor("amount", currency), currency) if self.values.get("amount") is not None else None


def _amount_field() -> NumberField:
    return NumberField(label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Blank: all that is open."))


class ItemAct(ABC):
    """An act on one item: its form, and what becomes of it."""

    title: ClassVar[str | Promise]
    save: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
    form: ClassVar[type[ItemForm]]
    approval: ClassVar[str] = ""
    """The permission of the second person who decides."""
    has_limit: ClassVar[bool] = False
    """Whether no second person is needed up to an amount that the firm sets."""

    @abstractmethod
    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        """Do what the form says, and say what was done."""

    def show(self, request: HttpRequest, reader: Reader, item_id: UUID, form: Form | None = None) -> HttpResponse:
        """The form, with what is open of the item beside it."""
        shown: dict[str, Any] = {
            "item": item_on_day(item_id, reader.today),
            "form": form or self.form(reader=reader),
            "act": self,
            "stands_alone": bool(self.approval) and not somebody_else_may(self.approval, besides=reader.user_id),
        }
        return render(request, "console/items/act.html", shown)

    def sent(self, request: HttpRequest, reader: Reader, item_id: UUID) -> HttpResponse:
        """Do what was typed."""
        form = self.form(request.POST, reader=reader)
        with reader.scope():
            item = item_on_day(item_id, reader.today)
        with form.refusals_shown():
            said = self.do(item, form, reader)
        say(request, said)
        return redirect("console:item", item_id)


class PromiseForm(ItemForm):
    promised_date = DayField(label=gettext_lazy("Paid by"))
    amount = _amount_field()
    method = forms.ChoiceField(label=gettext_lazy("How"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["method"].choices = [(code, word.text) for code, word in METHODS.items()]  # type: ignore[attr-defined]


class PromiseAct(ItemAct):
    title, save = gettext_lazy("Promise to pay"), gettext_lazy("Record the promise")
    hint = gettext_lazy("What is promised is not reminded of until the day is over.")
    form = PromiseForm

    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        values = form.values
        give_promise(
            promised=[Promised(item.item_id, form.part(item.currency))],
            promised_date=values["promised_date"],
            method=PromiseMethod(values["method"]),
            given_on=reader.today,
            note=values["note"],
            context=reader.context,
        )
        return _("The promise is recorded.")


class DisputeForm(ItemForm):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    amount = _amount_field()
    answer_by = DayField(label=gettext_lazy("Answer by"), required=False)
    note = forms.CharField(label=gettext_lazy("What the customer says"), max_length=2000, required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        reasons = [(reason.value, DISPUTE_REASONS[reason].text) for reason in DisputeReason]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class DisputeAct(ItemAct):
    title, save = gettext_lazy("Open a dispute"), gettext_lazy("Open the dispute")
    hint = gettext_lazy("The contested part is not reminded of, and no credit settles it unasked.")
    form = DisputeForm

    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        values = form.values
        open_dispute(
            contested=[Contested(item.item_id, form.part(item.currency))],
            reason=DisputeReason(values["reason"]),
            note=values["note"],
            on=reader.today,
            answer_by=values["answer_by"],
            context=reader.context,
        )
        return _("The dispute is open.")


class DueDateForm(ItemForm):
    due_date = DayField(label=gettext_lazy("New due date"))
    reason = ReasonField()


class DueDateAct(ItemAct):
    title, save = gettext_lazy("Extend the due date"), gettext_lazy("Extend")
    hint = gettext_lazy("From today on it falls due on the new day; what was before stays as it was.")
    form = DueDateForm

    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        values = form.values
        extend_due_date(
            item_id=item.item_id,
            due_date=values["due_date"],
            reason=values["reason"],
            on=reader.today,
            context=reader.context,
        )
        return _("It is due on %(day)s now.") % {"day": reader.formats.day(values["due_date"])}


class WriteOffForm(ItemForm):
    amount = _amount_field()
    reason = ReasonField()


class WriteOffAct(ItemAct):
    title, save = gettext_lazy("Write off"), gettext_lazy("Write off")
    hint = gettext_lazy("Within the limit it is done at once; above it a second person decides.")
    form = WriteOffForm
    approval, has_limit = "receivables.approve_write_off", True

    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        done = write_off(
            item_id=item.item_id,
            reason=form.values["reason"],
            amount=form.part(item.currency),
            on=reader.today,
            context=reader.context,
        )
        waits = done.state == "requested"
        return _("The write-off waits for a second person.") if waits else _("It is written off.")


class RefundForm(ItemForm):
    amount = _amount_field()
    reason = ReasonField()


class RefundAct(ItemAct):
    title, save = gettext_lazy("Ask for a refund"), gettext_lazy("Ask for the refund")
    hint = gettext_lazy("No money goes out before a second person approves.")
    form = RefundForm
    approval = "payments.approve_refund"

    def do(self, item: ItemDetails, form: ItemForm, reader: Reader) -> str:
        part = form.part(item.currency)
        request_refund(
            item_id=item.item_id,
            amount=Money(item.open_now_minor, item.currency) if part is None else part,
            reason=form.values["reason"],
            context=reader.context,
        )
        return _("The refund waits for a second person.")


PROMISE, DISPUTE, DUE_DATE, WRITE_OFF, REFUND = PromiseAct(), DisputeAct(), DueDateAct(), WriteOffAct(), RefundAct()
