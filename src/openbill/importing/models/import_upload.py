"""Files that were handed over to be brought in."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class ImportUpload(TenantModel):
    """A file with how it is to be read, how far it came, and what came of it; kept for a month.

    `choices` is an UploadChoices, `outcome` what the trial or the import counted, `rejects` the file of refused rows,
    `problem` why it could not be brought in. The file lies here, so that a worker on another machine can read it.
    """

    file_name = models.TextField()
    size = models.IntegerField()
    content = models.BinaryField()
    state = models.TextField()
    choices = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    problem = models.TextField(default="")
    rejects = models.BinaryField(null=True)
    run = TenantRelation("importing.ImportRun", null=True)
    run_id: UUID | None
    uploaded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "import_upload"
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="import_upload_is_not_empty")]
        indexes = [models.Index(fields=["organization_id", "changed_at"], name="import_upload_changed")]
