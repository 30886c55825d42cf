"""Issuing drafts: asked first, as what is issued never changes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.choices import identifiers
from openbill.console.chosen_rows import refuse_more
from openbill.console.narrowing import narrowed
from openbill.console.pages.drafts.list_drafts import kind_of
from openbill.console.reader import Reader
from openbill.foundation.rehearsal import rehearsed
from openbill.invoicing.commands.issue_invoices import issue_in_batches, issue_invoices
from openbill.invoicing.queries.buyers_without_address import buyers_without_address
from openbill.invoicing.queries.find_drafts import drafts_in_order
from openbill.invoicing.queries.issued_summaries import DocumentSummary, summaries_of_documents
from openbill.invoicing.types import DocumentsIssued, NotIssued

MOST_REHEARSED = 200
"""So many are shown with their numbers before they are issued; of more only how many they are."""

Failure = tuple[DocumentSummary, NotIssued]


def ask_to_issue(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Say what would be issued, under which numbers, over how much and due when."""
    chosen = _chosen(request, request.GET)
    shown: dict[str, Any] = {
        "chosen": chosen,
        "count": len(chosen),
        # What is shown is what will be issued; of more than are shown it is their number that must not grow.
        "all": request.GET.get("all", "") if len(chosen) > MOST_REHEARSED else "",
        "matching": [(name, request.GET[name]) for name in ("q", "kind", "customer") if request.GET.get(name)],
        "unaddressed": buyers_without_address(chosen),
    }
    if 0 < len(chosen) <= MOST_REHEARSED:

        def rehearsal() -> tuple[DocumentsIssued, list[DocumentSummary]]:
            done = issue_invoices(invoice_ids=chosen, context=reader.context)
            return done, summaries_of_documents(chosen)

        done, documents = rehearsed(rehearsal, reader.organization.id)
        shown |= {
            "documents": [each for each in documents if each.id in done.numbers],
            "failures": _failures(done, documents),
        }
    return render(request, "console/drafts/issue.html", shown)


def issue(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Issue what was chosen; what cannot be issued is named, and stops no other."""
    with reader.scope():
        chosen = _chosen(request, request.POST)
        if request.POST.get("all"):
            refuse_more(len(chosen), request.POST.get("all_are", ""))
        if not chosen:
            answer = ask_to_issue(request, reader)
            answer.status_code = 422
            return answer
    done = issue_in_batches(chosen, context=reader.context)
    if done.failures or not done.numbers:
        with reader.scope():
            documents = summaries_of_documents(failure.invoice_id for failure in done.failures)
        shown = {"issued_count": len(done.numbers), "failures": _failures(done, documents)}
        return render(request, "console/drafts/issued.html", shown)
    if len(done.numbers) == 1:
        ((invoice_id, number),) = done.numbers.items()
        say(request, _("%(number)s is issued.") % {"number": number})
        return redirect("console:invoice", invoice_id)
    say(request, _("%(n)s documents are issued.") % {"n": len(done.numbers)})
    return redirect("console:invoices")


def _chosen(request: HttpRequest, said: QueryDict) -> list[UUID]:
    """The drafts that are ticked; all that match where the form says so."""
    if said.get("all"):
        of_customer = narrowed(request)
        return drafts_in_order(
            text=said.get("q", "")[:200],
            kind=kind_of(said.get("kind", "")),
            customer_ids=of_customer.customer_ids if of_customer else None,
        )
    return sorted(identifiers(said.getlist("chosen")))


def _failures(done: DocumentsIssued, documents: Sequence[DocumentSummary]) -> list[Failure]:
    """Each failure with its draft; what there is not is left out."""
    known = {document.id: document for document in documents}
    return [(known[each.invoice_id], each) for each in done.failures if each.invoice_id in known]
