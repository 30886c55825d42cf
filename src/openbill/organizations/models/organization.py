"""The tenant."""

from django.db import models
from django.db.models.functions import Lower

from openbill.primitives.identifiers import new_identifier


class Organization(models.Model):
    """One firm or group that uses this installation; everything of its own is invisible to the others."""

    id = models.UUIDField(primary_key=True, default=new_identifier)
    name = models.TextField()
    currency = models.CharField(max_length=3)
    time_zone = models.TextField()
    language = models.TextField(default="en")
    is_in_safe_mode = models.BooleanField(default=True)
    write_off_limit_minor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "organization"
        constraints = [models.UniqueConstraint(Lower("name"), name="organization_name_is_unique")]
