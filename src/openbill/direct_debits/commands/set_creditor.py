"""Say as whom a legal entity collects."""

from uuid import UUID

from openbill.direct_debits.commands.read_collecting_account import read_collecting_account
from openbill.direct_debits.errors import NoticeDaysWrong
from openbill.direct_debits.events import CreditorWasSet
from openbill.direct_debits.models import Creditor, Mandate, MandateAmendment
from openbill.direct_debits.policies.collection_date import NOTICE_DAYS
from openbill.direct_debits.policies.creditor_identifier import creditor_identifier
from openbill.direct_debits.types import DebitVersion
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.policies.required_text import required_text

MOST_NOTICE_DAYS = 60


@in_plain_text("name", "identifier")
@command(permission="direct_debits.manage")
def set_creditor(
    *,
    legal_entity_id: UUID,
    bank_account_id: UUID,
    identifier: str,
    name: str = "",
    is_batch_booked: bool = True,
    marks_first: bool = False,
    notice_days: int = NOTICE_DAYS,
    version: DebitVersion = DebitVersion.V08,
    context: Context,
) -> UUID:
    """Set the whole of how a legal entity collects, in place of what was before.

    A blank name is that of the legal entity. Where the name or the identifier is another one than before, the payers'
    banks are told with the next collection under each mandate. Raises LegalEntityUnknown, AccountCannotCollect,
    CreditorIdentifierWrong, NoticeDaysWrong and UnseenCharacter.
    """
    entity = read_legal_entity(legal_entity_id, context=context)
    account = read_collecting_account(bank_account_id, legal_entity_id, context=context)
    number, name = creditor_identifier(identifier), required_text("name", name or entity.name)
    _check_notice_days(notice_days)
    rows = Creditor.objects.filter(organization_id=context.organization_id, legal_entity_id=legal_entity_id)
    if (before := rows.first()) is not None:
        _amend_mandates(before, number, name, context)
    creditor, _ = Creditor.objects.update_or_create(
        organization_id=context.organization_id,
        legal_entity_id=legal_entity_id,
        defaults={
            "bank_account_id": account.id,
            "identifier": number,
            "name": name,
            "is_batch_booked": is_batch_booked,
            "marks_first": marks_first,
            "notice_days": notice_days,
            "version": version.value,
            "command_id": context.running_command_id,
        },
    )
    publish(CreditorWasSet(legal_entity_id, account.id), context=context)
    return creditor.id


def checked_notice_days(days: int | None) -> int | None:
    """Days that can be agreed with a customer, or None. Raises NoticeDaysWrong."""
    if days is not None:
        _check_notice_days(days)
    return days


def _check_notice_days(days: int) -> None:
    if not 1 <= days <= MOST_NOTICE_DAYS:
        raise NoticeDaysWrong(days=days)


def _amend_mandates(before: Creditor, identifier: str, name: str, context: Context) -> None:
    other_identifier = before.identifier if before.identifier != identifier else ""
    other_name = before.name if before.name != name else ""
    if not (other_identifier or other_name):
        return
    mandates = Mandate.objects.filter(
        organization_id=context.organization_id,
        legal_entity_id=before.legal_entity_id,
        state__in=["active", "suspended"],
    )
    MandateAmendment.objects.bulk_create(
        [
            MandateAmendment(
                organization_id=context.organization_id,
                mandate_id=mandate_id,
                amended_on=context.today(),
                original_creditor_identifier=other_identifier,
                original_creditor_name=other_name,
                command_id=context.running_command_id,
            )
            for mandate_id in mandates.order_by("id").values_list("id", flat=True)
        ],
        batch_size=1_000,
    )
