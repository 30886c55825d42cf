"""What pages are made of: tokens, components and patterns, as the console itself uses them."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.bars import age_bar
from openbill.console.columns import shown_list
from openbill.console.forms import DayField, Form, NumberField
from openbill.console.paging import Paging
from openbill.console.reader import Reader
from openbill.console.tables import INVOICES
from openbill.console.tokens import colours, corners, scale, text_sizes, themes

SPACES = (1, 2, 3, 4, 5, 6, 8, 10)
"""The steps of the scale that pages use."""

TONES = ("good", "warn", "bad", "info")
CURRENCY = "EUR"


class SampleForm(Form):
    """One field of each kind; what is typed in two of them is wrong."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("What the field wants, in one line."))
    amount = NumberField(label=_("Amount"))
    due_date = DayField(label=_("Due"), required=False)
    method = forms.ChoiceField(label=_("Method"), choices=[("transfer", _("Bank transfer")), ("cheque", _("Cheque"))])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_natural_person = forms.BooleanField(label=_("A person, not a firm"), required=False)


TYPED = {"name": "", "amount": "12,5,0", "method": "cheque", "is_natural_person": "on"}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row of a list as lists show it."""

    number: str
    name: str
    days_late: int
    amount_minor: int
    open_minor: int
    state: str = ""


ROWS = (
    SampleRow("INV-000118", "Anna Lichtplanung GmbH", -12, 118_500, 118_500),
    SampleRow("INV-000097", "Bert & Sons Ltd", 14, 1_840_000, 640_000, "part-paid"),
    SampleRow("INV-000081", "شركة الخليج للمعدات الصناعية", 44, 8_842_050, 8_842_050),
    SampleRow(
        "INV-000064",
        "Vereinigte Schraubenwerke Oberschwaben-Allgäu Handelsgesellschaft mbH & Co. Kommanditgesellschaft",
        75,
        99_999_999_999_999,
        99_999_999_999_999,
        "disputed",
    ),
    SampleRow("INV-000012", "Cy", 210, 1_275, 1_275),
)
"""Short, usual, of another script, long and huge, and old."""


def show_design(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The page: everything at once, so that what does not fit together is seen."""
    light, _dark = themes()
    owed = [60_058_255, 16_006_154, 7_467_623, 3_334_136, 8_148_069]
    shown = {
        "colours": colours(),
        "sizes": text_sizes(),
        "corners": corners(),
        "shadows": [(name, value) for name, value in light.items() if name.startswith("shadow-")],
        "step": scale()["spacing"],
        "spaces": [(each, each * 4) for each in SPACES],
        "tones": TONES,
        "form": SampleForm(reader=reader),
        "wrong": SampleForm(TYPED, reader=reader),
        "rows": ROWS,
        "currency": CURRENCY,
        "bar": age_bar(owed),
        "owed": list(enumerate(owed)),
        "owed_minor": sum(owed),
        "paging": Paging(2, 230),
        **shown_list(request, INVOICES),
    }
    return render(request, "console/design/page.html", shown)
