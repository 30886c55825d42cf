"""A promise or a dispute over several debts of one customer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.types import Promised, PromiseMethod
from openbill.console.acts import say
from openbill.console.chosen_debts import ChosenDebts
from openbill.console.forms import Form, FormIncomplete
from openbill.console.pages.items.acts_on_item import DISPUTE, PROMISE, DisputeForm, ItemAct, ItemForm, PromiseForm
from openbill.console.reader import Reader
from openbill.customers.queries.customer_details import customer_details
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.receivables.queries.items_of_customer import CustomerItem, items_of_customer
from openbill.receivables.types import Designation


class PromiseOverSeveral(PromiseForm):
    """The amounts stand beside the debts."""

    amount = None  # type: ignore[assignment]


class DisputeOverSeveral(DisputeForm):
    """The amounts stand beside the debts."""

    amount = None  # type: ignore[assignment]


def show_promise(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for a promise, with the customer's debts to be ticked."""
    return _show(request, reader, customer_id, form or PromiseOverSeveral(reader=reader), PROMISE)


def show_dispute(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for a dispute, with the customer's debts to be ticked."""
    return _show(request, reader, customer_id, form or DisputeOverSeveral(reader=reader), DISPUTE)


def promise(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Keep a promise over what is ticked."""
    form = PromiseOverSeveral(request.POST, reader=reader)
    values = form.values
    designations = _ticked(request, reader, customer_id, form)
    with form.refusals_shown():
        give_promise(
            promised=[Promised(each.item_id, each.amount) for each in designations],
            promised_date=values["promised_date"],
            method=PromiseMethod(values["method"]),
            given_on=reader.today,
            note=values["note"],
            context=reader.context,
        )
    say(request, _("The promise is recorded."))
    return _onward(request, customer_id)


def dispute(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Open a dispute over what is ticked."""
    form = DisputeOverSeveral(request.POST, reader=reader)
    values = form.values
    designations = _ticked(request, reader, customer_id, form)
    with form.refusals_shown():
        open_dispute(
            contested=[Contested(each.item_id, each.amount) for each in designations],
            reason=DisputeReason(values["reason"]),
            note=values["note"],
            on=reader.today,
            answer_by=values["answer_by"],
            context=reader.context,
        )
    say(request, _("The dispute is open."))
    return _onward(request, customer_id)


def _show(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form, act: ItemAct) -> HttpResponse:
    customer = customer_details(customer_id)
    chosen = ChosenDebts.typed(request.POST, reader)
    shown = {
        "customer": customer,
        "form": form,
        "act": act,
        "debts": [(debt, None, chosen.of(debt.item_id)) for debt in _debts(reader, customer.id)],
    }
    return render(request, "console/items/several.html", shown)


def _onward(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Back to the calls, where the form was opened from there."""
    if request.GET.get("from") == "calls":
        return redirect("console:calls")
    return redirect("console:customer", customer_id)


def _debts(reader: Reader, customer_id: UUID) -> list[CustomerItem]:
    items = items_of_customer(reader.organization.id, customer_id, reader.today)
    return [item for item in items if item.side == "debit"]


def _ticked(request: HttpRequest, reader: Reader, customer_id: UUID, form: ItemForm) -> tuple[Designation, ...]:
    """What is ticked of the customer's debts. Raises FormIncomplete."""
    chosen = ChosenDebts.typed(request.POST, reader)
    with reader.scope():
        ticked = [debt for debt in _debts(reader, customer_id) if chosen.of(debt.item_id).is_ticked]
    problems = chosen.problems if ticked else [_("Tick the debts that it is about.")]
    for problem in problems:
        form.add_error(None, problem)
    if problems:
        raise FormIncomplete(form)
    with form.refusals_shown():
        return chosen.designations(ticked[0].currency)
