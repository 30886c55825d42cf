"""The rules by which credits are handed over: those that come along, and the firm's own over them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_skeleton
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, LongChoiceField, NumberField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words import unclaimed as words
from openbill.console.words.jurisdictions import jurisdiction_name
from openbill.console.words.places import currencies
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.primitives.money import Money
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.commands.set_unclaimed_rule import set_unclaimed_rule, withdraw_unclaimed_rule
from openbill.unclaimed.policies.checked_rule import MOST_LETTER_DAYS, MOST_MONTHS
from openbill.unclaimed.queries.rules import holders, rules_in_order
from openbill.unclaimed.queries.unclaimed_credits import jurisdictions_without_rule
from openbill.unclaimed.types import CreditKind, Rule, Treatment

TREATMENTS = {
    Treatment.HAND_OVER: gettext_lazy("The state gets it"),
    Treatment.KEEP: gettext_lazy("Nothing is handed over: it stays a liability"),
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule, for which kinds it is, the name of its jurisdiction, and its days as the reader writes them."""

    rule: Rule
    kinds: tuple[CreditKind, ...]
    name: str
    cut_off: str
    report_by: str
    deliver_by: str

    @property
    def is_of_every_kind(self) -> bool:
        return len(self.kinds) == len(CreditKind)


class RuleForm(Form):
    """A rule of the firm's own."""

    jurisdiction = forms.CharField(
        label=gettext_lazy("Jurisdiction"),
        max_length=5,
        help_text=gettext_lazy("A country such as DE, or a state of the United States such as US-CA."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("For"),
        choices=[(code, word.text) for code, word in words.UNCLAIMED_KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    treatment = forms.ChoiceField(label=gettext_lazy("What becomes of it"), choices=list(TREATMENTS.items()))
    dormancy_months = forms.IntegerField(
        label=gettext_lazy("Dormancy in months"),
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=gettext_lazy("How long nobody is heard of; where it is kept, until the claim lapses."),
    )
    from_year_end = forms.BooleanField(
        label=gettext_lazy("Counted from the end of the year in which it arose"), required=False
    )
    cut_off = forms.CharField(
        label=gettext_lazy("Cut-off day"),
        max_length=5,
        required=False,
        help_text=gettext_lazy(
            "Month and day, such as 06-30: what is dormant by then is reported. Needed where the state gets it."
        ),
    )
    report_by = forms.CharField(
        label=gettext_lazy("Report by"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("The last day of the report, such as 10-31. Needed where the state gets it."),
    )
    deliver_by = forms.CharField(
        label=gettext_lazy("Money by"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("Blank: the day of the report."),
    )
    letter_latest_days = forms.IntegerField(
        label=gettext_lazy("Letter at the latest, days before the report"),
        min_value=0,
        max_value=MOST_LETTER_DAYS,
        initial=0,
    )
    letter_earliest_days = forms.IntegerField(
        label=gettext_lazy("Letter at the earliest, days before the report"),
        min_value=0,
        max_value=MOST_LETTER_DAYS,
        required=False,
    )
    letter_minimum = NumberField(
        label=gettext_lazy("No letter below"),
        required=False,
        help_text=gettext_lazy("Blank: a letter for every amount."),
    )
    currency = LongChoiceField(label=gettext_lazy("Currency of that amount"), required=False)
    exempts_businesses = forms.BooleanField(
        label=gettext_lazy("What one business owes to another is exempt"), required=False
    )
    valid_from = DayField(label=gettext_lazy("From this day on"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=500,
        help_text=gettext_lazy("The law or the office that says so, so that others can check it."),
    )

    places = {
        "jurisdiction_wrong": "jurisdiction",
        "rule_source_missing": "source",
        "dormancy_wrong": "dormancy_months",
        "cut_off_missing": "cut_off",
        "letter_days_wrong": "letter_earliest_days",
        "letter_minimum_wrong": "currency",
        "unseen_character": "source",
    }

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offered = currencies(self.reader.formats.locale)
        self.fields["currency"].choices = [("", "–"), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("letter_minimum") and not values.get("currency"):
            self.add_error("currency", _("Choose the currency of the amount."))
        return values


class HolderForm(Form):
    """Under whose law a company is."""

    jurisdiction = forms.CharField(
        label=gettext_lazy("Jurisdiction"),
        max_length=5,
        help_text=gettext_lazy("A country such as DE, or the state in which it is incorporated, such as US-DE."),
    )

    places = {"jurisdiction_wrong": "jurisdiction"}


def list_rules(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every rule that holds or will, where rules are missing, and under whose law the companies are."""
    locale = reader.formats.locale
    shown = {
        "rules": _shown(rules_in_order(reader.today), reader),
        "missing": [(code, jurisdiction_name(code, locale), n) for code, n in jurisdictions_without_rule()],
        "holders": [(each, jurisdiction_name(each.jurisdiction, locale)) for each in holders()],
        "treatments": TREATMENTS,
        "today": reader.today,
    }
    return render(request, "console/settings/unclaimed_rules.html", shown)


def show_new_rule(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a rule; with a jurisdiction in the address, filled in with the one that holds."""
    return form_page(
        request,
        form or RuleForm(reader=reader, initial=_initial(request.GET.get("jurisdiction", ""), reader)),
        title=_("A rule for unclaimed credits"),
        save=_("Set the rule"),
        cancel=reverse("console:unclaimed-rules"),
        hint=_("It holds in place of what comes with Openbill. Ask counsel: nobody here knows every law."),
    )


def set_rule(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Set the rule of the form; clocks follow it at once."""
    form = RuleForm(request.POST, reader=reader)
    values = form.values
    least = values.pop("letter_minimum")
    if least is not None:
        values["letter_minimum_minor"] = form.minor("letter_minimum", values["currency"])
    values["kinds"] = [CreditKind(kind) for kind in values["kinds"]]
    values["treatment"] = Treatment(values["treatment"])
    with form.refusals_shown():
        name = set_unclaimed_rule(**values, context=reader.context)
    say(request, _("The rule for %(name)s is set.") % {"name": name})
    return redirect("console:unclaimed-rules")


def take_rule_back(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take the firm's own rules of a jurisdiction back."""
    name = withdraw_unclaimed_rule(jurisdiction=request.POST.get("jurisdiction", "")[:40], context=reader.context)
    say(request, _("Your rules for %(name)s are taken back.") % {"name": name})
    return redirect("console:unclaimed-rules")


def show_holder(request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for the jurisdiction of a company."""
    entity = legal_entity_of(legal_entity_id)
    known = next(each.jurisdiction for each in holders() if each.legal_entity_id == entity.id)
    return form_page(
        request,
        form or HolderForm(reader=reader, initial={"jurisdiction": known}),
        title=_("Under whose law a company is"),
        save=_("Save"),
        cancel=reverse("console:unclaimed-rules"),
        hint=_("Money of which nobody knows the owner, and owners without an address, follow it."),
    )


def change_holder(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Set the jurisdiction of a company."""
    form = HolderForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        set_holder_jurisdiction(legal_entity_id=legal_entity_id, **values, context=reader.context)
    say(request, _("It is set. Clocks follow it from tomorrow on."))
    return redirect("console:unclaimed-rules")


def _shown(rules: Sequence[Rule], reader: Reader) -> list[RuleShown]:
    """Rules that say the same of several kinds are one."""
    alike: dict[tuple[Any, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        alike[tuple(getattr(rule, name) for name in Rule.__slots__ if name != "kind")].append(rule)
    return [
        RuleShown(
            same[0],
            tuple(rule.kind for rule in same),
            jurisdiction_name(same[0].jurisdiction, reader.formats.locale),
            *(_day_of_year(day, reader) for day in (same[0].cut_off, same[0].report_by, same[0].deliver_by)),
        )
        for same in alike.values()
    ]


def _day_of_year(written: str, reader: Reader) -> str:
    """ "1 July" of "07-01"; blank stays blank."""
    if not written:
        return ""
    month, number = (int(part) for part in written.split("-"))
    # Any year without a 29 February, which no rule has.
    return format_skeleton("MMMMd", date(2001, month, number), locale=reader.formats.locale)


def _initial(jurisdiction: str, reader: Reader) -> dict[str, Any]:
    known = [rule for rule in rules_in_order(reader.today) if rule.jurisdiction == jurisdiction.upper()]
    usual: dict[str, Any] = {
        "jurisdiction": jurisdiction[:5],
        "kinds": [kind.value for kind in CreditKind],
        "valid_from": reader.today,
        "letter_latest_days": 60,
        "dormancy_months": 36,
    }
    if not known:
        return usual
    rule = known[0]
    least = Money(rule.letter_minimum_minor, rule.currency).as_decimal() if rule.currency else None
    return {
        **usual,
        **{name: getattr(rule, name) for name in Rule.__slots__ if name in RuleForm.base_fields and name != "kind"},
        "treatment": rule.treatment.value,
        "kinds": [each.kind.value for each in known if each.treatment is rule.treatment],
        "letter_minimum": reader.formats.number(least) if least else "",
        "valid_from": reader.today,
    }
