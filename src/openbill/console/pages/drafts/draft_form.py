"""The form of a draft: its head, and its lines."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.forms import DayField, Form, NumberField
from openbill.console.reader import Reader
from openbill.console.words.states import ITEM_KINDS
from openbill.invoicing.queries.billing_codes import TaxCodeDetails, payment_terms, tax_codes_of_day
from openbill.invoicing.queries.whole_document import DocumentDetails
from openbill.invoicing.types import DocumentKind, NewDraft, NewLine
from openbill.organizations.queries.legal_entities import legal_entities

MOST_LINES = 200
"""So many lines a person types; longer documents are imported."""

LINE_FIELDS = ("description", "quantity", "unit", "unit_price", "discount_percent", "tax_code")


class LineForm(Form):
    """A line; one in which nothing but the usual was typed counts as blank."""

    description = forms.CharField(label=gettext_lazy("Description"), max_length=2000)
    quantity = NumberField(label=gettext_lazy("Quantity"))
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=30, required=False)
    unit_price = NumberField(label=gettext_lazy("Price"))
    discount_percent = NumberField(label=gettext_lazy("Discount in %"), required=False)
    tax_code = forms.ChoiceField(label=gettext_lazy("Tax"))

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        position: int,
        taxes: Sequence[TaxCodeDetails],
        reader: Reader,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.prefix = f"line-{position}"
        self.position = position
        super().__init__(typed, reader=reader, initial=initial)
        # Nobody is taxed by chance: of several codes one is chosen.
        blank = [("", "–")] if len(taxes) > 1 else []
        choices = [*blank, *((tax.code, tax.label) for tax in taxes)]
        self.fields["tax_code"].choices = choices  # type: ignore[attr-defined]
        self.empty_permitted = False

    @property
    def is_blank(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in ("description", "unit_price"))

    @property
    def unreadable(self) -> list[str]:
        return [
            str(_("Line %(number)s, %(problem)s")) % {"number": self.position + 1, "problem": problem}
            for problem in super().unreadable
        ]

    def line(self) -> NewLine:
        """The line that was typed. Raises FormIncomplete."""
        values = self.values
        return NewLine(
            description=values["description"],
            quantity=values["quantity"],
            unit_price=values["unit_price"],
            tax_code=values["tax_code"],
            unit=values["unit"],
            discount_percent=values["discount_percent"] or Decimal(0),
        )


class DraftForm(Form):
    """A draft with its lines."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, ITEM_KINDS[kind].text) for kind in DocumentKind]
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    document_date = DayField(
        label=gettext_lazy("Dated"), required=False, help_text=gettext_lazy("Blank: the day of issue.")
    )
    terms = forms.ChoiceField(label=gettext_lazy("Terms"), required=False)
    discount_percent = NumberField(label=gettext_lazy("Discount in %"), required=False)
    entity = forms.ChoiceField(label=gettext_lazy("Company"), required=False)
    service_from = DayField(label=gettext_lazy("Service from"), required=False)
    service_to = DayField(label=gettext_lazy("Service to"), required=False)
    buyer_reference = forms.CharField(label=gettext_lazy("Buyer reference"), max_length=300, required=False)
    text_before = forms.CharField(
        label=gettext_lazy("Text before the lines"), required=False, max_length=5000, widget=forms.Textarea({"rows": 2})
    )
    text_after = forms.CharField(
        label=gettext_lazy("Text after the lines"), required=False, max_length=5000, widget=forms.Textarea({"rows": 2})
    )

    places = {"unknown_currency": "currency", "terms_unknown": "terms"}

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        reader: Reader,
        initial: Mapping[str, Any] | None = None,
        lines: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(typed, reader=reader, initial=initial)
        with reader.scope():
            self.taxes = tax_codes_of_day(reader.today)
            terms = [(each.code, each.name or each.code) for each in payment_terms()]
            entities = [(str(entity.id), entity.name) for entity in legal_entities()]
        self.fields["terms"].choices = [("", gettext_lazy("The customer's")), *terms]  # type: ignore[attr-defined]
        if len(entities) > 1:
            self.fields["entity"].choices = entities  # type: ignore[attr-defined]
        else:
            del self.fields["entity"]
        for name in ("text_before", "text_after"):
            self.fields[name].widget.attrs["class"] = "field-s"
        if typed is None:
            self.lines = lines_of(lines, self.taxes, reader)
        else:
            count = range(line_count(typed))
            self.lines = [LineForm(typed, position=each, taxes=self.taxes, reader=reader) for each in count]

    def is_valid(self) -> bool:
        """Whether the head and every line that is not blank can be read."""
        lines = [line.is_valid() for line in self.lines if not line.is_blank]
        return super().is_valid() and all(lines)

    @property
    def unreadable(self) -> list[str]:
        lines = (line for line in self.lines if not line.is_blank)
        return [*super().unreadable, *(problem for line in lines for problem in line.unreadable)]

    def draft(self, customer_id: UUID, corrects_id: UUID | None = None) -> NewDraft:
        """The draft that was typed. Raises FormIncomplete."""
        values = self.values
        return NewDraft(
            customer_id=customer_id,
            currency=values["currency"].upper(),
            lines=tuple(line.line() for line in self.lines if not line.is_blank),
            kind=DocumentKind(values["kind"]),
            legal_entity_id=UUID(values["entity"]) if values.get("entity") else None,
            document_date=values["document_date"],
            service_from=values["service_from"],
            service_to=values["service_to"],
            terms=values["terms"] or None,
            discount_percent=values["discount_percent"] or Decimal(0),
            buyer_reference=values["buyer_reference"],
            text_before=values["text_before"],
            text_after=values["text_after"],
            corrects_id=corrects_id,
        )


def lines_of(lines: Sequence[Mapping[str, Any]], taxes: Sequence[TaxCodeDetails], reader: Reader) -> list[LineForm]:
    """Line forms that say what is given, and a blank one where nothing is."""
    given = list(lines) or [{"quantity": "1"}]
    return [
        LineForm(position=position, taxes=taxes, reader=reader, initial=line) for position, line in enumerate(given)
    ]


def line_count(typed: QueryDict) -> int:
    """How many lines a form sent."""
    text = typed.get("lines", "0")
    return min(int(text), MOST_LINES) if text.isdecimal() and len(text) < 6 else 0


def typed_lines(typed: QueryDict) -> list[dict[str, str]]:
    """The lines of a form as they were typed, unread."""
    return [
        {name: typed.get(f"line-{position}-{name}", "") for name in LINE_FIELDS}
        for position in range(line_count(typed))
    ]


def written(document: DocumentDetails, reader: Reader) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A kept draft as the form says it: the head, and the lines; numbers as the reader writes them."""
    head = {
        **{name: getattr(document, name) for name in DraftForm.base_fields if hasattr(document, name)},
        "entity": str(document.legal_entity_id),
        "discount_percent": reader.formats.exact(document.discount_percent) if document.discount_percent else "",
    }
    lines = [
        {
            "description": line.description,
            "quantity": reader.formats.exact(line.quantity),
            "unit": line.unit,
            "unit_price": reader.formats.price(line.unit_price, document.currency),
            "discount_percent": reader.formats.exact(line.discount_percent) if line.discount_percent else "",
            "tax_code": line.tax_code,
        }
        for line in document.lines
    ]
    return head, lines
