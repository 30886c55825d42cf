"""Documents that bill: invoices, credit notes and debit notes, as drafts and issued."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.invoicing.policies.invoice_lifecycle import INVOICE_LIFECYCLE
from openbill.invoicing.types import DocumentKind


class Invoice(TenantModel):
    """A document; once issued nothing of it changes, and `number` stands in a series without gaps.

    Amounts are in minor units, positive for every kind. `rate` is the exchange rate of the day: how much of the
    entity's currency one major unit is worth.
    """

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    kind = models.TextField()
    state = models.TextField(default=INVOICE_LIFECYCLE.initial)
    number = models.TextField(null=True)
    currency = models.CharField(max_length=3)
    document_date = models.DateField(null=True)
    service_from = models.DateField(null=True)
    service_to = models.DateField(null=True)
    terms = TenantRelation("invoicing.TermsVersion", null=True)
    terms_id: UUID | None
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    corrects = TenantRelation("invoicing.Invoice", null=True)
    corrects_id: UUID | None
    buyer_reference = models.TextField(default="")
    text_before = models.TextField(default="")
    text_after = models.TextField(default="")
    discount_minor = models.BigIntegerField(default=0)
    net_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    gross_minor = models.BigIntegerField(default=0)
    rate = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    reference = models.TextField(default="")
    issued_at = models.DateTimeField(null=True)
    command_id = models.UUIDField()
    issuing_command_id = models.UUIDField(null=True)

    class Meta:
        db_table = "invoice"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "number"], name="invoice_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DocumentKind]), name="invoice_kind"
            ),
            models.CheckConstraint(condition=models.Q(state__in=INVOICE_LIFECYCLE.states), name="invoice_state"),
            models.CheckConstraint(
                condition=models.Q(state="draft", number=None)
                | models.Q(state="issued", number__isnull=False, document_date__isnull=False, issued_at__isnull=False),
                name="invoice_is_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=models.Q(gross_minor=models.F("net_minor") + models.F("tax_minor")),
                name="invoice_net_and_tax_are_gross",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id", "document_date"], name="invoice_customer"),
            models.Index(
                fields=["organization_id", "corrects_id"],
                name="invoice_corrects",
                condition=models.Q(corrects_id__isnull=False),
            ),
            models.Index(fields=["organization_id", "id"], name="invoice_drafts", condition=models.Q(state="draft")),
            models.Index(
                fields=["organization_id", "document_date", "id"],
                name="invoice_drafts_dated",
                condition=models.Q(state="draft"),
            ),
        ]


class InvoiceLine(TenantModel):
    """A line: quantity times unit price (major units), less a discount; `net_minor` is rounded once."""

    invoice = TenantRelation("invoicing.Invoice")
    invoice_id: UUID
    position = models.IntegerField()
    description = models.TextField()
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.TextField(default="")
    unit_price = models.DecimalField(max_digits=20, decimal_places=6)
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    tax_code = TenantRelation("invoicing.TaxCode")
    tax_code_id: UUID
    net_minor = models.BigIntegerField()

    class Meta:
        db_table = "invoice_line"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "invoice_id", "position"], name="invoice_line_position_is_unique"
            ),
        ]


class InvoiceTax(TenantModel):
    """What is taxed at one rate on an issued document, and the tax on it."""

    invoice = TenantRelation("invoicing.Invoice")
    invoice_id: UUID
    tax_code = TenantRelation("invoicing.TaxCode")
    tax_code_id: UUID
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    base_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()

    class Meta:
        db_table = "invoice_tax"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "invoice_id", "tax_code_id"], name="invoice_tax_code_is_unique"
            ),
        ]


class InvoiceItem(TenantModel):
    """The open item that an instalment of an issued document is."""

    invoice = TenantRelation("invoicing.Invoice")
    invoice_id: UUID
    instalment_number = models.SmallIntegerField()
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID

    class Meta:
        db_table = "invoice_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "invoice_id", "instalment_number"], name="invoice_item_number_is_unique"
            ),
            models.UniqueConstraint(fields=["organization_id", "item_id"], name="invoice_item_is_unique"),
        ]
