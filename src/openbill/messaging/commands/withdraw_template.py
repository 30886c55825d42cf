"""Take back a text of the organization's own."""

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.write_template import template_place, write_template
from openbill.messaging.errors import TemplateUnknown
from openbill.messaging.events import TemplateWasWithdrawn
from openbill.messaging.queries.template_for import own_texts
from openbill.messaging.types import EMAIL, TemplateSet


@in_written_text("purpose", "stage", "language", "channel")
@command(permission="messaging.manage")
def withdraw_template(
    *, purpose: str, language: str, stage: str = "", channel: str = EMAIL, context: Context
) -> TemplateSet:
    """Have the built-in text count again, from the next message on; earlier revisions are kept.

    Raises TemplateUnknown, and what `set_template` refuses of the names.
    """
    place = template_place(purpose=purpose, stage=stage, channel=channel, language=language)
    if not own_texts(context.organization_id, place.purpose, place.stage, place.channel, (place.language,)):
        raise TemplateUnknown(place=str(place))
    withdrawn = write_template(place, None, context=context)
    publish(
        TemplateWasWithdrawn(place.purpose, place.stage, place.language, place.channel, withdrawn.revision),
        context=context,
    )
    return withdrawn
