"""What reminders say: the text of each stage in each language, the firm's own or the built-in one."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.policies.sample_reminders import sample_reminders
from openbill.collections.queries.built_in_texts import LANGUAGES, built_in_texts
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import Stage
from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.reader import Reader
from openbill.console.words.places import languages
from openbill.console.words.sentences import told
from openbill.console.words.states import STAGES
from openbill.console.words.word import word
from openbill.messaging.commands.set_template import set_template
from openbill.messaging.commands.withdraw_template import withdraw_template
from openbill.messaging.policies.render_template import LONGEST_TEMPLATE, render_template
from openbill.messaging.queries.own_templates import OwnTemplate, own_templates
from openbill.messaging.types import EMAIL, TemplateText
from openbill.primitives.errors import Refusal

PURPOSE = "reminder"
_BLANK_LINES = re.compile(r"\n{3,}")


class TextUnknown(Refusal):
    """There is no stage {stage} of which a text could be written in {language}."""

    remedy = "Choose a text from the list."


class TextForm(Form):
    """A text with its placeholders."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=LONGEST_TEMPLATE)
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEMPLATE,
        strip=False,
        widget=forms.Textarea({"rows": 22, "spellcheck": "true"}),
    )

    places = {
        "template_broken": "{part}",
        "placeholder_unknown": "{part}",
        "text_missing": "{field}",
        "text_too_long": "{field}",
        "unwritable_character": "{field}",
    }

    @property
    def text(self) -> TemplateText:
        """The text that was typed. Raises FormIncomplete."""
        values = self.values
        return TemplateText(values["subject"], values["body"].replace("\r\n", "\n"))


def list_texts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every stage with its texts by language; to one of another language where the address names it."""
    stage, language = request.GET.get("stage", ""), request.GET.get("language", "")
    offered = languages(reader.formats.locale)
    if stage in STAGES and language in dict(offered):
        return redirect("console:text", stage, language)
    own = _own()
    used = [*LANGUAGES, *sorted({language for _stage, language in own} - {*LANGUAGES})]
    rows = [
        (each.name, [(language, own.get((each.name, language))) for language in used if _is_there(each, language, own)])
        for each in built_in_strategy().stages
    ]
    shown = {"rows": rows, "languages": offered}
    return render(request, "console/settings/texts.html", shown)


def show_text(
    request: HttpRequest, reader: Reader, stage: str, language: str, form: Form | None = None
) -> HttpResponse:
    """The form with a text as it stands now; in a language without one, with the English text to be translated."""
    step = _stage(stage, language, reader)
    own = _own().get((stage, language))
    built_in = built_in_texts(stage)
    text = own.text if own else built_in.get(language, built_in["en"])
    samples = _samples(step, language, reader)
    shown: dict[str, Any] = {
        "form": form or TextForm(reader=reader, initial={"subject": text.subject, "body": text.body}),
        "stage": stage,
        "language": language,
        "title": word(STAGES, stage).text,
        "own": own,
        "is_built_in": language in built_in,
        "placeholders": samples[0].items(),
    }
    return render(request, "console/settings/text.html", shown)


def change_text(request: HttpRequest, reader: Reader, stage: str, language: str) -> HttpResponse:
    """Let the text of the form count from the next reminder on."""
    step = _stage(stage, language, reader)
    form = TextForm(request.POST, reader=reader)
    text = form.text
    with form.refusals_shown():
        set_template(
            purpose=PURPOSE,
            stage=stage,
            language=language,
            text=text,
            samples=_samples(step, language, reader),
            context=reader.context,
        )
    say(request, _("Saved. It counts from the next reminder on."))
    return redirect("console:text", stage, language)


def preview_text(request: HttpRequest, reader: Reader, stage: str, language: str) -> HttpResponse:
    """The typed text filled in with two invented reminders; nothing is kept."""
    step = _stage(stage, language, reader)
    text = TemplateText(request.POST.get("subject", ""), request.POST.get("body", "").replace("\r\n", "\n"))
    shown: dict[str, Any] = {"language": language}
    try:
        if len(text.subject) + len(text.body) <= LONGEST_TEMPLATE:
            filled = [render_template(text, each, name=stage) for each in _samples(step, language, reader)]
            # As in a reminder: where a placeholder stood for nothing its line is blank.
            shown["previews"] = [(each.subject, _BLANK_LINES.sub("\n\n", each.body)) for each in filled]
    except Refusal as refusal:
        shown["refusal"] = told(refusal, reader.formats)
    return render(request, "console/settings/text_preview.html", shown)


def restore_text(request: HttpRequest, reader: Reader, stage: str, language: str) -> HttpResponse:
    """Let the built-in text count again."""
    _stage(stage, language, reader)
    withdraw_template(purpose=PURPOSE, stage=stage, language=language, context=reader.context)
    say(request, _("The built-in text counts again."))
    return redirect("console:texts")


def _stage(name: str, language: str, reader: Reader) -> Stage:
    """The stage of that name. Raises TextUnknown, also where nobody offers the language."""
    found = next((stage for stage in built_in_strategy().stages if stage.name == name), None)
    if found is None or language not in dict(languages(reader.formats.locale)):
        raise TextUnknown(stage=name, language=language)
    return found


def _own() -> Mapping[tuple[str, str], OwnTemplate]:
    """The firm's own texts of reminders, by stage and language."""
    return {
        (each.stage, each.language): each
        for each in own_templates()
        if each.purpose == PURPOSE and each.channel == EMAIL
    }


def _is_there(stage: Stage, language: str, own: Mapping[tuple[str, str], OwnTemplate]) -> bool:
    return language in LANGUAGES or (stage.name, language) in own


def _samples(stage: Stage, language: str, reader: Reader) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    company = reader.companies[0]
    return sample_reminders(stage, day=reader.today, language=language, currency=company.currency, sender=company.name)
