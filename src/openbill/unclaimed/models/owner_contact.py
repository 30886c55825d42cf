"""What owners did that people or other parts of Openbill saw."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.unclaimed.types import Answer, ContactHow


class OwnerContact(TenantModel):
    """An act of a customer with the firm, on a day: it sets the clocks of all its credits anew.

    An answer to a letter names the credit that it is about, and what the owner `wants`. `event_id` is the event that
    told of it, where no person did. One that never was is withdrawn.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    contact_on = models.DateField()
    how = models.TextField()
    note = models.TextField(default="")
    credit = TenantRelation("unclaimed.UnclaimedCredit", null=True)
    credit_id: UUID | None
    wants = models.TextField(default="")
    event_id = models.UUIDField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    recorded_by = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "owner_contact"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "event_id"],
                condition=models.Q(event_id__isnull=False),
                name="owner_contact_of_event_is_one",
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=[how.value for how in ContactHow]), name="owner_contact_how"
            ),
            models.CheckConstraint(
                condition=models.Q(how="letter_answered", credit_id__isnull=False)
                & models.Q(wants__in=[answer.value for answer in Answer])
                | (~models.Q(how="letter_answered") & models.Q(credit_id=None, wants="")),
                name="owner_contact_answers_a_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id", "contact_on"], name="owner_contact_customer"),
            models.Index(fields=["organization_id", "credit_id"], name="owner_contact_credit"),
        ]


class OwnerReturn(TenantModel):
    """The owner of a credit that a state has asked the firm for it, on a day."""

    credit = TenantRelation("unclaimed.UnclaimedCredit")
    credit_id: UUID
    came_on = models.DateField()
    note = models.TextField(default="")
    is_withdrawn = models.BooleanField(default=False)
    recorded_by = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "owner_return"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "credit_id"],
                condition=models.Q(is_withdrawn=False),
                name="owner_return_is_recorded_once",
            ),
        ]
