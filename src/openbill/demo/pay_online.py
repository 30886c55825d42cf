"""The invented group is paid by links: one customer had its card kept, one was declined, others have not paid yet."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.demo.play_story import Stage
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import connect_gateway
from openbill.gateways.commands.press_test_payment import Press, press_test_payment
from openbill.gateways.commands.request_payment import request_payment
from openbill.gateways.commands.send_payer import send_payer
from openbill.gateways.policies.decline_codes_of_test_gateway import TEST_DECLINE_CODES
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.types import GatewayKind
from openbill.receivables.models import OpenItem

LINKS, DEBTS = 5, 3
"""So many customers have a link, each for so many debts at most."""
CONSENT = "Keep this way of paying, and collect what falls due by it on its day, until I say otherwise."
EXPIRES_SOON = "expired_card"
"""By this code the test gateway keeps a card that is good until the end of the month."""
RETURN_URL = "http://127.0.0.1:8000/"
"""Where the test gateway leads to; nobody is there to be led."""


def pay_online(stage: Stage, today: date) -> None:
    """Connect the test gateway for the German company, and send links to some who owe it much.

    What the gateway tells of the two who used theirs is delivered once the demo is served.
    """
    connect_gateway(kind=GatewayKind.TEST, legal_entity_id=stage.entities["MAIN"], context=stage.context)
    requests = [request_payment(item_ids=item_ids, context=stage.context).request_id for item_ids in _debts(stage)]
    first, second, *_ = requests
    press_test_payment(
        test_payment_id=_at_the_gateway(stage, first, today, consent=CONSENT),
        press=Press.PAY,
        code=EXPIRES_SOON,
        context=stage.context,
    )
    press_test_payment(
        test_payment_id=_at_the_gateway(stage, second, today),
        press=Press.DECLINE,
        code=next(iter(TEST_DECLINE_CODES)),
        context=stage.context,
    )


def _debts(stage: Stage) -> list[list[UUID]]:
    """Of the last customers in the order of their numbers what is open and not contested in euros, the oldest first."""
    with scope(stage.context.organization_id):
        items = OpenItem.objects.filter(
            legal_entity_id=stage.entities["MAIN"], side="debit", currency="EUR", open_minor__gt=0, disputed_minor=0
        )
        rows = list(items.order_by("-customer__number", "due_date", "id").values_list("customer_id", "id"))
    by_customer: dict[UUID, list[UUID]] = {}
    for customer_id, item_id in rows:
        by_customer.setdefault(customer_id, []).append(item_id)
    return [item_ids[:DEBTS] for item_ids in by_customer.values()][:LINKS]


def _at_the_gateway(stage: Stage, request_id: UUID, today: date, *, consent: str = "") -> UUID:
    """A payer follows the link with all that it names; the name of the payment at the test gateway."""
    with scope(stage.context.organization_id):
        chosen: Sequence[Chosen] = [Chosen(debt.item_id) for debt in payable_debts(request_id, today)]
    sent = send_payer(
        request_id=request_id, chosen=chosen, return_url=RETURN_URL, consent=consent, context=stage.context
    )
    return UUID(sent.gateway_id)
