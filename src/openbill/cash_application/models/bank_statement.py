"""What banks said, as they said it."""

from uuid import UUID

from django.db import models

from openbill.cash_application.types.statements import StatementKind
from openbill.foundation.tenancy import TenantModel, TenantRelation


class BankStatement(TenantModel):
    """A statement of an own account; balances in minor units, where the bank told them.

    `file_id` is the file of which it is the `position`th statement.
    """

    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    file_id = models.UUIDField()
    position = models.IntegerField()
    kind = models.TextField()
    number = models.TextField()
    currency = models.CharField(max_length=3)
    from_date = models.DateField()
    to_date = models.DateField()
    opening_minor = models.BigIntegerField(null=True)
    closing_minor = models.BigIntegerField(null=True)
    line_count = models.IntegerField()
    warnings = models.JSONField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "bank_statement"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "file_id", "position"], name="bank_statement_is_of_one_file"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in StatementKind]), name="bank_statement_kind"
            ),
            models.CheckConstraint(condition=models.Q(from_date__lte=models.F("to_date")), name="bank_statement_days"),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "bank_account_id", "to_date", "from_date"], name="bank_statement_days_order"
            ),
        ]


class BankLine(TenantModel):
    """One booking of an own account: `amount_minor` is positive where money came in. It never changes.

    `key` tells it from every other line of the account: the same line in a second file has the same key. `parts` are
    the payments of a batch, `structured` and `documents` what the bank marks as references.
    """

    statement = TenantRelation("cash_application.BankStatement")
    statement_id: UUID
    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    key = models.TextField()
    position = models.IntegerField()
    booked_date = models.DateField()
    value_date = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    party_name = models.TextField()
    party_account = models.TextField()
    party_bank = models.TextField()
    text = models.TextField()
    structured = models.JSONField()
    documents = models.JSONField()
    end_to_end_id = models.TextField()
    mandate_id = models.TextField()
    bank_reference = models.TextField()
    batch_id = models.TextField()
    code = models.TextField()
    note = models.TextField()
    return_reason = models.TextField()
    charges_minor = models.BigIntegerField(null=True)
    is_reversal = models.BooleanField()
    parts = models.JSONField()

    class Meta:
        db_table = "bank_line"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "bank_account_id", "key"], name="bank_line_is_taken_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "bank_account_id", "booked_date", "id"], name="bank_line_booked"),
            models.Index(fields=["organization_id", "statement_id", "position"], name="bank_line_statement"),
            models.Index(
                fields=["organization_id", "bank_account_id", "bank_reference"],
                name="bank_line_reference",
                condition=~models.Q(bank_reference=""),
            ),
        ]
