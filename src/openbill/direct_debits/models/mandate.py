"""What customers allowed."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE
from openbill.direct_debits.types import MandateUse, Scheme, SignedHow
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Mandate(TenantModel):
    """A customer's word that a legal entity may collect from an account.

    `reference` names it at the banks, once for each creditor. `notice_days` is what was agreed with this customer
    about pre-notifications; None where the creditor's days hold. `last_collected_on` is the day of the last debit that
    was paid. `file_id` is the signed mandate, where it is kept here. A draft may be without an account: the payer
    enters it when signing by a link.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    scheme = models.TextField()
    use = models.TextField()
    reference = models.TextField()
    debtor_name = models.TextField()
    debtor_iban = models.TextField()
    debtor_bic = models.TextField()
    debtor_street = models.TextField()
    debtor_postal_code = models.TextField()
    debtor_town = models.TextField()
    debtor_country = models.TextField()
    notice_days = models.SmallIntegerField(null=True)
    state = models.TextField(default=MANDATE_LIFECYCLE.initial)
    state_reason = models.TextField(default="")
    signed_on = models.DateField(null=True)
    signed_how = models.TextField(default="")
    file = TenantRelation("documents.StoredFile", null=True)
    file_id: UUID | None
    last_collected_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "mandate"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "reference"], name="mandate_reference_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(state__in=MANDATE_LIFECYCLE.states), name="mandate_state"),
            models.CheckConstraint(
                condition=models.Q(scheme__in=[scheme.value for scheme in Scheme]), name="mandate_scheme"
            ),
            models.CheckConstraint(condition=models.Q(use__in=[use.value for use in MandateUse]), name="mandate_use"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "cancelled"])
                | models.Q(signed_on__isnull=False, signed_how__in=[how.value for how in SignedHow]),
                name="mandate_is_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "cancelled"]) | ~models.Q(debtor_iban=""),
                name="mandate_has_its_account",
            ),
            models.CheckConstraint(
                condition=models.Q(notice_days=None) | models.Q(notice_days__gte=1, notice_days__lte=60),
                name="mandate_notice_days",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="mandate_customer"),
            models.Index(fields=["organization_id", "state", "id"], name="mandate_state_added"),
            models.Index(fields=["organization_id", "last_collected_on", "id"], name="mandate_used"),
            models.Index(fields=["organization_id", "reference"], name="mandate_reference"),
        ]


class MandateAmendment(TenantModel):
    """What a mandate was before it was changed; blank where it stayed.

    `told_by` is the debit with whose file the payer's bank was told, None while it was not.
    """

    mandate = TenantRelation("direct_debits.Mandate")
    mandate_id: UUID
    amended_on = models.DateField()
    original_reference = models.TextField(default="")
    original_iban = models.TextField(default="")
    original_creditor_identifier = models.TextField(default="")
    original_creditor_name = models.TextField(default="")
    told_by = TenantRelation("direct_debits.Debit", null=True)
    told_by_id: UUID | None
    command_id = models.UUIDField()

    class Meta:
        db_table = "mandate_amendment"
        indexes = [models.Index(fields=["organization_id", "mandate_id", "id"], name="mandate_amendment_mandate")]
