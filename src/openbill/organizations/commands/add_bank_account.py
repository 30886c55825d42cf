"""Add an own bank account on which customers pay."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.errors import BankAccountKnown, BankAccountUnnumbered
from openbill.organizations.events import BankAccountWasAdded
from openbill.organizations.models import BankAccount
from openbill.organizations.policies.bank_numbers import bic as checked_bic
from openbill.organizations.policies.bank_numbers import iban as checked_iban
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.types import BankAccountAdded
from openbill.primitives.currency import exponent


@in_plain_text("name", "account_number")
@command(permission="organizations.manage")
def add_bank_account(
    *,
    legal_entity_id: UUID,
    name: str,
    currency: str,
    iban: str = "",
    bic: str = "",
    account_number: str = "",
    context: Context,
) -> BankAccountAdded:
    """Add an account of a legal entity, known by its IBAN or, where there is none, its account number.

    Raises LegalEntityUnknown, NameMissing, UnseenCharacter, UnknownCurrency, IbanWrong, BicWrong,
    BankAccountUnnumbered and BankAccountKnown.
    """
    read_legal_entity(legal_entity_id, context=context)
    name = required_text("name", name)
    exponent(currency)
    iban, bic, account_number = checked_iban(iban), checked_bic(bic), account_number.strip()
    if not (iban or account_number):
        raise BankAccountUnnumbered
    known = BankAccountKnown(number=iban or account_number, currency=currency)
    with refuse_by_constraint("bank_account_is_unique", known):
        account = BankAccount.objects.create(
            organization_id=context.organization_id,
            legal_entity_id=legal_entity_id,
            name=name,
            iban=iban,
            bic=bic,
            account_number=account_number,
            currency=currency,
        )
    publish(BankAccountWasAdded(account.id, legal_entity_id), context=context)
    return BankAccountAdded(account.id)
