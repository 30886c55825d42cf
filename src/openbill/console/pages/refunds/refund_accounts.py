"""To which account a customer's refunds go: entered by one person, decided by another."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import back, say
from openbill.console.forms import Form
from openbill.console.reader import Reader
from openbill.customers.queries.customer_details import customer_details
from openbill.direct_debits.commands.refund_account import (
    approve_refund_account,
    decline_refund_account,
    request_refund_account,
)
from openbill.direct_debits.queries.refund_accounts import refund_accounts_of_customer
from openbill.organizations.queries.somebody_else_may import somebody_else_may


class RefundAccountForm(Form):
    """An account as a customer told it."""

    holder = forms.CharField(label=gettext_lazy("Account holder"), max_length=140)
    iban = forms.CharField(label=gettext_lazy("IBAN"), max_length=50)
    bic = forms.CharField(
        label=gettext_lazy("BIC"),
        max_length=11,
        required=False,
        help_text=gettext_lazy("Only for banks outside of the European Economic Area."),
    )
    reason = forms.CharField(
        label=gettext_lazy("How it came here, and how it was checked"),
        max_length=1000,
        help_text=gettext_lazy("Call a number that you knew before: forged letters with new accounts are common."),
    )

    places = {
        "name_missing": "holder",
        "iban_missing": "iban",
        "iban_wrong": "iban",
        "account_outside_sepa": "iban",
        "refund_account_known": "iban",
        "bic_wrong": "bic",
        "bank_code_missing": "bic",
        "reason_missing": "reason",
    }


def show_new_account(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for the account of a customer's refunds."""
    customer = customer_details(customer_id)
    shown = {
        "customer": customer,
        "accounts": refund_accounts_of_customer(customer_id),
        "form": form or RefundAccountForm(reader=reader, initial={"holder": customer.name}),
        "stands_alone": not somebody_else_may("payments.approve_refund", besides=reader.user_id),
    }
    return render(request, "console/refunds/account.html", shown)


def enter_account(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Enter the account; nothing goes there before a second person approved it."""
    form = RefundAccountForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        request_refund_account(customer_id=customer_id, **values, context=reader.context)
    say(request, _("The account waits for a second person."))
    return redirect("console:customer", customer_id)


def let_account_through(request: HttpRequest, reader: Reader, refund_account_id: UUID) -> HttpResponse:
    """Approve an account: refunds go there from now on."""
    approve_refund_account(refund_account_id=refund_account_id, context=reader.context)
    say(request, _("The account is approved: refunds go there from now on."))
    return back(request, "console:approvals")


def turn_account_down(request: HttpRequest, reader: Reader, refund_account_id: UUID) -> HttpResponse:
    """Decline an account: refunds go where they went before."""
    decline_refund_account(refund_account_id=refund_account_id, context=reader.context)
    say(request, _("The account is declined; refunds go where they went before."))
    return back(request, "console:approvals")
