"""As whom a legal entity collects."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.collection_date import NOTICE_DAYS
from openbill.direct_debits.types import DebitVersion
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Creditor(TenantModel):
    """A legal entity with its creditor identifier, and the account on which it collects.

    `is_batch_booked` says that the bank books the sum of a file as one line, `marks_first` that it still asks for FRST.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    identifier = models.TextField()
    name = models.TextField()
    is_batch_booked = models.BooleanField(default=True)
    marks_first = models.BooleanField(default=False)
    notice_days = models.SmallIntegerField(default=NOTICE_DAYS)
    version = models.TextField(default=DebitVersion.V08.value)
    command_id = models.UUIDField()

    class Meta:
        db_table = "creditor"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "legal_entity_id"], name="creditor_of_entity_is_one"),
            models.CheckConstraint(
                condition=models.Q(version__in=[version.value for version in DebitVersion]), name="creditor_version"
            ),
            models.CheckConstraint(
                condition=models.Q(notice_days__gte=1, notice_days__lte=60), name="creditor_notice_days"
            ),
        ]
