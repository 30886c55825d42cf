"""The taxes whose certificates are awaited for long."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.queries.find_withheld_tax import STATE
from openbill.primitives.money import Money


@dataclass(frozen=True, slots=True)
class AwaitedCertificate:
    """So much was withheld of a debt on a day; its payer is named as shown."""

    withheld_id: UUID
    customer_id: UUID
    number: str
    withheld_on: date
    amount: Money


def certificates_awaited(*, withheld_by: date) -> list[AwaitedCertificate]:
    """What was withheld by a day and is neither certified, owed again nor taken back, the longest awaited first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT withheld.id, {shown_as("owner")}, credit.document_number, credit.document_date, credit.amount_minor,
                   credit.currency
            FROM withheld_tax withheld
            JOIN open_item credit ON credit.organization_id = withheld.organization_id AND credit.id = withheld.item_id
            JOIN customer owner ON owner.organization_id = withheld.organization_id AND owner.id = withheld.customer_id
            WHERE withheld.organization_id = %(organization)s
              AND withheld.certificate_id IS NULL AND withheld.refused_because = ''
              AND credit.document_date <= %(by)s AND {STATE} = 'awaited'
            ORDER BY withheld.id
            """,
            {"organization": current_organization_id(), "by": withheld_by},
        )
        return [
            AwaitedCertificate(withheld_id, customer_id, number, on, Money(minor, currency))
            for withheld_id, customer_id, number, on, minor, currency in cursor.fetchall()
        ]
