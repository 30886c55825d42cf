"""Add a revision to the organization's own texts: the one way by which they change."""

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.overtaken import ActOvertaken
from openbill.messaging.policies.code_word import code_word, known_channel
from openbill.messaging.types import TemplatePlace, TemplateSet, TemplateText
from openbill.organizations.policies.language_tag import language_tag
from openbill.organizations.policies.required_text import required_text
from openbill.primitives.identifiers import new_identifier


def template_place(*, purpose: str, stage: str, channel: str, language: str) -> TemplatePlace:
    """A place with possible names. Raises CodeWordWrong, ChannelUnknown, NameMissing and LanguageUnknown."""
    return TemplatePlace(
        code_word("purpose", purpose),
        code_word("stage", stage, may_be_blank=True),
        known_channel(channel),
        language_tag(required_text("language", language)),
    )


def write_template(place: TemplatePlace, text: TemplateText | None, *, context: Context) -> TemplateSet:
    """Add the next revision; None withdraws the text. Whoever is second of two at once begins anew."""
    template_id = new_identifier()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO message_template (organization_id, id, purpose, stage, channel, language, revision,
                                          is_withdrawn, subject, body, html, at, command_id)
            SELECT %(organization)s, %(id)s, %(purpose)s, %(stage)s, %(channel)s, %(language)s,
                   1 + coalesce(max(revision), 0), %(is_withdrawn)s, %(subject)s, %(body)s, %(html)s, %(at)s,
                   %(command)s
            FROM message_template
            WHERE organization_id = %(organization)s AND purpose = %(purpose)s AND stage = %(stage)s
              AND channel = %(channel)s AND language = %(language)s
            ON CONFLICT (organization_id, purpose, stage, channel, language, revision) DO NOTHING
            RETURNING revision
            """,
            {
                "organization": context.organization_id,
                "id": template_id,
                "purpose": place.purpose,
                "stage": place.stage,
                "channel": place.channel,
                "language": place.language,
                "is_withdrawn": text is None,
                "subject": text.subject if text else "",
                "body": text.body if text else "",
                "html": text.html if text else "",
                "at": context.at,
                "command": context.running_command_id,
            },
        )
        row = cursor.fetchone()
    if row is None:
        raise ActOvertaken("Somebody else set this text meanwhile.")
    return TemplateSet(template_id, row[0])
