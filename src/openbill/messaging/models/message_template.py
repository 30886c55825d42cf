"""An organization's own texts."""

from django.db import models

from openbill.foundation.tenancy import TenantModel
from openbill.messaging.types import CHANNELS


class MessageTemplate(TenantModel):
    """A revision of the text for a purpose, a stage, a language and a channel; never rewritten, the last one counts.

    `revision` counts from 1. A revision that is withdrawn is blank: the built-in text counts again.
    """

    purpose = models.TextField()
    stage = models.TextField(default="")
    language = models.TextField()
    channel = models.TextField()
    revision = models.IntegerField()
    is_withdrawn = models.BooleanField(default=False)
    subject = models.TextField(default="")
    body = models.TextField(default="")
    html = models.TextField(default="")
    at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "message_template"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "purpose", "stage", "channel", "language", "revision"],
                name="message_template_revision_is_unique",
            ),
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="message_template_channel"),
            models.CheckConstraint(condition=models.Q(revision__gt=0), name="message_template_revision"),
            models.CheckConstraint(
                condition=models.Q(is_withdrawn=True, subject="", body="", html="")
                | (models.Q(is_withdrawn=False) & ~models.Q(body="")),
                name="message_template_has_a_text_unless_withdrawn",
            ),
        ]
