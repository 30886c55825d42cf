"""A mandate as a sheet to be signed, or as it was signed."""

from uuid import UUID

from openbill.direct_debits.errors import CreditorUnknown
from openbill.direct_debits.models import Creditor
from openbill.direct_debits.policies.mandate_words import mandate_words
from openbill.direct_debits.policies.notice_words import notice_language
from openbill.direct_debits.queries.mandates import mandate_of
from openbill.direct_debits.types import MandateUse, Scheme
from openbill.documents.queries.senders import senders
from openbill.documents.rendering.language import language_of
from openbill.documents.types import LetterSheet
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.receivables.queries.addressees import addressee


def mandate_sheet(mandate_id: UUID, *, language: str = "") -> LetterSheet:
    """A mandate in the customer's language, or in another one that there are words for; English else.

    Raises MandateUnknown and CreditorUnknown.
    """
    mandate = mandate_of(mandate_id)
    who, sender = addressee(mandate.customer_id), senders()[mandate.legal_entity_id]
    creditor = Creditor.objects.filter(
        organization_id=current_organization_id(), legal_entity_id=mandate.legal_entity_id
    ).first()
    if creditor is None:
        raise CreditorUnknown(name=sender.entity.name)
    printed = notice_language(language or who.language)
    words = mandate_words(printed)
    figures = language_of(printed).figures
    lines = (
        (words.creditor, creditor.name),
        (words.creditor_identifier, creditor.identifier),
        (words.reference, mandate.reference),
        (words.use, words.uses[MandateUse(mandate.use)]),
        (words.debtor, mandate.debtor_name),
        (words.address, _address(mandate.debtor_street, mandate.debtor_postal_code, mandate.debtor_town)),
        ("IBAN", _grouped(mandate.debtor_iban)),
        ("BIC", mandate.debtor_bic),
    )
    today = organization_in_force().today
    signature = figures.long_day(mandate.signed_on) if mandate.signed_on else "_" * 24
    return LetterSheet(
        language=printed,
        sender=sender.seller(printed),
        recipient=who.recipient(home_country=sender.entity.country, language=printed),
        letter_date=mandate.signed_on or today,
        subject=words.headings[Scheme(mandate.scheme)],
        paragraphs_before=(
            words.consents[Scheme(mandate.scheme)].format(creditor=creditor.name),
            "\n".join(f"{label}: {value}" for label, value in lines if value),
            words.rights[Scheme(mandate.scheme)],
        ),
        paragraphs_after=(f"{words.place_and_day}: {signature}", f"{words.signature}: {'_' * 32}"),
        our_reference=mandate.reference,
    )


def _grouped(iban: str) -> str:
    """An IBAN in groups of four, as it is written for people."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _address(street: str, postal_code: str, town: str) -> str:
    return ", ".join(part for part in (street, f"{postal_code} {town}".strip()) if part)
