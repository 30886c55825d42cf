"""How far the matching may go by itself, and what payers may be short."""

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.commands.set_matching_rules import set_matching_rule, set_tolerance
from openbill.cash_application.queries.matching_rules import learned_threshold, rule_of_matching, tolerances
from openbill.console.acts import say
from openbill.console.forms import Form, NumberField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.primitives.money import Money

HUNDRED = Decimal(100)


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

    places = {"unknown_currency": "currency"}


def show_matching(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The rule, from which probability on it lets lines be posted now, and the tolerances for all customers."""
    rule = rule_of_matching()
    shown = {
        "rule": rule,
        "precision": rule.target_precision * HUNDRED,
        "threshold": learned_threshold(rule.target_precision),
        "tolerances": [each for each in tolerances() if each.customer_id is None],
    }
    return render(request, "console/settings/matching.html", shown)


def show_rule(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form of the rule."""
    rule = rule_of_matching()
    now = {"posts_by_itself": rule.posts_by_itself, "precision": rule.target_precision * HUNDRED}
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
    """The form of a tolerance for all customers."""
    usual = {"currency": reader.organization.currency, "absolute": Decimal(0), "percent": 1, "charge": Decimal(0)}
    return form_page(
        request,
        form or ToleranceForm(reader=reader, initial=usual),
        title=_("What payers may be short"),
        save=_("Save"),
        cancel=reverse("console:matching"),
        hint=_("It holds for all customers who have no tolerance of their own; zeros take it back."),
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
            context=reader.context,
        )
    say(request, _("The tolerance is changed."))
    return redirect("console:matching")
