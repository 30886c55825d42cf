"""Writing a draft, and throwing one away."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.choosing import choose_customer
from openbill.console.forms import FormIncomplete
from openbill.console.pages.drafts.draft_form import MOST_LINES, DraftForm, lines_of, typed_lines, written
from openbill.console.reader import Reader
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.customer_details import customer_details
from openbill.invoicing.commands.change_draft import change_draft
from openbill.invoicing.commands.delete_draft import delete_draft
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.preview_draft import preview_draft
from openbill.invoicing.queries.billing_codes import tax_codes_of_day
from openbill.invoicing.queries.usual_tax_code import usual_tax_code
from openbill.invoicing.queries.whole_document import DocumentDetails, whole_document


def show_new_draft(request: HttpRequest, reader: Reader, form: DraftForm | None = None) -> HttpResponse:
    """The form for a new draft of a customer, which is chosen first where the address says none."""
    customer_id = named_identifier(request, "customer")
    if customer_id is None:
        return choose_customer(request, _("New invoice"))
    customer = customer_details(customer_id)
    first = {"kind": "invoice", "currency": customer.currency or reader.organization.currency}
    line = {"quantity": "1", "tax_code": usual_tax_code(customer.id)}
    shown: dict[str, Any] = {
        "form": form or DraftForm(reader=reader, initial=first, lines=[line]),
        "customer": customer,
        "title": _("New invoice"),
    }
    return render(request, "console/drafts/draft.html", shown)


def keep_draft(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep what was typed as a draft."""
    form = DraftForm(request.POST, reader=reader)
    with form.refusals_shown():
        (draft_id,) = draft_invoices(drafts=[form.draft(_customer(request))], context=reader.context)
    say(request, _("The draft is kept."))
    return _onward(request, draft_id)


def show_draft(request: HttpRequest, reader: Reader, draft_id: UUID, form: DraftForm | None = None) -> HttpResponse:
    """A draft, to be changed, issued or thrown away."""
    document = whole_document(draft_id)
    if document.state != "draft":
        return redirect("console:invoice", draft_id)
    head, lines = written(document, reader)
    shown: dict[str, Any] = {
        "document": document,
        "form": form or DraftForm(reader=reader, initial=head, lines=lines),
        "customer": customer_details(document.customer_id),
        "title": _("Draft"),
    }
    return render(request, "console/drafts/draft.html", shown)


def change(request: HttpRequest, reader: Reader, draft_id: UUID) -> HttpResponse:
    """Let the draft say what was typed."""
    document = _kept(reader, draft_id)
    form = DraftForm(request.POST, reader=reader)
    with form.refusals_shown():
        draft = form.draft(document.customer_id, document.corrects.id if document.corrects else None)
        change_draft(invoice_id=draft_id, draft=draft, context=reader.context)
    say(request, _("Saved."))
    return _onward(request, draft_id)


def delete(request: HttpRequest, reader: Reader, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    delete_draft(invoice_id=draft_id, context=reader.context)
    say(request, _("The draft is deleted."))
    return redirect("console:drafts")


def change_lines(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The lines of the form with one more, or without one; nothing is kept."""
    lines = typed_lines(request.POST)
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 6:
        lines = [line for position, line in enumerate(lines) if position != int(removed)]
    elif len(lines) < MOST_LINES:
        lines.append({"quantity": "1", "tax_code": lines[-1]["tax_code"] if lines else ""})
    with reader.scope():
        forms = lines_of(lines, tax_codes_of_day(reader.today), reader)
    if not removed:
        forms[-1].fields["description"].widget.attrs["autofocus"] = True
    answer = render(request, "console/drafts/lines.html", {"lines": forms})
    # The totals are looked at anew once the lines stand there.
    answer["HX-Trigger-After-Settle"] = "lineschanged"
    return answer


def preview(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What the draft of the form would come to if it were issued today; nothing is kept."""
    form = DraftForm(request.POST, reader=reader)
    try:
        has_lines = any(not line.is_blank for line in form.lines)
        with form.refusals_shown():
            shown: dict[str, Any] = {
                "ready": has_lines and preview_draft(form.draft(_customer(request)), context=reader.context)
            }
    except FormIncomplete:
        shown = {"problems": form.problems}
    return render(request, "console/drafts/totals.html", shown)


def _onward(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the draft, or on to its issue, where that button was pressed."""
    if request.POST.get("then") == "issue":
        answer = redirect("console:issue-drafts")
        answer["Location"] += f"?chosen={draft_id}"
        return answer
    return redirect("console:draft", draft_id)


def _customer(request: HttpRequest) -> UUID:
    customer_id = named_identifier(request, "customer")
    if customer_id is None:
        raise CustomerUnknown(customer="")
    return customer_id


def _kept(reader: Reader, draft_id: UUID) -> DocumentDetails:
    with reader.scope():
        return whole_document(draft_id)
