"""Remittance advices: what payers wrote, whether its money came, and bringing one in."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.link_remittance import unlink_remittance
from openbill.cash_application.commands.withdraw_remittance import withdraw_remittance
from openbill.cash_application.queries.remittances import remittance_of, remittances
from openbill.cash_application.types.remittances import RemittanceState
from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.forms import Form
from openbill.console.paging import ROWS
from openbill.console.reader import Reader


class AdviceForm(Form):
    """A file in which a payer wrote what a payment is for."""

    file = forms.FileField(
        label=gettext_lazy("Advice"),
        help_text=gettext_lazy("An e-mail, a PDF, text, CSV or EDI 820, as the payer sent it."),
    )


def list_advices(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The advices of a state, the newest first; from one on, so that new ones move nothing."""
    text = request.GET.get("only", RemittanceState.WAITING.value)
    state = RemittanceState(text) if text in set(RemittanceState) else None
    found = remittances(state=state, after=named_identifier(request, "after"), limit=ROWS + 1)
    shown = {
        "advices": found[:ROWS],
        "only": state.value if state else "all",
        "is_more": len(found) > ROWS,
        "last": found[ROWS - 1].id if len(found) > ROWS else None,
    }
    return render(request, "console/cash/advices.html", shown)


def show_advice(request: HttpRequest, reader: Reader, remittance_id: UUID) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """All that one advice says, and the line that it is about."""
    advice = remittance_of(remittance_id)
    shown = {
        "advice": advice,
        "has_discounts": any(each.discount_minor for each in advice.lines),
        "has_deductions": any(each.deduction_minor for each in advice.lines),
    }
    return render(request, "console/cash/advice.html", shown)


def show_bringing(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form to bring an advice in."""
    return render(request, "console/cash/bring_advice.html", {"form": form or AdviceForm(reader=reader)})


def bring_in(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Bring a file of advices in; a single one is shown at once."""
    form = AdviceForm(request.POST, reader=reader, files=request.FILES)
    file: Any = form.values["file"]
    with form.refusals_shown():
        imported = import_remittances(content=file.read(), file_name=file.name, context=reader.context)
    new = sum(each.is_new for each in imported)
    known = len(imported) - new
    told = ngettext("%(new)s new advice, %(known)s known.", "%(new)s new advices, %(known)s known.", new)
    say(request, told % {"new": new, "known": known})
    if len(imported) == 1:
        return redirect("console:advice", imported[0].remittance_id)
    return redirect("console:advices")


def unlink(request: HttpRequest, reader: Reader, remittance_id: UUID) -> HttpResponse:
    """Let an advice wait for its money again."""
    unlink_remittance(remittance_id=remittance_id, context=reader.context)
    say(request, _("The advice waits for its money again."))
    return redirect("console:advice", remittance_id)


def withdraw(request: HttpRequest, reader: Reader, remittance_id: UUID) -> HttpResponse:
    """Let an advice count for nothing."""
    reason = request.POST.get("reason", "").strip()[:500]
    withdraw_remittance(remittance_id=remittance_id, reason=reason, context=reader.context)
    say(request, _("The advice is withdrawn: it counts for nothing."))
    return redirect("console:advices")
