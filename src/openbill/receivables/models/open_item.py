"""What is owed, one item per due date."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class OpenItem(TenantModel):
    """A debt of a customer (side debit) or a credit in the customer's favour (side credit).

    `posting_date` is the day in the books, `document_date` the true one. `open_minor` is what allocations
    have left of `amount_minor`; `functional_minor` and `open_functional_minor` are the same in the legal
    entity's currency, nothing where the item has no exchange rate yet (`is_valued` false). The database
    keeps the open amounts, the date of the last allocation and of the last undoing; `verify` re-derives them.
    `control` is the role of the control account on which the item stands, `counter` the other side of its entry.
    `normal_number` is the document number as it is compared (policy `normal_number` of cash application), and
    `read_alike` that with digits written as the letters that they are taken for.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    side = models.TextField()
    kind = models.TextField()
    control = models.TextField()
    document_number = models.TextField(default="")
    normal_number = models.GeneratedField(
        expression=models.Func("document_number", function="normal_number"),
        output_field=models.TextField(),
        db_persist=True,
    )
    read_alike = models.GeneratedField(
        expression=models.Func("document_number", function="read_alike"),
        output_field=models.TextField(),
        db_persist=True,
    )
    instalment_number = models.SmallIntegerField(default=1)
    reference = models.TextField(default="")
    document_date = models.DateField()
    posting_date = models.DateField()
    original_due_date = models.DateField()
    due_date = models.DateField()
    due_date_changed_on = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    open_minor = models.BigIntegerField()
    functional_minor = models.BigIntegerField()
    open_functional_minor = models.BigIntegerField()
    is_valued = models.BooleanField()
    disputed_minor = models.BigIntegerField(default=0)
    last_allocation_date = models.DateField(null=True)
    last_undoing_date = models.DateField(null=True)
    counters = TenantRelation("receivables.OpenItem", null=True)
    counters_id: UUID | None
    corrects = TenantRelation("receivables.OpenItem", null=True)
    corrects_id: UUID | None
    source = models.TextField(null=True)
    external_id = models.TextField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "open_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "external_id"],
                condition=models.Q(external_id__isnull=False),
                name="open_item_external_id_is_unique",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "counters_id"],
                condition=models.Q(counters_id__isnull=False),
                name="open_item_is_countered_once",
            ),
            models.CheckConstraint(condition=models.Q(side__in=["debit", "credit"]), name="open_item_side"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="open_item_amount_is_positive"),
            models.CheckConstraint(
                condition=models.Q(open_minor__gte=0, open_minor__lte=models.F("amount_minor")),
                name="open_item_is_not_over_allocated",
            ),
            models.CheckConstraint(
                condition=models.Q(disputed_minor__gte=0, disputed_minor__lte=models.F("amount_minor")),
                name="open_item_disputed_part",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "customer_id", "due_date"],
                name="open_item_open",
                condition=models.Q(open_minor__gt=0),
                include=["currency", "side", "legal_entity_id", "posting_date", "open_minor"],
            ),
            models.Index(
                fields=["organization_id", "due_date", "id"],
                name="open_item_due",
                condition=models.Q(open_minor__gt=0),
                include=["currency", "side", "posting_date", "open_minor"],
            ),
            models.Index(
                fields=["organization_id", "last_allocation_date"],
                name="open_item_settled",
                condition=models.Q(open_minor=0),
            ),
            models.Index(
                fields=["organization_id", "currency"],
                name="open_item_unvalued",
                condition=models.Q(is_valued=False),
            ),
            models.Index(fields=["organization_id", "customer_id", "posting_date"], name="open_item_customer"),
            models.Index(fields=["organization_id", "document_number"], name="open_item_document_number"),
            models.Index(fields=["organization_id", "normal_number"], name="open_item_normal_number"),
            models.Index(
                fields=["organization_id", "read_alike"],
                name="open_item_read_alike",
                condition=models.Q(side="debit", open_minor__gt=0),
            ),
            models.Index(
                fields=["organization_id", "document_date", "id"],
                name="open_item_documents",
                condition=models.Q(kind__in=["invoice", "credit_note", "debit_note"]),
            ),
            models.Index(
                fields=["organization_id", "due_date", "id"],
                name="open_item_documents_due",
                condition=models.Q(kind__in=["invoice", "credit_note", "debit_note"]),
            ),
            models.Index(
                fields=["organization_id", "document_number", "instalment_number", "id"],
                name="open_item_documents_number",
                condition=models.Q(kind__in=["invoice", "credit_note", "debit_note"]),
            ),
            models.Index(
                fields=["organization_id", "amount_minor"],
                name="open_item_payments",
                condition=models.Q(kind="payment"),
            ),
            models.Index(
                fields=["organization_id", "amount_minor"],
                name="open_item_refunds",
                condition=models.Q(kind="refund"),
            ),
            models.Index(
                fields=["organization_id", "open_minor"],
                name="open_item_unapplied",
                condition=models.Q(kind="payment", open_minor__gt=0),
            ),
            models.Index(
                fields=["organization_id", "id"],
                name="open_item_disputed",
                condition=models.Q(disputed_minor__gt=0),
            ),
            models.Index(
                fields=["organization_id", "document_date", "id"],
                name="open_item_part_paid",
                condition=models.Q(
                    kind__in=["invoice", "credit_note", "debit_note"],
                    open_minor__gt=0,
                    open_minor__lt=models.F("amount_minor"),
                ),
            ),
        ]
