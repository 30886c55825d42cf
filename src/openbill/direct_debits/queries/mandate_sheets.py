"""A mandate as a sheet to be signed, or as it was signed."""

from uuid import UUID

from openbill.direct_debits.errors import CreditorUnknown
from openbill.direct_debits.models import Creditor, MandateConsent
from openbill.direct_debits.policies.mandate_words import MandateFacts, lines_of_mandate, mandate_words
from openbill.direct_debits.policies.notice_words import notice_language
from openbill.direct_debits.queries.mandates import MandateInOrder, mandate_of
from openbill.direct_debits.types import MandateUse, Scheme
from openbill.documents.queries.senders import senders
from openbill.documents.rendering.language import language_of
from openbill.documents.types import LetterSheet
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.receivables.queries.addressees import addressee

_TO_BE_WRITTEN = "_" * 32


def mandate_sheet(mandate_id: UUID, *, language: str = "") -> LetterSheet:
    """A mandate in the customer's language, or in another one that there are words for; English else.

    One that was signed by a link says so in place of the signature; what is not known yet is left to be written by
    hand. Raises MandateUnknown and CreditorUnknown.
    """
    mandate = mandate_of(mandate_id)
    who, sender = addressee(mandate.customer_id), senders()[mandate.legal_entity_id]
    printed = notice_language(language or who.language)
    words = mandate_words(printed)
    figures = language_of(printed).figures
    facts = facts_of_mandate(mandate, sender.entity.name)
    lines = [
        (label, text or (_TO_BE_WRITTEN if label == "IBAN" else "")) for label, text in lines_of_mandate(facts, words)
    ]
    signed_on = figures.long_day(mandate.signed_on) if mandate.signed_on else "_" * 24
    signature: tuple[str, ...] = (f"{words.place_and_day}: {signed_on}", f"{words.signature}: {_TO_BE_WRITTEN}")
    consents = MandateConsent.objects.filter(organization_id=current_organization_id(), mandate_id=mandate_id)
    if consents.exists():
        signature = (words.signed_by_link.format(name=mandate.debtor_name, day=signed_on),)
    return LetterSheet(
        language=printed,
        sender=sender.seller(printed),
        recipient=who.recipient(home_country=sender.entity.country, language=printed),
        letter_date=mandate.signed_on or organization_in_force().today,
        subject=words.headings[facts.scheme],
        paragraphs_before=(
            words.consents[facts.scheme].format(creditor=facts.creditor),
            "\n".join(f"{label}: {value}" for label, value in lines if value),
            words.rights[facts.scheme],
        ),
        paragraphs_after=signature,
        our_reference=mandate.reference,
    )


def facts_of_mandate(mandate: MandateInOrder, entity_name: str) -> MandateFacts:
    """What stands in a mandate. Raises CreditorUnknown, which names the legal entity."""
    creditors = Creditor.objects.filter(
        organization_id=current_organization_id(), legal_entity_id=mandate.legal_entity_id
    )
    creditor = creditors.first()
    if creditor is None:
        raise CreditorUnknown(name=entity_name)
    town = f"{mandate.debtor_postal_code} {mandate.debtor_town}".strip()
    return MandateFacts(
        scheme=Scheme(mandate.scheme),
        use=MandateUse(mandate.use),
        reference=mandate.reference,
        creditor=creditor.name,
        creditor_identifier=creditor.identifier,
        debtor=mandate.debtor_name,
        address=", ".join(part for part in (mandate.debtor_street, town) if part),
        iban=mandate.debtor_iban,
        bic=mandate.debtor_bic,
    )
