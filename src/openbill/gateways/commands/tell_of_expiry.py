"""Tell customers that cards which pay by themselves expire, and ask otherwise for what expired ones do not pay."""

import logging
from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.request_payment import request_payment
from openbill.gateways.commands.write_to_payer import About, LetterAround, Occasion, Written, write_to_payer
from openbill.gateways.errors import DebtIsBeingPaid, NobodyToWriteTo, SavedMethodUnknown
from openbill.gateways.events import MethodExpires
from openbill.gateways.models import GatewayAccount, SavedMethod
from openbill.gateways.policies.as_customers_read import written_amount, written_day
from openbill.gateways.policies.text_of_expiry import ExpiryTold, text_of_expiry
from openbill.gateways.queries.left_to_do import being_paid, due_of_expired
from openbill.gateways.queries.methods_to_renew import debts_to_renew_with, methods_to_warn_of
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.queries.payers_to_write_to import PayerToWriteTo, payers_to_write_to
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items

logger = logging.getLogger(__name__)


def tell_of_expiry(*, context: Context) -> int:
    """Warn of each method that expires, and ask by a link for what expired ones do not pay; count what was done."""
    with scope(context.organization_id):
        today = context.today(organization_in_force().time_zone)
        expiring = methods_to_warn_of(today)
    count = sum(warn_of_expiry(method_id=method_id, context=context) for method_id in expiring)
    with scope(context.organization_id):
        due = due_of_expired(today, context.at)
        methods = SavedMethod.objects.filter(
            organization_id=context.organization_id, id__in=[each.saved_method_id for each in due]
        )
        customers = dict(methods.values_list("id", "customer_id"))
        payers = payers_to_write_to(list(customers.values()))
    for each in due:
        if customers[each.saved_method_id] not in payers:
            # A task tells a person that the method expired.
            continue
        try:
            ask_instead(method_id=each.saved_method_id, item_ids=list(each.item_ids), context=context)
        except Refusal:
            # Something was paid or contested this instant: the next time knows it.
            logger.info("Nobody was asked for a debt.", extra={"method": str(each.saved_method_id)}, exc_info=True)
            continue
        count += 1
    return count


@command(permission="gateways.request")
def warn_of_expiry(*, method_id: UUID, context: Context) -> bool:
    """Tell a customer, and people here, that a method expires, once for its last day; whether that was to be told.

    The letter has a link over what is open of the customer, by which a new card can be kept. Raises SavedMethodUnknown.
    """
    method = _locked(method_id, context)
    if method.expires_on is None or (method.warned_of is not None and method.warned_of >= method.expires_on):
        return False
    method.warned_of = method.expires_on
    method.save(update_fields=["warned_of"])
    publish(MethodExpires(method.id, method.customer_id, method.label, method.expires_on), context=context)
    payer = payers_to_write_to([method.customer_id]).get(method.customer_id)
    if payer is not None:
        item_ids = debts_to_renew_with(method.id, context.at)
        _write(method, payer, item_ids, f"expiry {method.expires_on} of method {method.id}", context)
    return True


@command(permission="gateways.request")
def ask_instead(*, method_id: UUID, item_ids: list[UUID], context: Context) -> None:
    """Ask by a link for debts that an expired method would have paid. Raises SavedMethodUnknown, DebtIsBeingPaid,
    NobodyToWriteTo, and as request_payment does."""
    lock_items(item_ids, context=context)
    method = _locked(method_id, context)
    if being_paid(item_ids, context.at):
        raise DebtIsBeingPaid
    payer = payers_to_write_to([method.customer_id]).get(method.customer_id)
    if payer is None:
        raise NobodyToWriteTo
    _write(method, payer, item_ids, f"due of expired method {method.id} {context.running_command_id}", context)


def _locked(method_id: UUID, context: Context) -> SavedMethod:
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, id=method_id, state="active")
    method = methods.select_for_update(no_key=True).first()
    if method is None:
        raise SavedMethodUnknown(method_id=method_id)
    return method


def _write(method: SavedMethod, payer: PayerToWriteTo, item_ids: Sequence[UUID], key: str, context: Context) -> None:
    assert method.expires_on is not None, "It has a last day."
    today = context.today(organization_in_force().time_zone)
    last_day, accounts = method.expires_on, GatewayAccount.objects.filter(organization_id=context.organization_id)
    entity_id = accounts.values_list("legal_entity_id", flat=True).get(id=method.account_id)
    request_id, documents, amount = None, "", ""
    if item_ids:
        request_id = request_payment(item_ids=item_ids, context=context).request_id
        debts = payable_debts(request_id, today)
        documents = ", ".join(dict.fromkeys(debt.number for debt in debts))
        due = Money.total((debt.due_amount for debt in debts), debts[0].due_amount.currency)
        amount = written_amount(due, payer.language)

    def text(around: LetterAround) -> Written:
        letter = text_of_expiry(
            ExpiryTold(
                language=payer.language,
                recipient_name=payer.name,
                label=method.label,
                last_day=written_day(last_day, payer.language),
                is_over=last_day < today,
                documents=documents,
                amount=amount,
                link=around.link,
                sender=around.sender,
            )
        )
        return letter.subject, letter.body

    occasion = Occasion(key, "card_expiry", "A card that pays by itself expires.")
    write_to_payer(payer, About(method.customer_id, entity_id, request_id), occasion, text, context=context)
