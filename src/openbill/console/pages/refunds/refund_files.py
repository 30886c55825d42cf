"""The files of refunds for the bank: made of what was let through, and looked at."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.forms import DayField, Form
from openbill.console.pages.direct_debits.batches import xml_file
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.queries.refund_accounts import (
    find_refund_batches,
    refund_batch_of,
    transfers_of_batch,
)
from openbill.direct_debits.queries.refunds_to_send import refunds_to_send
from openbill.documents.queries.stored_file import stored_file
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails

MOST_SHOWN = 200


class FileForm(Form):
    """From which account the refunds go, and when."""

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


def list_files(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every file, the last made first."""
    number = page_number(request)
    page = find_refund_batches(offset=(number - 1) * ROWS, limit=ROWS)
    shown = {"page": page, "paging": Paging(number, page.count, is_more=page.is_more)}
    return render(request, "console/refunds/files.html", shown)


def show_new_file(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """What would be in the file of each account's company, and which refunds have no account to go to."""
    accounts = own_accounts()
    entities = dict.fromkeys(account.legal_entity_id for account in accounts)
    refunds = [refund for entity in entities for refund in refunds_to_send(entity)]
    shown = {
        "form": form or FileForm(reader=reader, accounts=accounts),
        "accounts": accounts,
        "refunds": [each for each in refunds if each.account_id and each.currency == "EUR"][:MOST_SHOWN],
        "without_account": [each for each in refunds if each.account_id is None][:MOST_SHOWN],
        "not_in_euros": [each for each in refunds if each.currency != "EUR"][:MOST_SHOWN],
        "count": sum(each.account_id is not None and each.currency == "EUR" for each in refunds),
        "whole_minor": sum(each.amount_minor for each in refunds if each.account_id and each.currency == "EUR"),
    }
    return render(request, "console/refunds/new_file.html", shown)


def make_file(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make the file of all refunds of the account's company that have an account to go to."""
    with reader.scope():
        accounts = own_accounts()
    form = FileForm(request.POST, reader=reader, accounts=accounts)
    values = form.values
    account = next(each for each in accounts if str(each.id) == values["bank_account_id"])
    with reader.scope():
        waiting = refunds_to_send(account.legal_entity_id)
    with form.refusals_shown():
        made = prepare_refund_file(
            bank_account_id=account.id,
            legal_entity_id=account.legal_entity_id,
            request_ids=[each.request_id for each in waiting if each.account_id and each.currency == "EUR"],
            execution_date=values["execution_date"],
            context=reader.context,
        )
    say(request, _("%(number)s is made. Download it, and give it to the bank.") % {"number": made.number})
    return redirect("console:refund-file", made.batch_id)


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
