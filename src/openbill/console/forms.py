"""What forms have in common: read in the reader's way of writing, kept as typed where something is wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from babel.numbers import NumberFormatError, parse_decimal
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from openbill.console.reader import Reader
from openbill.console.words.sentences import told
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

Typed = Mapping[str, Any]
"""What a form sent."""

LARGEST_PDF = 10 * 2**20
"""The bytes of the largest sheet that is kept with what it proves."""

MOST_BYTES_OF_SHEET = LARGEST_PDF + 2**20
"""Of a form that brings such a sheet."""


class FormIncomplete(Exception):
    """A form was sent that says too little, or something wrong; it is shown again, as it was typed."""

    def __init__(self, form: "Form") -> None:
        super().__init__(form.errors.as_text())
        self.form = form


class Form(forms.Form):
    """A form that knows its reader.

    `places` says at which field a refusal is shown, by its code, or by a fact of it in braces; what is not named there
    is shown above the fields.
    """

    places: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        typed: Typed | None = None,
        *,
        reader: Reader,
        initial: Typed | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
    ) -> None:
        super().__init__(typed, files, initial=dict(initial or {}), label_suffix="")
        self.reader = reader
        for field in self.fields.values():
            if isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs.setdefault("class", "tick")
            elif not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "field-s")
            if isinstance(field, NumberField):
                field.reader = reader

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, read. Raises FormIncomplete."""
        if not self.is_valid():
            raise FormIncomplete(self)
        return dict(self.cleaned_data)

    @property
    def problems(self) -> list[str]:
        """What a preview says instead of its figures."""
        return [*self.non_field_errors(), *self.unreadable]

    @property
    def unreadable(self) -> list[str]:
        """What was typed and is wrong, each with the name of its field; what is only missing is left out."""
        wrong = ((self[name], errors) for name, errors in self.errors.items() if name in self.fields)
        return [f"{field.label}: {error}" for field, errors in wrong if field.value() for error in errors]

    def minor(self, name: str, currency: str) -> int:
        """The amount of a field in minor units of its currency. Raises FormIncomplete."""
        with self.refusals_shown(at=name):
            return Money.of(self.values[name], currency).minor_units

    @contextmanager
    def refusals_shown(self, *, at: str | None = None) -> Iterator[None]:
        """Show a refusal in the form, at the field that `at` or `places` names. Raises FormIncomplete instead of it."""
        try:
            yield
        except Refusal as refusal:
            place = at or self.places.get(refusal.code, "").format(**refusal.facts)
            self.add_error(place if place in self.fields else None, str(told(refusal, self.reader.formats)))
            raise FormIncomplete(self) from refusal


class LongSelect(forms.Select):
    """A choice among hundreds. Django renders a template for each of them, which takes a tenth of a second."""

    def render(self, name: str, value: Any, attrs: Typed | None = None, renderer: object = None) -> SafeString:  # noqa: ARG002 - the base class's own
        widget = self.get_context(name, value, dict(attrs or {}))["widget"]
        chosen = set(widget["value"])
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((code, mark_safe(" selected") if str(code) in chosen else "", text) for code, text in self.choices),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), options)


class LongChoiceField(forms.ChoiceField):
    """One of hundreds: a country, a currency, a time zone."""

    widget = LongSelect


class NumberField(forms.CharField):
    """A number as the reader writes it: "1.234,50" or "1,234.50"; cleaned to a Decimal, None where it may be blank."""

    reader: Reader

    default_error_messages = {"number": _("This is no number. Write it like %(example)s.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=options.pop("max_length", 30), **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        formats = self.reader.formats
        try:
            # Powers of ten and digits of other scripts are read too, where nobody means them.
            if any(letter.isalnum() and letter not in "0123456789" for letter in text):
                raise NumberFormatError(text)
            return parse_decimal(text.replace("−", "-"), locale=formats.locale, strict=True)
        except NumberFormatError:
            example = formats.amount(123450, "EUR")
            raise forms.ValidationError(
                self.error_messages["number"], code="number", params={"example": example}
            ) from None


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class ReasonField(forms.CharField):
    """Why somebody did what cannot be undone without a trace."""

    def __init__(self, **options: Any) -> None:
        usual = {"label": _("Reason"), "max_length": 1000, "help_text": _("Auditors will read it.")}
        super().__init__(**{**usual, **options})


class PdfField(forms.FileField):
    """A sheet that somebody signed, as PDF of up to 10 MB; cleaned to its bytes, None where there is none."""

    def __init__(self, **options: Any) -> None:
        usual = {"required": False, "help_text": _("A PDF, up to 10 MB.")}
        widget = forms.FileInput(attrs={"accept": ".pdf,application/pdf"})
        super().__init__(widget=widget, **{**usual, **options})

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST_PDF or not (content := file.read()).startswith(b"%PDF-"):
            raise forms.ValidationError(_("This is no PDF of up to 10 MB."))
        return bytes(content)


class BecauseForm(Form):
    """Why something is taken back."""

    reason = ReasonField()

    places = {"reason_missing": "reason"}
