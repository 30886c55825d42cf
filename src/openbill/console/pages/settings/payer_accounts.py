"""From which accounts customers pay, as was learned from what people confirmed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.commands.forget_payer_account import forget_payer_account
from openbill.cash_application.queries.find_payer_accounts import (
    ListedPayerAccount,
    PayerAccountsBy,
    PayerAccountsOf,
    find_payer_accounts,
)
from openbill.console.acts import back, say
from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file
from openbill.console.reader import Reader
from openbill.console.tables import PAYER_ACCOUNTS

FILTERS = (
    (PayerAccountsOf.ALL, gettext_lazy("All")),
    (PayerAccountsOf.CORRECTED, gettext_lazy("Wrong once")),
)


def list_payer_accounts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Accounts, the one that paid last first: found by customer or number, filtered, sorted, page by page."""
    asked = asked_list(request, PayerAccountsBy, PayerAccountsBy.LAST)
    only = choice(request, "only", PayerAccountsOf, PayerAccountsOf.ALL)
    page = find_payer_accounts(only=only, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(PAYER_ACCOUNTS, page, is_filtered=only != PayerAccountsOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
    }
    return render(request, "console/settings/payer_accounts.html", shown)


def forget(request: HttpRequest, reader: Reader, payer_account_id: UUID) -> HttpResponse:
    """Forget that a customer pays from an account."""
    forget_payer_account(payer_account_id=payer_account_id, context=reader.context)
    say(request, _("The account is forgotten. The next payment that is confirmed teaches it anew."))
    return back(request, "console:payer-accounts")


def _as_file(rows: Sequence[ListedPayerAccount], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Account ends in"), _("Customer number"), _("Customer"), _("Payments"), _("Wrong")),
        *(_("Share in %"), _("Last paid")),
    ]
    written = (
        (
            *(row.account_end, row.customer_number, row.customer_name, row.confirmed, row.corrected),
            *(row.share_percent, row.last_paid_date),
        )
        for row in rows
    )
    return csv_file(f"payer-accounts-{reader.today}", columns, written)
