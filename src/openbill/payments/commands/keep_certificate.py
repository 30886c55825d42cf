"""Keep the certificate of taxes that a payer kept, with its file; or take it back."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from openbill.customers.queries.with_merged import shown_customers
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.payments.errors import (
    CertificateDoesNotAddUp,
    CertificateKnown,
    CertificateNumberMissing,
    CertificateOfSeveral,
    CertificateOfTheFuture,
    CertificateUnknown,
    CertificateWasWithdrawn,
    NoTaxNamed,
    ReasonMissing,
    TaxIsNotAwaited,
    WithheldTaxUnknown,
)
from openbill.payments.events import TaxCertificateWasKept, TaxCertificateWasWithdrawn
from openbill.payments.models import TaxCertificate, WithheldTax
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem

LONGEST_NUMBER = 100


@command(permission="payments.record", subject="withheld_ids")
def keep_certificate(
    *, withheld_ids: Sequence[UUID], number: str, issued_on: date, amount: Money, context: Context
) -> UUID:
    """Keep a certificate over taxes that one customer kept; they come to its amount, to the cent.

    Raises NoTaxNamed, WithheldTaxUnknown, TaxIsNotAwaited, CertificateOfSeveral, CertificateNumberMissing,
    CertificateKnown, CertificateOfTheFuture and CertificateDoesNotAddUp.
    """
    number = " ".join(number.split())[:LONGEST_NUMBER]
    if not number:
        raise CertificateNumberMissing
    today = read_latest_day(context=context)
    if issued_on > today:
        raise CertificateOfTheFuture(issued_on=issued_on, today=today)
    rows = lock_withheld(withheld_ids, context=context)
    items = {item.id: item for item in _credits(rows, context)}
    taken_back = _taken_back(items, context)
    for row in rows:
        if row.certificate_id is not None or row.refused_because or row.item_id in taken_back:
            raise TaxIsNotAwaited(number=items[row.item_id].document_number)
    shown = set(shown_customers(row.customer_id for row in rows).values())
    if len(shown) > 1 or len({item.currency for item in items.values()}) > 1:
        raise CertificateOfSeveral
    (customer_id,) = shown
    kept = Money.total(
        (Money(item.amount_minor, item.currency) for item in items.values()), next(iter(items.values())).currency
    )
    if kept != amount:
        raise CertificateDoesNotAddUp(kept=kept, amount=amount)
    certificate = TaxCertificate(
        organization_id=context.organization_id,
        customer_id=customer_id,
        number=number,
        issued_on=issued_on,
        amount_minor=amount.minor_units,
        currency=amount.currency,
        kept_at=context.at,
        command_id=context.running_command_id,
    )
    with refuse_by_constraint("tax_certificate_is_kept_once", CertificateKnown(number=number)):
        certificate.save(force_insert=True)
    _of(rows, context).update(certificate_id=certificate.id)
    publish(
        TaxCertificateWasKept(certificate.id, customer_id, number, amount.minor_units, amount.currency),
        context=context,
    )
    return certificate.id


@command(permission="payments.record", summarised=("content",), subject="certificate_id")
def keep_certificate_file(
    *, certificate_id: UUID, content: bytes, file_name: str, media_type: str = "application/pdf", context: Context
) -> UUID:
    """Keep the sheet of a certificate; one that was kept before stays in the files.

    Raises CertificateUnknown, CertificateWasWithdrawn, FileNameBlank, FileNameWrong, MediaTypeWrong, FileEmpty and
    FileTooLarge.
    """
    certificate = _locked(certificate_id, context)
    (certificate.file_id,) = keep_files([NewFile(file_name, media_type, content)], context=context)
    certificate.save(update_fields=["file_id"])
    assert certificate.file_id is not None, "It was kept just now."
    return certificate.file_id


@command(permission="payments.record", personal=("reason",), subject="certificate_id")
def withdraw_certificate(*, certificate_id: UUID, reason: str, context: Context) -> None:
    """Take a certificate back that was kept wrongly: what it certified is awaited again.

    Raises CertificateUnknown, CertificateWasWithdrawn and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    certificate = _locked(certificate_id, context)
    WithheldTax.objects.filter(organization_id=context.organization_id, certificate_id=certificate.id).update(
        certificate_id=None
    )
    certificate.withdrawn_at, certificate.withdrawn_because = context.at, reason.strip()
    certificate.save(update_fields=["withdrawn_at", "withdrawn_because"])
    publish(
        TaxCertificateWasWithdrawn(
            certificate.id, certificate.customer_id, certificate.number, certificate.amount_minor, certificate.currency
        ),
        context=context,
    )


def lock_withheld(withheld_ids: Sequence[UUID], *, context: Context) -> list[WithheldTax]:
    """The rows, locked, in the order of their keys. Raises NoTaxNamed and WithheldTaxUnknown."""
    if not withheld_ids:
        raise NoTaxNamed
    wanted = set(withheld_ids)
    found = WithheldTax.objects.filter(organization_id=context.organization_id, id__in=wanted)
    rows = list(found.select_for_update(no_key=True).order_by("id"))
    if missing := wanted - {row.id for row in rows}:
        raise WithheldTaxUnknown(withheld_id=min(missing))
    return rows


def _locked(certificate_id: UUID, context: Context) -> TaxCertificate:
    found = TaxCertificate.objects.filter(organization_id=context.organization_id, id=certificate_id)
    certificate = found.select_for_update(no_key=True).first()
    if certificate is None:
        raise CertificateUnknown(certificate_id=certificate_id)
    if certificate.withdrawn_at is not None:
        raise CertificateWasWithdrawn(number=certificate.number)
    return certificate


def _of(rows: Sequence[WithheldTax], context: Context) -> QuerySet[WithheldTax]:
    return WithheldTax.objects.filter(organization_id=context.organization_id, id__in=[row.id for row in rows])


def _credits(rows: Sequence[WithheldTax], context: Context) -> list[OpenItem]:
    wanted = [row.item_id for row in rows]
    return list(OpenItem.objects.filter(organization_id=context.organization_id, id__in=wanted).order_by("id"))


def _taken_back(item_ids: Iterable[UUID], context: Context) -> set[UUID]:
    """The payment that one came with may have been taken back, and with it what its payer had kept."""
    counters = OpenItem.objects.filter(organization_id=context.organization_id, counters_id__in=list(item_ids))
    return {each for each in counters.values_list("counters_id", flat=True) if each is not None}
