"""Sign a mandate by its link, with the evidence of it."""

from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.errors import MandateLinkNotGood
from openbill.direct_debits.events import MandateWasSigned
from openbill.direct_debits.models import Mandate, MandateConsent, MandateLink
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE, MANDATE_LINK_LIFECYCLE
from openbill.direct_debits.policies.mandate_words import agreed_words, mandate_words
from openbill.direct_debits.policies.notice_words import notice_language
from openbill.direct_debits.policies.sepa_account import sepa_account
from openbill.direct_debits.queries.mandate_sheets import facts_of_mandate
from openbill.direct_debits.queries.mandates import mandate_of
from openbill.direct_debits.types import AccountHolder, PostalAddress, SignedHow
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.models import LegalEntity
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.required_text import required_text

_DEBTOR = (
    "debtor_name", "debtor_iban", "debtor_bic", "debtor_street", "debtor_postal_code", "debtor_town",
)  # fmt: skip
LONGEST_ADDRESS = 45
"""Of a computer in the network: an IPv6 address with an IPv4 one in it."""


@in_plain_text(*_DEBTOR, "remote_address")
@command(
    permission="direct_debits.manage",
    personal=(*_DEBTOR, "debtor_country", "remote_address"),
    subject="mandate_id",
)
def sign_by_link(
    *,
    mandate_id: UUID,
    link_number: int,
    debtor_name: str,
    debtor_iban: str,
    debtor_bic: str = "",
    debtor_street: str = "",
    debtor_postal_code: str = "",
    debtor_town: str = "",
    debtor_country: str = "",
    language: str = "en",
    remote_address: str = "",
    context: Context,
) -> None:
    """A payer agrees to a mandate with an account: it is active, and the link is used up.

    What was agreed to is kept word by word in the language in which it was read, with the time and the address from
    which it was sent. Raises MandateLinkNotGood, MandateUnknown, NameMissing, CountryUnknown, and what `add_mandate`
    refuses about the account.
    """
    mandate = lock_mandate(mandate_id, context=context)
    links = MandateLink.objects.filter(
        organization_id=context.organization_id, mandate_id=mandate_id, number=link_number
    )
    link = links.first()
    is_good = link is not None and link.state == MANDATE_LINK_LIFECYCLE.initial and link.expires_at > context.at
    if link is None or not is_good or mandate.state != MANDATE_LIFECYCLE.initial:
        raise MandateLinkNotGood
    address = PostalAddress(
        debtor_street.strip(), debtor_postal_code.strip(), debtor_town.strip(), country_code(debtor_country)
    )
    name = required_text("name", debtor_name)
    holder = sepa_account(AccountHolder(name, debtor_iban, debtor_bic, address), is_debtor=True)
    entity = LegalEntity.objects.get(organization_id=context.organization_id, id=mandate.legal_entity_id)
    _sign(mandate, holder)
    mandate.signed_on = context.today(entity.time_zone)
    mandate.save(update_fields=[*_DEBTOR, "debtor_country", "state", "signed_on", "signed_how"])
    link.state = MANDATE_LINK_LIFECYCLE.after(link.state, "sign")
    link.save(update_fields=["state"])
    read = notice_language(language)
    MandateConsent.objects.create(
        organization_id=context.organization_id,
        mandate_id=mandate_id,
        link_number=link_number,
        signed_at=context.at,
        remote_address=remote_address[:LONGEST_ADDRESS],
        language=read,
        words=agreed_words(facts_of_mandate(mandate_of(mandate_id), entity.name), mandate_words(read)),
        command_id=context.running_command_id,
    )
    publish(MandateWasSigned(mandate.id, mandate.customer_id, mandate.signed_on), context=context)


def _sign(mandate: Mandate, holder: AccountHolder) -> None:
    mandate.debtor_name, mandate.debtor_iban, mandate.debtor_bic = holder.name, holder.iban, holder.bic
    mandate.debtor_street, mandate.debtor_postal_code = holder.address.street, holder.address.postal_code
    mandate.debtor_town, mandate.debtor_country = holder.address.town, holder.address.country
    mandate.state = MANDATE_LIFECYCLE.after(mandate.state, "sign")
    mandate.signed_how = SignedHow.ELECTRONIC.value
