"""Which credit settles which debit."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Allocation(TenantModel):
    """The use of a part of a credit item on a debit item; negative where it undoes an earlier one.

    `effective_date` is the day in the books, `economic_date` the true one. The functional amounts are the
    parts of both items' value in the legal entity's currency; their difference is the exchange gain or loss.
    Between items without a value they are nothing (`is_valued` false), until the items are valued: then the
    allocation is too, once.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    debit_item = TenantRelation("receivables.OpenItem")
    debit_item_id: UUID
    credit_item = TenantRelation("receivables.OpenItem")
    credit_item_id: UUID
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    debit_functional_minor = models.BigIntegerField()
    credit_functional_minor = models.BigIntegerField()
    is_valued = models.BooleanField(db_default=True)
    effective_date = models.DateField()
    economic_date = models.DateField()
    undoes = TenantRelation("receivables.Allocation", null=True)
    undoes_id: UUID | None
    command_id = models.UUIDField()

    class Meta:
        db_table = "allocation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "undoes_id"],
                condition=models.Q(undoes_id__isnull=False),
                name="allocation_is_undone_once",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, undoes_id=None)
                | models.Q(amount_minor__lt=0, undoes_id__isnull=False),
                name="allocation_amount_is_positive_or_undoes",
            ),
            models.CheckConstraint(
                condition=models.Q(is_valued=True) | models.Q(debit_functional_minor=0, credit_functional_minor=0),
                name="allocation_without_a_value_takes_none",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "debit_item_id"], name="allocation_debit_item"),
            models.Index(fields=["organization_id", "credit_item_id"], name="allocation_credit_item"),
            models.Index(fields=["organization_id", "effective_date"], name="allocation_effective_date"),
            models.Index(
                fields=["organization_id", "debit_item_id"],
                name="allocation_unvalued",
                condition=models.Q(is_valued=False),
            ),
        ]
