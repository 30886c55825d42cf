"""Set a text of the organization's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.write_template import template_place, write_template
from openbill.messaging.errors import SampleMissing
from openbill.messaging.events import TemplateWasSet
from openbill.messaging.policies.render_template import LONGEST_SUBJECT, LONGEST_TEMPLATE, LONGEST_TEXT, render_template
from openbill.messaging.policies.written_text import one_line, several_lines
from openbill.messaging.types import EMAIL, TemplateSet, TemplateText


@in_written_text("purpose", "stage", "language", "channel", "text", "samples")
@command(permission="messaging.manage", summarised=("samples",))
def set_template(
    *,
    purpose: str,
    language: str,
    text: TemplateText,
    samples: Sequence[Mapping[str, Any]],
    stage: str = "",
    channel: str = EMAIL,
    context: Context,
) -> TemplateSet:
    """Set the organization's own text for a purpose, a stage, a channel and a language.

    It is tried out with every sample (values such as it will get; several, so that each of its conditions is gone
    through) and counts from the next message on; earlier revisions are kept.

    Raises CodeWordWrong, ChannelUnknown, NameMissing, LanguageUnknown, SampleMissing, TemplateBroken,
    PlaceholderUnknown, TextMissing, TextTooLong and UnwritableCharacter.
    """
    place = template_place(purpose=purpose, stage=stage, channel=channel, language=language)
    if not samples:
        raise SampleMissing
    kept = TemplateText(
        several_lines("subject", text.subject, most=LONGEST_TEMPLATE),
        several_lines("body", text.body, most=LONGEST_TEMPLATE),
        several_lines("HTML", text.html, most=LONGEST_TEMPLATE, may_be_blank=True),
    )
    for sample in samples:
        rendered = render_template(kept, sample, name=str(place))
        one_line("subject", rendered.subject, most=LONGEST_SUBJECT)
        several_lines("body", rendered.body, most=LONGEST_TEXT)
        several_lines("HTML", rendered.html, most=LONGEST_TEXT, may_be_blank=not kept.html)
    template = write_template(place, kept, context=context)
    publish(
        TemplateWasSet(place.purpose, place.stage, place.language, place.channel, template.revision), context=context
    )
    return template
