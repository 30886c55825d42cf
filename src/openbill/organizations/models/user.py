"""People, and the organizations in which they have a part."""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.primitives.identifiers import new_identifier


class User(AbstractBaseUser):
    """A person who may sign in. What the person may do is said by memberships, one organization at a time."""

    id = models.UUIDField(primary_key=True, default=new_identifier)
    email = models.EmailField(max_length=254)
    name = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    made_for = models.UUIDField(null=True)
    """The organization that invited the person first, and so may have seen the first link to the account."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "user_account"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique")]


class Membership(TenantModel):
    """One role of one user in one organization."""

    user_id = models.UUIDField()
    role = TenantRelation("organizations.Role")
    role_id: UUID
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "user_id", "role_id"], name="membership_is_unique"),
        ]
