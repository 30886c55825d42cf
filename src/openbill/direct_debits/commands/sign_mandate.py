"""Take note that a mandate was signed, and keep what was signed."""

from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.errors import IbanMissing, MandateSignedLater
from openbill.direct_debits.events import MandateWasSigned
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE
from openbill.direct_debits.types import SignedHow
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day


@command(permission="direct_debits.manage")
def sign_mandate(*, mandate_id: UUID, signed_on: date, signed_how: SignedHow, context: Context) -> None:
    """A draft was signed: from now on it may be collected under it.

    An open link to sign it is good no more. Raises MandateUnknown, NotPossibleInState, MandateSignedLater, and
    IbanMissing where it is without an account.
    """
    mandate = lock_mandate(mandate_id, context=context)
    mandate.state = MANDATE_LIFECYCLE.after(mandate.state, "sign")
    if not mandate.debtor_iban:
        raise IbanMissing
    check_signature(signed_on, context=context)
    mandate.signed_on, mandate.signed_how = signed_on, signed_how.value
    mandate.save(update_fields=["state", "signed_on", "signed_how"])
    publish(MandateWasSigned(mandate.id, mandate.customer_id, signed_on), context=context)


@command(permission="direct_debits.manage", summarised=("content",))
def keep_signed_mandate(
    *, mandate_id: UUID, content: bytes, file_name: str, media_type: str = "application/pdf", context: Context
) -> UUID:
    """Keep the signed sheet of a mandate; one that was kept before stays in the files.

    Raises MandateUnknown, FileNameBlank, FileNameWrong, MediaTypeWrong, FileEmpty and FileTooLarge.
    """
    mandate = lock_mandate(mandate_id, context=context)
    (mandate.file_id,) = keep_files([NewFile(file_name, media_type, content)], context=context)
    mandate.save(update_fields=["file_id"])
    assert mandate.file_id is not None, "It was kept just now."
    return mandate.file_id


def check_signature(signed_on: date, *, context: Context) -> None:
    """Nobody signs on a day to come. Raises MandateSignedLater."""
    today = read_latest_day(context=context)
    if signed_on > today:
        raise MandateSignedLater(signed_on=signed_on, today=today)
