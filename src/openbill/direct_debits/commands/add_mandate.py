"""Add a mandate: what a customer signed, or is to sign."""

from datetime import date
from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.direct_debits.commands.set_creditor import checked_notice_days
from openbill.direct_debits.commands.sign_mandate import check_signature
from openbill.direct_debits.errors import MandateReferenceKnown, SignatureMissing
from openbill.direct_debits.events import MandateWasAdded
from openbill.direct_debits.models import Mandate
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE
from openbill.direct_debits.policies.sepa_account import sepa_account
from openbill.direct_debits.policies.sepa_text import sepa_reference
from openbill.direct_debits.types import (
    AccountHolder,
    MandateAdded,
    MandateUse,
    PostalAddress,
    Scheme,
    SignedHow,
)
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.numbering import take_number
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.plain_text import plain_text
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.queries.legal_entities import default_legal_entity_id

SERIES = "MND"


@in_plain_text(
    "reference", "debtor_name", "debtor_iban", "debtor_bic", "debtor_street", "debtor_postal_code", "debtor_town"
)
@command(
    permission="direct_debits.manage",
    personal=(
        "debtor_name",
        "debtor_iban",
        "debtor_bic",
        "debtor_street",
        "debtor_postal_code",
        "debtor_town",
        "debtor_country",
    ),
    subject="customer_id",
)
def add_mandate(
    *,
    customer_id: UUID,
    debtor_iban: str = "",
    debtor_name: str = "",
    debtor_bic: str = "",
    debtor_street: str = "",
    debtor_postal_code: str = "",
    debtor_town: str = "",
    debtor_country: str = "",
    legal_entity_id: UUID | None = None,
    scheme: Scheme = Scheme.CORE,
    use: MandateUse = MandateUse.RECURRENT,
    reference: str = "",
    notice_days: int | None = None,
    signed_on: date | None = None,
    signed_how: SignedHow | None = None,
    context: Context,
) -> MandateAdded:
    """Add a mandate; without a day and a way of signing it is a draft that waits for the signature.

    A draft may be without an account, which the payer enters when signing by a link (`make_mandate_link`). A blank name
    of the debtor is the customer's, a blank reference the next of our own. Raises LegalEntityUnknown,
    CustomerUnknown, CustomerIsMerged, IbanMissing, IbanWrong, BicWrong, AccountOutsideSepa, BankCodeMissing,
    AddressMissing, CountryUnknown, ReferenceWrong, MandateReferenceKnown, NoticeDaysWrong, SignatureMissing,
    MandateSignedLater and UnseenCharacter.
    """
    entity = read_legal_entity(legal_entity_id or default_legal_entity_id(context.organization_id), context=context)
    customer = lock_customer(customer_id, context=context)
    address = PostalAddress(
        plain_text("street", debtor_street),
        plain_text("postal code", debtor_postal_code),
        plain_text("town", debtor_town),
        country_code(debtor_country),
    )
    name = required_text("name", debtor_name or customer.name)
    is_signed = signed_on is not None and signed_how is not None
    holder = AccountHolder(name, debtor_iban.strip(), debtor_bic.strip(), address)
    if holder.iban or is_signed:
        holder = sepa_account(holder, is_debtor=True)
    if not is_signed and (signed_on is not None or signed_how is not None):
        raise SignatureMissing
    if signed_on is not None:
        check_signature(signed_on, context=context)
    number = reference.strip() or take_number(legal_entity_id=entity.id, series=SERIES, context=context)
    mandate = Mandate(
        organization_id=context.organization_id,
        customer_id=customer_id,
        legal_entity_id=entity.id,
        scheme=scheme.value,
        use=use.value,
        reference=sepa_reference("reference", number),
        debtor_name=holder.name,
        debtor_iban=holder.iban,
        debtor_bic=holder.bic,
        debtor_street=address.street,
        debtor_postal_code=address.postal_code,
        debtor_town=address.town,
        debtor_country=address.country,
        notice_days=checked_notice_days(notice_days),
        state=MANDATE_LIFECYCLE.after(MANDATE_LIFECYCLE.initial, "sign") if is_signed else MANDATE_LIFECYCLE.initial,
        signed_on=signed_on,
        signed_how=signed_how.value if signed_how else "",
        created_at=context.at,
        command_id=context.running_command_id,
    )
    known = MandateReferenceKnown(reference=mandate.reference)
    with refuse_by_constraint("mandate_reference_is_unique", known):
        mandate.save(force_insert=True)
    publish(MandateWasAdded(mandate.id, customer_id, mandate.reference, mandate.state), context=context)
    return MandateAdded(mandate.id, mandate.reference)
