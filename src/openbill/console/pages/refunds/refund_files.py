"""The files of refunds for the bank: made of what was let through, and looked at."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.asked_list import AskedList
from openbill.console.choices import choice, identifiers, named_identifier
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.forms import DayField, Form, FormIncomplete
from openbill.console.pages.direct_debits.batches import xml_file
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import REFUND_FILES
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.queries.refund_accounts import (
    RefundBatchesBy,
    RefundBatchesOf,
    RefundBatchInOrder,
    find_refund_batches,
    refund_batch_of,
    transfers_of_batch,
)
from openbill.direct_debits.queries.refunds_to_send import Readiness, RefundToSend, refunds_to_send
from openbill.documents.queries.stored_file import stored_file
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import BankAccountDetails, LegalEntityDetails

MOST_SHOWN = 200
"""So many refunds are offered at once: who has more makes a file of these, and looks again."""
MOST_NAMED = 10

FILTERS = (
    (RefundBatchesOf.ALL, gettext_lazy("All")),
    (RefundBatchesOf.WAITING, gettext_lazy("The bank is still to say")),
    (RefundBatchesOf.REFUSED, gettext_lazy("With refused ones")),
)


class FileForm(Form):
    """From which account the refunds go, and when; the refunds are ticked beside it."""

    bank_account_id = forms.ChoiceField(label=gettext_lazy("From the account"))
    execution_date = DayField(
        label=gettext_lazy("On"),
        required=False,
        help_text=gettext_lazy("Blank: the next day on which euros move."),
    )

    places = {"account_cannot_collect": "bank_account_id"}

    def __init__(self, *given: Any, accounts: list[BankAccountDetails], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["bank_account_id"].choices = [(str(each.id), each.name) for each in accounts]  # type: ignore[attr-defined]


class Choosable(NamedTuple):
    """A refund, and whether it is ticked."""

    refund: RefundToSend
    is_ticked: bool


def list_files(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Files, the last made first: found by number, filtered, sorted, page by page."""
    asked = AskedList(request, sorting(request, RefundBatchesBy, RefundBatchesBy.MADE), None)
    only = choice(request, "only", RefundBatchesOf, RefundBatchesOf.ALL)
    arguments = {name: value for name, value in asked.arguments.items() if name != "customer_ids"}
    page = find_refund_batches(only=only, **arguments)
    if asked.is_file:
        return _files_as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(REFUND_FILES, page, is_filtered=only != RefundBatchesOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
    }
    return render(request, "console/refunds/files.html", shown)


def show_new_file(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """Which refunds of a company would go, all of them ticked, and which have no account to go to."""
    accounts, companies = own_accounts(), legal_entities()
    company = _company(request, companies, accounts)
    ready = refunds_to_send(company, readiness=Readiness.READY, limit=MOST_SHOWN + 1)
    refunds = ready[:MOST_SHOWN]
    named = set(identifiers(request.POST.getlist("chosen")))
    of_company = [each for each in accounts if each.legal_entity_id == company]
    choosable = [Choosable(each, form is None or each.request_id in named) for each in refunds]
    shown = {
        "form": form or FileForm(reader=reader, accounts=of_company),
        "companies": [each for each in companies if any(of.legal_entity_id == each.id for of in accounts)],
        "company": company,
        "accounts": of_company,
        "refunds": choosable,
        "ticked_count": sum(each.is_ticked for each in choosable),
        "are_more": len(ready) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "without_account": refunds_to_send(company, readiness=Readiness.WITHOUT_ACCOUNT, limit=MOST_NAMED + 1),
        "not_in_euros": refunds_to_send(company, readiness=Readiness.NOT_IN_EUROS, limit=MOST_NAMED + 1),
        "whole_minor": sum(each.amount_minor for each in refunds),
    }
    return render(request, "console/refunds/new_file.html", shown)


def make_file(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make the file of the refunds that are ticked."""
    with reader.scope():
        accounts = own_accounts()
    form = FileForm(request.POST, reader=reader, accounts=accounts)
    values = form.values
    account = next(each for each in accounts if str(each.id) == values["bank_account_id"])
    chosen = identifiers(request.POST.getlist("chosen"))
    if not chosen:
        form.add_error(None, _("Tick the refunds that are to go."))
        raise FormIncomplete(form)
    with reader.scope():
        waiting = refunds_to_send(account.legal_entity_id, chosen)
    if len(waiting) < len(chosen):
        form.add_error(None, _("Some that were ticked are in a file by now. Look at those that are left."))
        raise FormIncomplete(form)
    with form.refusals_shown():
        made = prepare_refund_file(
            bank_account_id=account.id,
            legal_entity_id=account.legal_entity_id,
            request_ids=chosen,
            execution_date=values["execution_date"],
            context=reader.context,
        )
    say(request, _("%(number)s is made. Download it, and give it to the bank.") % {"number": made.number})
    return redirect("console:refund-file", made.batch_id)


def _company(
    request: HttpRequest, companies: Sequence[LegalEntityDetails], accounts: Sequence[BankAccountDetails]
) -> UUID:
    """The company that the address or the form names, by itself or by its account; else the first that has one."""
    named = named_identifier(request, "company")
    account = named_identifier(request, "bank_account_id")
    owning = [each.legal_entity_id for each in accounts]
    of_account = [each.legal_entity_id for each in accounts if each.id == account]
    of_company = [each.id for each in companies if each.id == named]
    return (of_account + of_company + owning + [companies[0].id])[0]


def show_file(request: HttpRequest, reader: Reader, refund_batch_id: UUID) -> HttpResponse:  # noqa: ARG001
    """One file with its transfers, and what the bank said of each."""
    batch = refund_batch_of(refund_batch_id)
    number = page_number(request)
    if is_csv(request):
        return _as_file(batch.number, refund_batch_id)
    shown = {
        "batch": batch,
        "transfers": transfers_of_batch(refund_batch_id, offset=(number - 1) * ROWS, limit=ROWS),
        "paging": Paging(number, batch.transfers),
    }
    return render(request, "console/refunds/file.html", shown)


def download_file(request: HttpRequest, reader: Reader, refund_batch_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The pain.001."""
    batch = refund_batch_of(refund_batch_id)
    return xml_file(stored_file(batch.file_id).content, batch.number)


def own_accounts() -> list[BankAccountDetails]:
    """The own accounts from which euros can go."""
    return [account for account in bank_accounts() if account.currency == "EUR" and account.iban]


def _files_as_file(rows: Sequence[RefundBatchInOrder], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Number"), _("Made"), _("Goes on"), _("Message identifier"), _("Refunds"), _("Arrived"), _("Refused")),
        *(_("Currency"), _("Amount")),
    ]
    local = reader.formats.local
    written = (
        [
            *(row.number, local(row.made_at), row.execution_date, row.message_id),
            *(row.transfers, row.settled, row.rejected, row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"refund-files-{reader.today}", columns, written)


def _as_file(number: str, batch_id: UUID) -> HttpResponse:
    columns = [
        *(_("End-to-end reference"), _("Number"), _("Customer"), _("Account holder"), _("Account ends in")),
        *(_("State"), _("Bank's code"), _("Currency"), _("Amount")),
    ]
    written = (
        [
            *(row.end_to_end_id, row.number, row.customer_name, row.holder, row.account_end),
            *(row.state, row.reason, row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in transfers_of_batch(batch_id, limit=ALL_ROWS)
    )
    return csv_file(number, columns, written)
