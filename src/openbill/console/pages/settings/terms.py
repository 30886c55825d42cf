"""Adding payment terms: when documents fall due, and what is taken off where they are paid early."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form, NumberField
from openbill.console.reader import Reader
from openbill.invoicing.commands.add_payment_terms import add_payment_terms
from openbill.invoicing.types import DueRule, EarlyDiscount, Instalment, PaymentTerms
from openbill.primitives.business_days import Convention

DISCOUNT_ROWS = 2
INSTALMENT_ROWS = 12
LONGEST_DAYS = 3_650


def days_field(label: Any) -> forms.IntegerField:
    """A number of days or months; blank is none."""
    return forms.IntegerField(label=label, min_value=0, max_value=LONGEST_DAYS, required=False)


class RowForm(Form):
    """One of several rows that may be left blank."""

    name: str

    def __init__(self, typed: QueryDict | None = None, *, position: int, reader: Reader) -> None:
        self.prefix = f"{self.name}-{position}"
        super().__init__(typed, reader=reader)
        self.empty_permitted = True

    @property
    def is_blank(self) -> bool:
        return not any(str(field.value() or "").strip() for field in self)


class DiscountRow(RowForm):
    """So much less where it is paid within so many days."""

    name = "discount"
    percent = NumberField(label=gettext_lazy("% off"))
    days = forms.IntegerField(label=gettext_lazy("within days"), min_value=0, max_value=LONGEST_DAYS)
    grace_days = days_field(gettext_lazy("days of grace"))


class InstalmentRow(RowForm):
    """A part that falls due by itself."""

    name = "instalment"
    percent = NumberField(label=gettext_lazy("Share in %"), required=False)
    amount = NumberField(label=gettext_lazy("or amount"), required=False)
    months = days_field(gettext_lazy("months later"))
    days = days_field(gettext_lazy("and days"))


class TermsForm(Form):
    """Payment terms with their discounts and parts."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("As you call them, such as 2/10 net 30.")
    )
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=20, help_text=gettext_lazy("Short, such as N30. It never changes.")
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Counted"),
        choices=(
            (DueRule.NET_DAYS.value, gettext_lazy("from the date of the document")),
            (DueRule.END_OF_MONTH.value, gettext_lazy("from the end of its month")),
            (DueRule.DAY_OF_MONTH.value, gettext_lazy("from its date, and on to a day of a month")),
        ),
    )
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=0, max_value=LONGEST_DAYS)
    day_of_month = forms.IntegerField(
        label=gettext_lazy("Day of the month"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=gettext_lazy("Only for a day of a month."),
    )
    convention = forms.ChoiceField(
        label=gettext_lazy("On a weekend or holiday"),
        choices=(
            (Convention.NONE.value, gettext_lazy("it stays")),
            (Convention.FOLLOWING.value, gettext_lazy("the next working day")),
            (Convention.MODIFIED_FOLLOWING.value, gettext_lazy("the next working day of the same month")),
            (Convention.PRECEDING.value, gettext_lazy("the working day before")),
        ),
    )
    is_tax_adjusted = forms.BooleanField(
        label=gettext_lazy("A discount that is taken lessens the tax too, as in the EU."), required=False
    )

    places = {"terms_exist": "code"}

    def __init__(
        self, typed: QueryDict | None = None, *, reader: Reader, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(typed, reader=reader, initial=initial)
        self.discounts = [DiscountRow(typed, position=each, reader=reader) for each in range(DISCOUNT_ROWS)]
        self.instalments = [InstalmentRow(typed, position=each, reader=reader) for each in range(INSTALMENT_ROWS)]

    @property
    def has_parts(self) -> bool:
        return bool(_filled(self.instalments))

    def is_valid(self) -> bool:
        """Whether the head and every row that is not blank can be read."""
        rows = [row.is_valid() for row in _filled([*self.discounts, *self.instalments])]
        return super().is_valid() and all(rows)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("rule") == DueRule.DAY_OF_MONTH and values.get("day_of_month") is None:
            self.add_error("day_of_month", _("Say on which day of the month."))
        return values

    @property
    def terms(self) -> PaymentTerms:
        """The terms that were typed. Raises FormIncomplete."""
        values = self.values
        rule = DueRule(values["rule"])
        return PaymentTerms(
            code=values["code"],
            name=values["name"],
            rule=rule,
            days=values["days"],
            day_of_month=values["day_of_month"] if rule is DueRule.DAY_OF_MONTH else None,
            convention=Convention(values["convention"]),
            instalments=tuple(
                Instalment(row["percent"], row["amount"], row["days"] or 0, row["months"] or 0)
                for row in _values(self.instalments)
            ),
            discounts=tuple(
                EarlyDiscount(row["percent"], row["days"], row["grace_days"] or 0, values["is_tax_adjusted"])
                for row in _values(self.discounts)
            ),
        )


def show_new_terms(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for more payment terms."""
    usual = {"days": 30, "is_tax_adjusted": True}
    shown = {"form": form or TermsForm(reader=reader, initial=usual)}
    return render(request, "console/settings/new_terms.html", shown)


def add_terms(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the terms of the form."""
    form = TermsForm(request.POST, reader=reader)
    terms = form.terms
    with form.refusals_shown():
        add_payment_terms(terms=terms, context=reader.context)
    say(request, _("The payment terms are added."))
    return redirect("console:taxes")


def _filled(rows: Sequence[RowForm]) -> list[RowForm]:
    return [row for row in rows if not row.is_blank]


def _values(rows: Sequence[RowForm]) -> list[dict[str, Any]]:
    return [row.values for row in _filled(rows)]
