"""Who sends sheets: the legal entities with their letterheads and bank accounts."""

from dataclasses import dataclass
from uuid import UUID

from openbill.documents.models import Letterhead, StoredFile
from openbill.documents.policies.country_name import country_name
from openbill.documents.types import HOUSE_COLOUR, Paper, PaymentDetails, Seller
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.models import BankAccount, LegalEntity
from openbill.primitives.money import Money

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})


@dataclass(frozen=True, slots=True)
class Sender:
    """A legal entity as its sheets show it; `accounts` by currency."""

    entity: LegalEntity
    letterhead: Letterhead
    logo: bytes | None
    accounts: dict[str, BankAccount]

    def seller(self, language: str) -> Seller:
        """The letterhead in a language. Without an address of its own it says at least the country."""
        country = country_name(self.entity.country, language)
        address = tuple(self.letterhead.address.splitlines())
        return Seller(
            name=self.entity.name,
            address_lines=address or ((country,) if country else ()),
            vat_number=self.entity.vat_number,
            registration=self.letterhead.registration,
            email=self.letterhead.email,
            phone=self.letterhead.phone,
            website=self.letterhead.website,
            logo=self.logo,
            accent_colour=self.letterhead.accent_colour,
            paper=Paper.LETTER if self.entity.country in LETTER_COUNTRIES else Paper.A4,
        )

    def payment(self, reference: str, amount: Money) -> PaymentDetails:
        """How to pay an amount: into the account in its currency, else into the one in the entity's own."""
        account = self.accounts.get(amount.currency) or self.accounts.get(self.entity.currency)
        return PaymentDetails(
            account_holder=self.entity.name,
            iban=account.iban if account else "",
            bic=account.bic if account else "",
            reference=reference,
            amount=amount,
        )


def senders() -> dict[UUID, Sender]:
    """Every legal entity of the organization in force as a sender, by identifier."""
    organization_id = current_organization_id()
    letterheads = {
        letterhead.legal_entity_id: letterhead
        for letterhead in Letterhead.objects.filter(organization_id=organization_id)
    }
    logo_ids = [letterhead.logo_id for letterhead in letterheads.values() if letterhead.logo_id]
    files = StoredFile.objects.filter(organization_id=organization_id, id__in=logo_ids)
    logos = {file_id: bytes(content) for file_id, content in files.values_list("id", "content")}
    accounts: dict[UUID, dict[str, BankAccount]] = {}
    for account in BankAccount.objects.filter(organization_id=organization_id).order_by("-id"):
        accounts.setdefault(account.legal_entity_id, {})[account.currency] = account
    blank = Letterhead(accent_colour=HOUSE_COLOUR)
    return {
        entity.id: Sender(entity, head, logos.get(head.logo_id) if head.logo_id else None, accounts.get(entity.id, {}))
        for entity in LegalEntity.objects.filter(organization_id=organization_id)
        for head in [letterheads.get(entity.id, blank)]
    }
