"""The files that are kept."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class StoredFile(TenantModel):
    """A file as it was made or received, kept once however often it comes, and never changed.

    `sha256` is the digest of `content`, which the database checks itself. The name and the media type are those
    under which the content came first.
    """

    sha256 = models.BinaryField()
    file_name = models.TextField()
    media_type = models.TextField()
    size = models.IntegerField()
    content = models.BinaryField()
    created_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "stored_file"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "sha256"], name="stored_file_is_kept_once"),
            models.CheckConstraint(condition=~models.Q(file_name=""), name="stored_file_name_is_not_blank"),
            models.CheckConstraint(condition=~models.Q(media_type=""), name="stored_file_media_type_is_not_blank"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty"),
        ]
