"""The certificates of taxes that payers kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.errors import CertificateUnknown


@dataclass(frozen=True, slots=True)
class TaxCertificateDetails:
    """A certificate with how many taxes it is for; `withdrawn_because` is blank where it stands."""

    id: UUID
    customer_id: UUID
    customer_name: str
    number: str
    issued_on: date
    currency: str
    amount_minor: int
    file_id: UUID | None
    kept_at: datetime
    withdrawn_at: datetime | None
    withdrawn_because: str
    taxes: int


def tax_certificate(certificate_id: UUID) -> TaxCertificateDetails:
    """One certificate. Raises CertificateUnknown."""
    rows = _rows("AND certificate.id = %(certificate)s", {"certificate": certificate_id})
    if not rows:
        raise CertificateUnknown(certificate_id=certificate_id)
    return rows[0]


def tax_certificates(
    *, customer_id: UUID | None = None, after: UUID | None = None, limit: int = 50
) -> list[TaxCertificateDetails]:
    """Certificates, the last kept first; `after` is the last one seen."""
    wanted = "AND shown.id = %(customer)s" if customer_id else ""
    wanted += " AND certificate.id < %(after)s" if after else ""
    return _rows(wanted, {"customer": customer_id, "after": after}, limit=limit)


def _rows(wanted: str, parameters: dict[str, UUID | None], *, limit: int = 1) -> list[TaxCertificateDetails]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT certificate.id, shown.id, shown.name, certificate.number, certificate.issued_on,
                   certificate.currency, certificate.amount_minor, certificate.file_id, certificate.kept_at,
                   certificate.withdrawn_at, certificate.withdrawn_because,
                   (SELECT count(*)::int FROM withheld_tax withheld
                    WHERE withheld.organization_id = certificate.organization_id
                      AND withheld.certificate_id = certificate.id)
            FROM tax_certificate certificate
            JOIN customer owner ON owner.organization_id = certificate.organization_id
                               AND owner.id = certificate.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE certificate.organization_id = %(organization)s {wanted}
            ORDER BY certificate.id DESC LIMIT %(limit)s
            """,
            {**parameters, "organization": current_organization_id(), "limit": limit},
        )
        return [TaxCertificateDetails(*row) for row in cursor.fetchall()]
