"""Bring a file of remittance advices in: every advice that is not there yet."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from openbill.cash_application.events import RemittancesWereImported
from openbill.cash_application.models import Remittance, RemittanceLine
from openbill.cash_application.policies.reference_tokens import normal_number
from openbill.cash_application.policies.remittance_key import remittance_keys
from openbill.cash_application.reading.remittances.recognise_remittance import recognise_remittance
from openbill.cash_application.types.remittances import ImportedRemittance, RemittanceAdvice
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifiers
from openbill.primitives.money import Money

MEDIA_TYPE = "application/octet-stream"


@command(permission="cash_application.import", summarised=("content",))
def import_remittances(
    *, content: bytes, file_name: str, currency: str | None = None, context: Context
) -> list[ImportedRemittance]:
    """Bring in the remittance advices of an EDI 820, CSV, e-mail, text or PDF file, all of them or none.

    `currency` is that of amounts that name none; without it the organization's. An advice that is there already is
    known by its key and left alone, so the same file twice changes nothing. Raises UnknownCurrency,
    RemittanceIsNotRecognised, RemittanceCannotBeRead, RemittanceIsTruncated, RemittanceIsTooLarge and
    RemittanceTellsNothing.
    """
    otherwise = currency or organization_in_force().currency
    exponent(otherwise)
    advices = recognise_remittance(content, file_name, currency=otherwise)
    (file_id,) = keep_files([NewFile(file_name, MEDIA_TYPE, content)], context=context)
    keys = remittance_keys(advices, sha256(content).hexdigest())
    fresh = _write(keys, advices, file_id, context)
    if fresh:
        publish(RemittancesWereImported(len(fresh)), context=context)
    known = dict(
        Remittance.objects.filter(organization_id=context.organization_id, key__in=keys).values_list("key", "id")
    )
    return [_told(known[key], known[key] in fresh, advice) for key, advice in zip(keys, advices, strict=True)]


def _write(keys: Sequence[str], advices: Sequence[RemittanceAdvice], file_id: UUID, context: Context) -> set[UUID]:
    """Add what is not there; who brings the same advice at the same time waits, and adds nothing. Which were added."""
    now = clock.now()
    rows = [
        Remittance(
            organization_id=context.organization_id,
            id=identifier,
            file_id=file_id,
            position=position,
            key=key,
            place=advice.place,
            payer_name=advice.payer_name,
            payer_number=advice.payer_number,
            payer_account=advice.payer_account,
            reference=advice.reference,
            normal_reference=normal_number(advice.reference).lstrip("0"),
            amount_minor=_units(advice.amount),
            currency=advice.currency,
            paid_date=advice.paid_date,
            received_at=now,
            warnings=list(advice.warnings),
            command_id=context.running_command_id,
        )
        for position, (identifier, key, advice) in enumerate(
            zip(new_identifiers(len(advices)), keys, advices, strict=True), start=1
        )
    ]
    # In the order of the keys, so that two files with the same advices wait for each other and never deadlock.
    in_order = sorted(rows, key=lambda row: row.key)
    Remittance.objects.bulk_create(in_order, batch_size=1_000, ignore_conflicts=True)
    added = Remittance.objects.filter(organization_id=context.organization_id, id__in=[row.id for row in rows])
    fresh = set(added.values_list("id", flat=True))
    lines = [
        line
        for row, advice in zip(rows, advices, strict=True)
        if row.id in fresh
        for line in _lines(advice, row.id, context)
    ]
    RemittanceLine.objects.bulk_create(lines, batch_size=1_000)
    return fresh


def _lines(advice: RemittanceAdvice, remittance_id: UUID, context: Context) -> list[RemittanceLine]:
    return [
        RemittanceLine(
            organization_id=context.organization_id,
            id=identifier,
            remittance_id=remittance_id,
            position=position,
            document_number=line.document_number,
            amount_minor=_units(line.amount),
            discount_minor=_units(line.discount),
            deduction_minor=_units(line.deduction),
            reason=line.reason,
            reason_code=line.reason_code,
            purchase_order=line.purchase_order,
        )
        for position, (identifier, line) in enumerate(
            zip(new_identifiers(len(advice.lines)), advice.lines, strict=True), start=1
        )
    ]


def _units(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor_units


def _told(remittance_id: UUID, is_new: bool, advice: RemittanceAdvice) -> ImportedRemittance:
    return ImportedRemittance(
        remittance_id,
        is_new,
        advice.payer_name,
        advice.payer_number,
        advice.reference,
        _units(advice.amount),
        advice.currency,
        sum(bool(line.document_number) for line in advice.lines),
        advice.warnings,
    )
