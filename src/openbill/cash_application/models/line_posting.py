"""What became of the lines of banks."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openbill.cash_application.types.decisions import PostingKind
from openbill.foundation.tenancy import TenantModel, TenantRelation


class LineToDo(TenantModel):
    """A bank line that nobody has decided about yet; it goes when the line is posted, and is back when that is undone.

    `found` counts the proposals that there were when the line was last looked at, and `probability` is that of the
    best; None where nobody was found, or the line was not looked at yet (`is_matched` false). A held line waits for
    people, with a note. `words` are those that may be document numbers, as they are compared (policy `line_words`).
    """

    line = TenantRelation("cash_application.BankLine")
    line_id: UUID
    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    booked_date = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    words = ArrayField(models.TextField(), default=list)
    is_matched = models.BooleanField(default=False)
    found = models.SmallIntegerField(default=0)
    probability = models.FloatField(null=True)
    is_held = models.BooleanField(default=False)
    note = models.TextField(default="")

    class Meta:
        db_table = "line_to_do"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "line_id"], name="line_to_do_is_there_once"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "is_held", "amount_minor"], name="line_to_do_value"),
            models.Index(fields=["organization_id", "is_held", "booked_date"], name="line_to_do_age"),
            models.Index(
                fields=["organization_id", "bank_account_id"],
                name="line_to_do_unmatched",
                condition=models.Q(is_matched=False),
            ),
        ]


class LinePosting(TenantModel):
    """What was decided about a bank line; at most one posting of a line stands.

    `is_by_itself` says that no person did it; `documents` counts those that it settled, wholly or in part.
    `probability` and `rank` are those of the proposal that was taken (1 for the best); None where it was put together
    by hand. `evidence` is why, as the proposal said it. One that was undone stays, with who did so and why.
    """

    line = TenantRelation("cash_application.BankLine")
    line_id: UUID
    kind = models.TextField()
    is_by_itself = models.BooleanField()
    probability = models.FloatField(null=True)
    rank = models.SmallIntegerField(null=True)
    evidence = models.JSONField()
    documents = models.IntegerField(default=0, db_default=0)
    posted_at = models.DateTimeField()
    command_id = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_reason = models.TextField(default="")

    class Meta:
        db_table = "line_posting"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "line_id"],
                condition=models.Q(undone_at=None),
                name="line_posting_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in PostingKind]), name="line_posting_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="line_posting_is_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(probability=None) | models.Q(probability__gte=0, probability__lte=1),
                name="line_posting_probability",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "posted_at"], name="line_posting_posted"),
            models.Index(fields=["organization_id", "line_id"], name="line_posting_line"),
        ]


class LineSplit(TenantModel):
    """A part of a posted line: the payment of a customer; they add up to the line."""

    posting = TenantRelation("cash_application.LinePosting")
    posting_id: UUID
    number = models.SmallIntegerField()
    payment = TenantRelation("payments.Payment")
    payment_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    amount_minor = models.BigIntegerField()

    class Meta:
        db_table = "line_split"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "posting_id", "number"], name="line_split_is_numbered"),
        ]
        indexes = [models.Index(fields=["organization_id", "payment_id"], name="line_split_payment")]


class LineDispute(TenantModel):
    """A dispute that was opened with a posted line, over what its payer had kept."""

    posting = TenantRelation("cash_application.LinePosting")
    posting_id: UUID
    dispute = TenantRelation("disputes.Dispute")
    dispute_id: UUID

    class Meta:
        db_table = "line_dispute"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "dispute_id"], name="line_dispute_is_of_one"),
        ]
        indexes = [models.Index(fields=["organization_id", "posting_id"], name="line_dispute_posting")]


class LineCreditUse(TenantModel):
    """A credit of a customer that was settled against debts together with a line: the payer had taken it off."""

    posting = TenantRelation("cash_application.LinePosting")
    posting_id: UUID
    allocation = TenantRelation("receivables.Allocation")
    allocation_id: UUID

    class Meta:
        db_table = "line_credit_use"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "allocation_id"], name="line_credit_use_is_of_one"),
        ]
        indexes = [models.Index(fields=["organization_id", "posting_id"], name="line_credit_use_posting")]
