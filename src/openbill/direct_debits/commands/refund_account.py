"""Say to which account a customer's refunds go: entered by one person, approved by another."""

from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer, lock_customers
from openbill.direct_debits.errors import (
    RefundAccountAlreadyDecided,
    RefundAccountApproverIsRequester,
    RefundAccountKnown,
    RefundAccountUnknown,
)
from openbill.direct_debits.events import (
    RefundAccountWasApproved,
    RefundAccountWasDeclined,
    RefundAccountWasRequested,
)
from openbill.direct_debits.models import RefundAccount
from openbill.direct_debits.policies.debit_lifecycle import REFUND_ACCOUNT_LIFECYCLE
from openbill.direct_debits.policies.sepa_account import sepa_account
from openbill.direct_debits.types import AccountHolder
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.policies.required_text import required_text
from openbill.payments.errors import ReasonMissing
from openbill.primitives.lifecycle import NotPossibleInState


@in_plain_text("holder", "iban", "bic")
@command(permission="payments.request_refund", personal=("holder", "iban", "bic", "reason"), subject="customer_id")
def request_refund_account(
    *, customer_id: UUID, iban: str, reason: str, holder: str = "", bic: str = "", context: Context
) -> UUID:
    """Enter the account to which a customer's refunds are to go, the first one or another one.

    Nothing goes there before somebody else approved it; until then it stays as it was. The reason says how the
    number came here, and how it was checked. Raises CustomerUnknown, CustomerIsMerged, ReasonMissing, IbanMissing,
    IbanWrong, BicWrong, AccountOutsideSepa, BankCodeMissing, RefundAccountKnown and UnseenCharacter.
    """
    if not reason.strip():
        raise ReasonMissing
    customer = lock_customer(customer_id, context=context)
    name = required_text("name", holder or customer.name)
    account = sepa_account(AccountHolder(name, iban, bic), is_debtor=False)
    accounts = RefundAccount.objects.filter(organization_id=context.organization_id, customer_id=customer_id)
    if accounts.filter(state="approved", iban=account.iban, holder=name).exists():
        raise RefundAccountKnown
    row = RefundAccount(
        organization_id=context.organization_id,
        customer_id=customer_id,
        holder=name,
        iban=account.iban,
        bic=account.bic,
        reason=reason.strip(),
        requested_by=context.responsible,
        requested_at=context.at,
        command_id=context.running_command_id,
    )
    row.save(force_insert=True)
    publish(RefundAccountWasRequested(row.id, customer_id), context=context)
    return row.id


@command(permission="payments.approve_refund")
def approve_refund_account(*, refund_account_id: UUID, context: Context) -> None:
    """Approve an account that somebody else entered: refunds go there from now on, and no longer to the one before.

    Raises RefundAccountUnknown, RefundAccountAlreadyDecided and RefundAccountApproverIsRequester.
    """
    account = _undecided(refund_account_id, "approve", context)
    if context.responsible == account.requested_by:
        raise RefundAccountApproverIsRequester
    before = RefundAccount.objects.filter(
        organization_id=context.organization_id, customer_id=account.customer_id, state="approved"
    )
    for replaced in before:
        replaced.state = REFUND_ACCOUNT_LIFECYCLE.after(replaced.state, "replace")
        replaced.save(update_fields=["state"])
    _decide(account, "approve", context)
    publish(RefundAccountWasApproved(account.id, account.customer_id), context=context)


@command(permission="payments.approve_refund")
def decline_refund_account(*, refund_account_id: UUID, context: Context) -> None:
    """Decline an account that was entered; refunds go where they went before.

    Raises RefundAccountUnknown and RefundAccountAlreadyDecided.
    """
    account = _undecided(refund_account_id, "decline", context)
    _decide(account, "decline", context)
    publish(RefundAccountWasDeclined(account.id, account.customer_id), context=context)


def _undecided(refund_account_id: UUID, act: str, context: Context) -> RefundAccount:
    accounts = RefundAccount.objects.filter(organization_id=context.organization_id, id=refund_account_id)
    account = accounts.first()
    if account is None:
        raise RefundAccountUnknown(refund_account_id=refund_account_id)
    # Two accounts of a customer are decided one after the other, or both would hold.
    lock_customers([account.customer_id], context=context)
    account.refresh_from_db()
    try:
        REFUND_ACCOUNT_LIFECYCLE.after(account.state, act)
    except NotPossibleInState:
        raise RefundAccountAlreadyDecided(state=account.state) from None
    return account


def _decide(account: RefundAccount, act: str, context: Context) -> None:
    account.state = REFUND_ACCOUNT_LIFECYCLE.after(account.state, act)
    account.decided_by, account.decided_at = context.responsible, context.at
    account.save(update_fields=["state", "decided_by", "decided_at"])
