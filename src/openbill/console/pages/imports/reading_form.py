"""How a file is to be read: what it is, what its columns mean, how its dates and amounts are written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.forms import DayField, Form, LongChoiceField
from openbill.console.pages.settings.bank_accounts import choose_company
from openbill.console.reader import Reader
from openbill.console.words.imports import DATE_ORDERS, DECIMAL_STYLES, FIELDS, KINDS
from openbill.console.words.places import currencies
from openbill.importing.policies.header_synonyms import FIELDS as FIELDS_OF_KIND
from openbill.importing.policies.match_headers import candidates
from openbill.importing.types.choices import UploadChoices
from openbill.importing.types.files import KINDS as EVERY_KIND
from openbill.importing.types.files import FileShape, Kind
from openbill.organizations.types import LegalEntityDetails

AS_RECOGNISED = ("", gettext_lazy("as recognised"))


class ReadingForm(Form):
    """The choices of an import, with a field for each column of the file."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=[(kind, KINDS[kind]) for kind in EVERY_KIND])
    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    currency = LongChoiceField(label=gettext_lazy("Currency, where a row says none"))
    date_order = forms.ChoiceField(
        label=gettext_lazy("How dates are written"),
        required=False,
        choices=(AS_RECOGNISED, *DATE_ORDERS),
    )
    decimal_style = forms.ChoiceField(
        label=gettext_lazy("What stands before cents"),
        required=False,
        choices=(AS_RECOGNISED, *DECIMAL_STYLES),
    )
    credits = forms.ChoiceField(
        label=gettext_lazy("What makes a credit"),
        required=False,
        choices=(
            AS_RECOGNISED,
            ("signed", gettext_lazy("the minus sign alone")),
            ("by-kind", gettext_lazy("the kind of document")),
        ),
    )
    payments_are_negative = forms.BooleanField(
        label=gettext_lazy("Money received is written with a minus"), required=False
    )
    new_customers = forms.BooleanField(
        label=gettext_lazy("Payments may bring customers that nobody knows yet"), required=False
    )
    source = forms.CharField(
        label=gettext_lazy("System that the file comes from"),
        max_length=60,
        initial="file",
        help_text=gettext_lazy("Its documents are known by it: say the same for every file of the system."),
    )
    is_snapshot = forms.BooleanField(
        label=gettext_lazy("It lists all that is open there; what it lacks was settled there"), required=False
    )
    as_of = DayField(
        label=gettext_lazy("As of"),
        required=False,
        help_text=gettext_lazy("The day of the snapshot, or of the open amounts. Blank: today."),
    )
    save_as = forms.CharField(label=gettext_lazy("Remember this reading under a name"), max_length=100, required=False)

    places = {
        "choice_is_not_known": "kind",
        "currency_is_not_stated": "currency",
        "unknown_currency": "currency",
    }

    def __init__(
        self, *given: Any, reader: Reader, entities: list[LegalEntityDetails], headers: tuple[str, ...], **options: Any
    ) -> None:
        super().__init__(*given, reader=reader, **options)
        choose_company(self, entities)
        self.fields["currency"].choices = currencies(reader.formats.locale)  # type: ignore[attr-defined]
        self.headers = [header for header in headers if header]
        fields = sorted(((code, str(word)) for code, word in FIELDS.items()), key=lambda each: each[1])
        for place, header in enumerate(self.headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header, required=False, choices=[("", _("not used")), *fields]
            )
            self.fields[f"column_{place}"].widget.attrs["class"] = "field-s"

    def clean(self) -> None:
        """Each field comes from one column, and only those that such a file has."""
        kind = self.cleaned_data.get("kind")
        taken: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            field = self.cleaned_data.get(f"column_{place}")
            if not field:
                continue
            if kind and field not in FIELDS_OF_KIND[kind]:
                self.add_error(f"column_{place}", _("A file of this kind has no such field."))
            elif field in taken:
                self.add_error(f"column_{place}", _("The column %(other)s gives it already.") % {"other": taken[field]})
            taken[field] = header

    @property
    def choices(self) -> UploadChoices:
        """What was chosen. Raises FormIncomplete."""
        values = self.values
        columns = {values[f"column_{place}"]: header for place, header in enumerate(self.headers)}
        columns.pop("", None)
        return UploadChoices(
            legal_entity_id=values["legal_entity_id"],
            kind=values["kind"],
            columns=columns,
            ignored_columns=tuple(header for header in self.headers if header not in columns.values()),
            date_order=values["date_order"] or None,
            decimal_style=values["decimal_style"] or None,
            credits=values["credits"] or None,
            payments_are_negative=values["payments_are_negative"],
            currency=values["currency"],
            source=values["source"].strip(),
            is_snapshot=values["is_snapshot"],
            as_of=values["as_of"],
            new_customers=values["new_customers"],
        )


def as_typed(
    shape: FileShape | None, headers: tuple[str, ...], choices: UploadChoices, reader: Reader
) -> dict[str, Any]:
    """What the form begins with: the file as far as it is recognised, and what was chosen before."""
    if shape is not None:
        kind: Kind = shape.kind
        by_header = {header: field for field, header in shape.columns.items()}
        currency = shape.currency_in_header
    else:
        kind = choices.kind or "invoices"
        by_header = {named[0]: field for field, named in candidates(headers, kind).items()}
        currency = None
    return {
        "kind": kind,
        "legal_entity_id": str(choices.legal_entity_id or reader.companies[0].id),
        "currency": choices.currency or currency or reader.organization.currency,
        "date_order": choices.date_order,
        "decimal_style": choices.decimal_style,
        "credits": choices.credits,
        "payments_are_negative": choices.payments_are_negative,
        "new_customers": choices.new_customers,
        "source": choices.source,
        "is_snapshot": choices.is_snapshot,
        "as_of": choices.as_of,
        **{f"column_{place}": by_header.get(header, "") for place, header in enumerate(headers)},
    }
