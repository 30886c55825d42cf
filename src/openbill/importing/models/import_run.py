"""What was imported, how far it came, and what waits for a person."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class ImportRun(TenantModel):
    """One file brought in: running, finished, or (a snapshot that shrank too much) waiting for a person.

    `decided_*` say who approved or declined it, and why not.
    The same file in the same way (`digest`) is one run: begun again it goes on after `chunks_done`.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    digest = models.TextField()
    file_name = models.TextField()
    kind = models.TextField()
    source = models.TextField()
    as_of_date = models.DateField(null=True)
    state = models.TextField(default="running")
    chunks_done = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "import_run"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "digest"], name="import_run_digest_is_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "waiting", "approved", "finished", "declined"]),
                name="import_run_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "legal_entity_id", "source", "as_of_date"],
                name="import_run_snapshots",
            ),
        ]
