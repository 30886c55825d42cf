"""The text that counts for a purpose and a stage."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from openbill.messaging.errors import TemplateMissing
from openbill.messaging.policies.choose_text import choose_text, languages_to_try
from openbill.messaging.types import EMAIL, TemplateFound, TemplatePlace, TemplateText
from openbill.organizations.models import Organization


def template_for(
    organization_id: UUID,
    purpose: str,
    stage: str,
    language: str,
    built_in: Mapping[str, TemplateText],
    *,
    channel: str = EMAIL,
) -> TemplateFound:
    """The text in the customer's language, else in the organization's, else in English.

    A language with a region falls back to the one without (pt-BR, pt). In each language the organization's own
    text comes before the built-in one; `built_in` maps languages to texts. The language may be blank.

    Raises TemplateMissing.
    """
    own_language = Organization.objects.values_list("language", flat=True).get(id=organization_id)
    languages = languages_to_try(language, own_language)
    own = own_texts(organization_id, purpose, stage, channel, languages)
    found = choose_text(languages, own, built_in)
    if found is None:
        raise TemplateMissing(place=str(TemplatePlace(purpose, stage, channel)), languages=", ".join(languages))
    return found


def own_texts(
    organization_id: UUID, purpose: str, stage: str, channel: str, languages: tuple[str, ...]
) -> dict[str, tuple[int, TemplateText]]:
    """The organization's own texts as they stand now: revision and text by language."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT language, revision, subject, body, html FROM (
                SELECT DISTINCT ON (language) language, revision, subject, body, html, is_withdrawn
                FROM message_template
                WHERE organization_id = %s AND purpose = %s AND stage = %s AND channel = %s AND language = ANY(%s)
                ORDER BY language, revision DESC
            ) AS latest WHERE NOT is_withdrawn
            """,
            [organization_id, purpose, stage, channel, list(languages)],
        )
        return {
            language: (revision, TemplateText(subject, body, html))
            for language, revision, subject, body, html in cursor.fetchall()
        }
