"""An invented invoice on the real letterhead, so that its look can be judged before the first real one."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from openbill.documents.queries.senders import senders
from openbill.documents.types import DuePart, InvoiceLine, InvoiceSheet, InvoiceTotals, Recipient, TaxRow
from openbill.organizations.queries.legal_entities import legal_entity_of
from openbill.primitives.money import Money

REFERENCE = "RF18539007547034"
"""The example of ISO 11649."""


def sample_invoice(legal_entity_id: UUID, day: date, language: str, description: str) -> InvoiceSheet:
    """An invoice over three of something at 100 with 19 % tax, due in 30 days.

    It is in the entity's currency; `description` says what is billed. Raises LegalEntityUnknown.
    """
    sender = senders()[legal_entity_of(legal_entity_id).id]
    currency = sender.entity.currency
    net, tax = Money.of("300", currency), Money.of("57", currency)
    gross = net + tax
    line = InvoiceLine(
        position="1",
        description=description,
        quantity=Decimal(3),
        unit_price=Decimal(100),
        net_minor=net.minor_units,
        tax_label="19 %",
    )
    return InvoiceSheet(
        language=language,
        currency=currency,
        seller=sender.seller(language),
        buyer=Recipient(
            name="Muster AG", address_lines=("Beispielweg 1", "12345 Musterstadt"), customer_number="10001"
        ),
        number="INV-0001",
        document_date=day,
        lines=(line,),
        totals=InvoiceTotals(
            net_minor=net.minor_units,
            gross_minor=gross.minor_units,
            due_minor=gross.minor_units,
            taxes=(
                TaxRow(label="19 %", base_minor=net.minor_units, tax_minor=tax.minor_units, rate_percent=Decimal(19)),
            ),
        ),
        due=(DuePart(due_date=day + timedelta(days=30), amount_minor=gross.minor_units),),
        payment=sender.payment(REFERENCE, gross),
    )
