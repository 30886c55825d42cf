"""The texts of an organization's own."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.types import TemplateText


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A text as it stands now; `at` is when this revision of it was set."""

    purpose: str
    stage: str
    channel: str
    language: str
    revision: int
    at: datetime
    text: TemplateText


def own_templates() -> list[OwnTemplate]:
    """Every text of the organization's own that counts, by purpose, stage, channel and language."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT purpose, stage, channel, language, revision, at, subject, body, html FROM (
                SELECT DISTINCT ON (purpose, stage, channel, language) * FROM message_template
                WHERE organization_id = %s
                ORDER BY purpose, stage, channel, language, revision DESC
            ) AS latest WHERE NOT is_withdrawn
            ORDER BY purpose, stage, channel, language
            """,
            [current_organization_id()],
        )
        return [
            OwnTemplate(purpose, stage, channel, language, revision, at, TemplateText(*text))
            for purpose, stage, channel, language, revision, at, *text in cursor.fetchall()
        ]
