"""Send a payer who is there to the gateway."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import PaidShort, begin_attempt, name_attempt
from openbill.gateways.commands.fail_attempt import fail_attempt
from openbill.gateways.errors import GatewayNotReached
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_to_move_money
from openbill.gateways.queries.payable_debts import description_of_attempt
from openbill.gateways.types import Begun, DeclineReason, Order


def send_payer(
    *,
    request_id: UUID,
    chosen: Sequence[Chosen],
    return_url: str,
    short: Sequence[PaidShort] = (),
    language: str = "en",
    consent: str = "",
    context: Context,
) -> Begun:
    """Begin a try here and at the gateway; where the payer goes now.

    In acts of their own, as the gateway is asked over the network between them: a try that it never heard of has
    failed. Raises as begin_attempt, and GatewayNotReached.
    """
    begun = begin_attempt(request_id=request_id, chosen=chosen, short=short, consent=consent, context=context)
    with scope(context.organization_id):
        access = access_to_move_money(begun.attempt_id)
        description = description_of_attempt(begun.attempt_id)
    order = Order(begun.attempt_id, begun.amount, description, return_url, language, bool(consent))
    try:
        sent = open_gateway(access).begin(order)
    except GatewayNotReached:
        fail_attempt(attempt_id=begun.attempt_id, reason=DeclineReason.UNREACHABLE, context=_anew(context))
        raise
    name_attempt(attempt_id=begun.attempt_id, gateway_id=sent.gateway_id, context=_anew(context))
    return sent


def _anew(context: Context) -> Context:
    """The same circumstances without the form: what follows is no answer to it."""
    return Context(context.organization_id, context.actor, context.at, context.permissions)
