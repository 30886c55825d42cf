"""The first run: what a new firm does first, what is done of it, and what is next."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.commands.run_day import run_day
from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.console.remembering import remember
from openbill.documents.queries.letterhead_of import letterhead_of
from openbill.invoicing.queries.billing_codes import tax_codes
from openbill.messaging.queries.find_messages import find_messages
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.primitives.errors import Refusal

COOKIE = "openbill_first_run"
LED_KEY = "first_steps"
"""Where the session keeps which organization the person is being led through."""


class SafeModeNeeded(Refusal):
    """Safe mode is off: reminders would leave at once."""

    remedy = "Turn safe mode on in the settings of mail, and look at the first reminders before they leave."


@dataclass(frozen=True)
class Step:
    """One step; its button leads to `address`, or does the act there where `is_act`."""

    title: str | Promise
    hint: str | Promise
    address: str
    is_done: bool
    is_act: bool = False


def first_steps(request: HttpRequest, reader: Reader, *, has_items: bool) -> list[Step]:
    """The steps of a firm that has not written its first reminders yet; none where it has, or wants none of it.

    Whoever was led as far as the reminders is led on to the last step.
    """
    is_dismissed = request.COOKIES.get(COOKIE) == str(reader.organization.id)
    if is_dismissed or not reader.may("organizations.manage"):
        return []
    has_messages = bool(find_messages(limit=1).rows)
    if has_items and has_messages and request.session.get(LED_KEY) != str(reader.organization.id):
        return []
    companies = legal_entities()
    company = companies[0]
    bills_here = reader.may("invoicing.manage") and any(each.books == "openbill" for each in companies)
    taxes = Step(
        gettext_lazy("Say which taxes you bill"),
        gettext_lazy("Each line of an invoice names one, also where it is not taxed."),
        reverse("console:new-tax-code"),
        bool(tax_codes()),
    )
    return [
        Step(
            gettext_lazy("Say who you are"),
            gettext_lazy("The country of your company, and its VAT number if it has one."),
            reverse("console:change-entity", args=[company.id]),
            bool(company.country),
        ),
        Step(
            gettext_lazy("Set the look"),
            gettext_lazy("Address, colour and logo, as they stand on every sheet."),
            reverse("console:change-look", args=[company.id]),
            letterhead_of(company.id).is_set,
        ),
        Step(
            gettext_lazy("Add a bank account"),
            gettext_lazy("Where your customers pay."),
            reverse("console:new-bank-account"),
            bool(bank_accounts()),
        ),
        *([taxes] if bills_here else []),
        Step(
            gettext_lazy("Bring in what is open"),
            gettext_lazy("CSV files: your customers, then what they owe. You see first what each would change."),
            reverse("console:imports"),
            has_items,
        ),
        Step(
            gettext_lazy("Look at the first reminders"),
            gettext_lazy("They are written in safe mode and held: you read them before any leaves."),
            reverse("console:first-reminders"),
            has_messages,
            is_act=True,
        ),
        Step(
            gettext_lazy("Invite your colleagues"),
            gettext_lazy("Each in a role of their own."),
            reverse("console:invite"),
            len(members_with_roles()) > 1,
        ),
    ]


def keep_leading(request: HttpRequest, reader: Reader, *, are_steps_left: bool) -> None:
    """Remember while this person is signed in whether there is a way back to the steps."""
    wanted = str(reader.organization.id) if are_steps_left else None
    if request.session.get(LED_KEY) != wanted:
        request.session[LED_KEY] = wanted


def write_first_reminders(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Run the day in safe mode, and show what it wrote."""
    if not reader.organization.is_in_safe_mode:
        raise SafeModeNeeded
    done = run_day(day=reader.today, context=reader.context)
    if done.notices_created:
        say(request, _("The first reminders are written. Read them; none has left."))
    elif done.tasks_created:
        say(request, _("No reminder could be written; the tasks say why."))
    else:
        say(request, _("No reminder is due today: nothing is overdue long enough."))
    return redirect("console:reminders")


def dismiss(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show the steps no more in this browser."""
    answer = redirect("console:home")
    keep_leading(request, reader, are_steps_left=False)
    remember(answer, request, COOKIE, str(UUID(str(reader.organization.id))))
    return answer
