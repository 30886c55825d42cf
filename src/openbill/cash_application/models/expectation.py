"""What is expected on the accounts at banks, and which line it came with."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.payments.types import MoneyOn


class Expectation(TenantModel):
    """Money that will come to, or go from, an account at a bank as one line: a batch of debits, a gateway's payout.

    `amount_minor` is negative where it goes out. One of the `words` stands in the line as a whole reference. `account`
    is where the money stands in the books until then. `source_kind` and `source_id` are what it is of.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    source_kind = models.TextField()
    source_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    expected_date = models.DateField()
    words = models.JSONField()
    account = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "expected_at_bank"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source_kind", "source_id"], name="expected_at_bank_is_there_once"
            ),
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="expected_at_bank_amount"),
            models.CheckConstraint(
                condition=models.Q(account__in=[account.value for account in MoneyOn]), name="expected_at_bank_account"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "amount_minor"], name="expected_at_bank_value")]


class LineClearing(TenantModel):
    """A posted line is, in whole or in part, what was expected or known already: it cleared that.

    `source_kind` is payment, return or refund, charge for what the bank took beside it, or the kind of an expectation.
    The amounts, negative where money went out, add up to the line. `is_undone` goes with its posting.
    """

    posting = TenantRelation("cash_application.LinePosting")
    posting_id: UUID
    source_kind = models.TextField()
    source_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    account = models.TextField()
    is_undone = models.BooleanField(default=False)

    class Meta:
        db_table = "line_clearing"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source_kind", "source_id"],
                condition=models.Q(is_undone=False),
                name="line_clearing_is_of_one",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "posting_id"], name="line_clearing_posting")]
