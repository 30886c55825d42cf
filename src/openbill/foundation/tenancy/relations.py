"""Relations between rows of the same organization."""

from typing import Any

from django.db import models


class TenantRelation(models.ForeignObject):  # type: ignore[type-arg]  # not subscriptable at run time
    """A reference to a row of the same organization, joined on (organization_id, <name>_id).

    The column `<name>_id` is added to the model; the composite foreign key itself is made by the
    migration operation `add_tenant_relation`, apart from CREATE TABLE. Rows are never deleted by a
    cascade: the database refuses to remove what is referred to.
    """

    def __init__(self, to: Any, *, null: bool = False, related_name: str = "+", **options: Any) -> None:
        for fixed in ("on_delete", "from_fields", "to_fields"):
            options.pop(fixed, None)
        super().__init__(
            to,
            on_delete=models.DO_NOTHING,
            from_fields=["organization_id", ""],
            to_fields=["organization_id", "id"],
            null=null,
            related_name=related_name,
            **options,
        )

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False, **more: Any) -> None:
        column = f"{name}_id"
        self.from_fields = ["organization_id", column]
        if not any(field.name == column for field in cls._meta.local_fields):
            models.UUIDField(null=self.null, editable=False).contribute_to_class(cls, column)
        super().contribute_to_class(cls, name, private_only=private_only, **more)
