"""Ask several customers for payment at once, each by a link of its own."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.commands.request_payment import USUAL_DAYS, request_payment
from openbill.gateways.commands.send_link import send_link
from openbill.gateways.errors import NobodyToWriteTo, NothingRequested, TooManyLinks
from openbill.gateways.queries.links_to_make import links_to_make
from openbill.gateways.types import LinksSent
from openbill.organizations.queries.organization_in_force import organization_in_force

MOST_LINKS = 200


@command(permission="gateways.request", summarised=("item_ids",))
def send_links(*, item_ids: Sequence[UUID], valid_days: int = USUAL_DAYS, context: Context) -> LinksSent:
    """Make a link for each customer, company and currency of these debts, and write it to who pays there.

    All of them or none. Where nobody can be written to no link is made; debts that are settled by now, or being
    collected, are passed over. Raises NothingRequested, NobodyToWriteTo, TooManyLinks, and as request_payment does.
    """
    links = links_to_make(item_ids, context.today(organization_in_force().time_zone))
    if not links:
        raise NothingRequested
    if len(links) > MOST_LINKS:
        raise TooManyLinks(count=len(links), most=MOST_LINKS)
    message_ids = []
    for link in links:
        if link.payer is None:
            continue
        made = request_payment(item_ids=link.item_ids, valid_days=valid_days, context=context)
        message_ids.append(send_link(request_id=made.request_id, context=context))
    if not message_ids:
        raise NobodyToWriteTo
    return LinksSent(tuple(message_ids), len(links) - len(message_ids))
