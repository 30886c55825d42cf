"""Applying a credit: a payment on account, or a credit note; what it would settle is shown first."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from openbill.console.acts import say
from openbill.console.chosen_debts import ChosenDebts
from openbill.console.forms import Form, FormIncomplete
from openbill.console.pages.payments.record_payment import SPREADS
from openbill.console.reader import Reader
from openbill.foundation.rehearsal import rehearsed
from openbill.payments.types import Spread
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.item_on_day import ItemDetails, item_on_day
from openbill.receivables.queries.items_of_customer import items_of_customer
from openbill.receivables.queries.uses_of_items import uses_of_items
from openbill.receivables.types import CreditAllocation


class ApplyForm(Form):
    """What a credit is to settle."""

    spread = forms.ChoiceField(label=gettext_lazy("It settles"), widget=forms.RadioSelect, choices=SPREADS[:2])


def show_apply(request: HttpRequest, reader: Reader, item_id: UUID, form: Form | None = None) -> HttpResponse:
    """The customer's debts, to be ticked."""
    credit = item_on_day(item_id, reader.today)
    debts = [
        each
        for each in items_of_customer(reader.organization.id, credit.customer_id, reader.today)
        if each.side == "debit" and each.currency == credit.currency
    ]
    offers = discounts_offered([debt.item_id for debt in debts], credit.document_date)
    chosen = ChosenDebts.typed(request.POST, reader) if form else ChosenDebts([])
    shown = {
        "item": credit,
        "form": form or ApplyForm(reader=reader, initial={"spread": Spread.OLDEST_FIRST}),
        "debts": [(debt, offers.get(debt.item_id), chosen.of(debt.item_id)) for debt in debts],
    }
    return render(request, "console/payments/apply.html", shown)


def apply_credit(request: HttpRequest, reader: Reader, item_id: UUID) -> HttpResponse:
    """Apply the credit as the form says; the next page offers to undo it."""
    form = ApplyForm(request.POST, reader=reader)
    done = _applied(request, form, reader, item_id)
    count = len(done.shares)
    said = ngettext("%(n)s debt was settled, wholly or in part.", "%(n)s debts were settled, wholly or in part.", count)
    say(request, said % {"n": count}, undo=done.allocation_ids)
    return redirect("console:item", item_id)


def preview_apply(request: HttpRequest, reader: Reader, item_id: UUID) -> HttpResponse:
    """What the credit would settle; nothing of it is kept."""
    form = ApplyForm(request.POST, reader=reader)

    def rehearsal() -> dict[str, Any]:
        done = _applied(request, form, reader, item_id)
        made = set(done.allocation_ids)
        uses = [use for use in uses_of_items([item_id]) if use.allocation_id in made]
        earned = Money.total((share.amount for share in done.discounts), done.unapplied.currency)
        return {"uses": uses, "unapplied": done.unapplied, "discount": earned}

    try:
        shown = rehearsed(rehearsal, reader.organization.id)
    except FormIncomplete as incomplete:
        shown = {"problems": incomplete.form.problems, "is_incomplete": True}
    return render(request, "console/payments/preview.html", shown)


def _applied(request: HttpRequest, form: ApplyForm, reader: Reader, item_id: UUID) -> CreditAllocation:
    spread = Spread(form.values["spread"])
    chosen = ChosenDebts.typed(request.POST, reader)
    if spread is Spread.OLDEST_FIRST:
        chosen.refuse_ticks(form)
        with form.refusals_shown():
            return allocate_credit(credit_item_id=item_id, context=reader.context)
    with reader.scope():
        credit: ItemDetails = item_on_day(item_id, reader.today)
    chosen.require(form, credit.currency)
    with form.refusals_shown():
        return allocate_as_designated(
            credit_item_id=item_id, designations=chosen.designations(credit.currency), context=reader.context
        )
