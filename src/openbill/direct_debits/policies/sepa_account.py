"""Which accounts can be reached in euros by SEPA, and what has to be known of them."""

from openbill.direct_debits.errors import AccountOutsideSepa, AddressMissing, BankCodeMissing, IbanMissing
from openbill.direct_debits.types import AccountHolder
from openbill.organizations.policies.bank_numbers import bic as checked_bic
from openbill.organizations.policies.bank_numbers import iban as checked_iban

INSIDE_THE_EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
OUTSIDE_THE_EEA = frozenset({"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"})
"""Members of SEPA alone (EPC409-09): banks ask for the BIC and the payer's address there."""


def sepa_account(holder: AccountHolder, *, is_debtor: bool) -> AccountHolder:
    """The holder with numbers that were checked.

    Raises IbanMissing, IbanWrong, BicWrong, AccountOutsideSepa; and outside of the European Economic Area
    BankCodeMissing, and for a payer AddressMissing.
    """
    iban, bic = checked_iban(holder.iban), checked_bic(holder.bic)
    if not iban:
        raise IbanMissing
    country = iban[:2]
    if country not in INSIDE_THE_EEA | OUTSIDE_THE_EEA:
        raise AccountOutsideSepa(country=country)
    if country in OUTSIDE_THE_EEA:
        if not bic:
            raise BankCodeMissing(country=country)
        if is_debtor and not (holder.address.town and holder.address.country):
            raise AddressMissing(country=country)
    return AccountHolder(holder.name, iban, bic, holder.address)
