"""Lists as a person wants to see them again."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class SavedView(TenantModel):
    """What one person filtered, sorted and chose to see of a list, under a name; `address` is what follows its "?"."""

    user_id = models.UUIDField()
    list_name = models.TextField()
    name = models.TextField()
    address = models.TextField()

    class Meta:
        db_table = "saved_view"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "user_id", "list_name", "name"], name="saved_view_name_is_unique"
            )
        ]
