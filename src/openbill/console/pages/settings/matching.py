"""How far the matching may go by itself, what payers may be short, and what their reason codes mean."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.commands.set_matching_rules import set_matching_rule, set_tolerance
from openbill.cash_application.commands.set_reason_code import forget_reason_code, set_reason_code
from openbill.cash_application.queries.matching_rules import learned_threshold, rule_of_matching, tolerances
from openbill.cash_application.queries.reason_codes import reason_codes
from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.forms import Form, NumberField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.states import DISPUTE_REASONS
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.disputes.types import DisputeReason
from openbill.primitives.money import Money

HUNDRED = Decimal(100)


def _for_whom() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Customer number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Blank for all customers who have no word of their own."),
    )


class RuleForm(Form):
    """Whether lines are posted by themselves, and how many of them are to be right."""

    posts_by_itself = forms.BooleanField(
        label=gettext_lazy("Post by itself what is sure enough"),
        required=False,
        help_text=gettext_lazy("Otherwise every line waits for a person, with its proposals."),
    )
    precision = NumberField(
        label=gettext_lazy("Right of a hundred"),
        help_text=gettext_lazy("So many of the lines that are posted by themselves are to be right, such as 99.5."),
    )

    places = {"precision_is_not_possible": "precision"}


class ToleranceForm(Form):
    """What payers may be short in a currency."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    absolute = NumberField(
        label=gettext_lazy("Small difference"),
        help_text=gettext_lazy("Nobody is asked for less than this; it is let off."),
    )
    percent = NumberField(
        label=gettext_lazy("At most, in %"), help_text=gettext_lazy("Of what came in: the less of the two counts.")
    )
    charge = NumberField(
        label=gettext_lazy("Bank charge"), help_text=gettext_lazy("What banks on the way may keep of a payment.")
    )

    customer = _for_whom()

    places = {"unknown_currency": "currency", "customer_unknown": "customer"}


class ReasonCodeForm(Form):
    """What a payer's reason code means."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("As payers write it in their advices, such as R07."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Stands for"), choices=[(each.value, DISPUTE_REASONS[each].text) for each in DisputeReason]
    )
    customer = _for_whom()

    places = {"reason_code_is_not_possible": "code", "customer_unknown": "customer"}


def show_matching(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The rule, from which probability on it lets lines be posted now, the tolerances, and the reason codes."""
    rule = rule_of_matching()
    shown = {
        "rule": rule,
        "precision": rule.target_precision * HUNDRED,
        "threshold": learned_threshold(rule.target_precision),
        "tolerances": tolerances(),
        "codes": reason_codes(),
    }
    return render(request, "console/settings/matching.html", shown)


def show_rule(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form of the rule."""
    rule = rule_of_matching()
    now = {"posts_by_itself": rule.posts_by_itself, "precision": reader.formats.exact(rule.target_precision * HUNDRED)}
    return form_page(
        request,
        form or RuleForm(reader=reader, initial=now),
        title=_("What is posted by itself"),
        save=_("Save"),
        cancel=reverse("console:matching"),
    )


def change_rule(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep the rule of the form."""
    form = RuleForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        set_matching_rule(
            posts_by_itself=values["posts_by_itself"],
            target_precision=values["precision"] / HUNDRED,
            context=reader.context,
        )
    say(request, _("The rule is changed."))
    return redirect("console:matching")


def show_tolerance(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form of a tolerance."""
    usual = {"currency": reader.organization.currency, "absolute": Decimal(0), "percent": 1, "charge": Decimal(0)}
    return form_page(
        request,
        form or ToleranceForm(reader=reader, initial=usual),
        title=_("What payers may be short"),
        save=_("Save"),
        cancel=reverse("console:matching"),
        hint=_("Zeros take a tolerance back."),
    )


def change_tolerance(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep the tolerance of the form."""
    form = ToleranceForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        currency = values["currency"].strip().upper()
        set_tolerance(
            currency=currency,
            absolute_minor=Money.of(values["absolute"], currency).minor_units,
            percent=values["percent"],
            charge_minor=Money.of(values["charge"], currency).minor_units,
            customer_id=_customer(values["customer"], reader),
            context=reader.context,
        )
    say(request, _("The tolerance is changed."))
    return redirect("console:matching")


def show_reason_code(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form of a reason code."""
    return form_page(
        request,
        form or ReasonCodeForm(reader=reader),
        title=_("Say what a reason code means"),
        save=_("Save"),
        cancel=reverse("console:matching"),
        hint=_("Payers who keep something write why. Codes of X12 and usual words are understood without this."),
    )


def change_reason_code(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep the reason code of the form."""
    form = ReasonCodeForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        set_reason_code(
            code=values["code"],
            reason=DisputeReason(values["reason"]),
            customer_id=_customer(values["customer"], reader),
            context=reader.context,
        )
    say(request, _("The reason code is kept."))
    return redirect("console:matching")


def remove_reason_code(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Have a reason code mean nothing of its own any more."""
    forget_reason_code(
        code=request.POST.get("code", ""), customer_id=named_identifier(request, "customer"), context=reader.context
    )
    say(request, _("The reason code is removed."))
    return redirect("console:matching")


def _customer(number: str, reader: Reader) -> UUID | None:
    if not number.strip():
        return None
    with reader.scope():
        return customer_by_number(number.strip()).id
