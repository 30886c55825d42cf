"""What each column of a bank's CSV file says, as a form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.policies.check_csv_mapping import COLUMNS
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.console.forms import Form
from openbill.console.words.csv_columns import MEANINGS
from openbill.console.words.imports import DATE_ORDERS, DECIMAL_STYLES

TEXT = "text"


class ColumnsForm(Form):
    """The meaning of each column, and how days and amounts are written."""

    day_order = forms.ChoiceField(label=gettext_lazy("How dates are written"), choices=DATE_ORDERS)
    decimal_sign = forms.ChoiceField(label=gettext_lazy("What stands before cents"), choices=DECIMAL_STYLES)
    signs = forms.ChoiceField(
        label=gettext_lazy("What went out"),
        choices=(
            (CsvSigns.SIGNED.value, gettext_lazy("has a minus, or a column of its own")),
            (CsvSigns.TURNED.value, gettext_lazy("has none: what came in has the minus")),
            (CsvSigns.UNSIGNED.value, gettext_lazy("is said by another column")),
        ),
    )

    def __init__(self, *given: Any, headings: Sequence[str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.headings = [heading for heading in headings if heading]
        for place, heading in enumerate(self.headings):
            field = forms.ChoiceField(label=heading, required=False, choices=[("", _("not used")), *MEANINGS.items()])
            field.widget.attrs["class"] = "field-s"
            self.fields[f"column_{place}"] = field

    @property
    def columns(self) -> list[BoundField]:
        return [self[f"column_{place}"] for place, _heading in enumerate(self.headings)]

    def clean(self) -> None:
        """Only a text may stand in several columns."""
        taken: dict[str, str] = {}
        for place, heading in enumerate(self.headings):
            meaning = self.cleaned_data.get(f"column_{place}")
            if meaning and meaning != TEXT and meaning in taken:
                self.add_error(
                    f"column_{place}", _("The column %(other)s gives it already.") % {"other": taken[meaning]}
                )
            elif meaning:
                taken[meaning] = heading

    def mapping(self, shape: CsvMapping) -> CsvMapping:
        """The mapping of a file of this shape. Raises FormIncomplete."""
        values = self.values
        chosen = [(values[f"column_{place}"], heading) for place, heading in enumerate(self.headings)]
        by_meaning: dict[str, Any] = {meaning: heading for meaning, heading in chosen if meaning in COLUMNS}
        return replace(
            shape,
            **by_meaning,
            text=tuple(heading for meaning, heading in chosen if meaning == TEXT),
            day_order=values["day_order"],
            decimal_sign=values["decimal_sign"],
            signs=CsvSigns(values["signs"]),
        )

    @staticmethod
    def initial_of(mapping: CsvMapping, headings: Sequence[str]) -> dict[str, str]:
        """What the form begins with."""
        meanings = as_chosen(mapping)
        named = [heading for heading in headings if heading]
        columns = {f"column_{place}": meanings.get(heading, "") for place, heading in enumerate(named)}
        return {
            **columns,
            "day_order": mapping.day_order or "",
            "decimal_sign": mapping.decimal_sign,
            "signs": mapping.signs.value,
        }


def as_chosen(mapping: CsvMapping) -> Mapping[str, str]:
    """By column what it says."""
    texts = dict.fromkeys(mapping.text, TEXT)
    return {**texts, **{column: name for name in COLUMNS if (column := getattr(mapping, name))}}
