"""Journal entries and their lines."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class JournalEntry(TenantModel):
    """One balanced entry, posted once and never changed; corrected only by a reversal.

    `source_id` is the open item, the allocation or the run that the entry books. `transaction_id` is the
    database transaction that wrote the entry; its lines come in the same one.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    posting_date = models.DateField()
    kind = models.TextField()
    source_id = models.UUIDField()
    reverses = TenantRelation("ledger.JournalEntry", null=True)
    reverses_id: UUID | None
    command_id = models.UUIDField()

    class Meta:
        db_table = "journal_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "reverses_id"],
                condition=models.Q(reverses_id__isnull=False),
                name="journal_entry_is_reversed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "posting_date", "id"], name="journal_entry_in_order"),
            models.Index(fields=["organization_id", "source_id"], name="journal_entry_source"),
        ]


class JournalLine(models.Model):
    """One line: an amount on an account, debit positive and credit negative.

    `functional_minor` is the same amount in the legal entity's currency. A line without an amount but with
    a functional amount is an exchange difference.
    """

    pk = models.CompositePrimaryKey("organization_id", "entry_id", "number")
    organization_id = models.UUIDField()
    entry = TenantRelation("ledger.JournalEntry")
    entry_id: UUID
    number = models.SmallIntegerField()
    account = TenantRelation("ledger.Account")
    account_id: UUID
    customer = TenantRelation("customers.Customer", null=True)
    customer_id: UUID | None
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    functional_minor = models.BigIntegerField()

    class Meta:
        db_table = "journal_line"
        indexes = [
            models.Index(fields=["organization_id", "account_id", "customer_id"], name="journal_line_account"),
        ]
