"""Ask a gateway whether it lets us in."""

from uuid import UUID

from openbill.foundation.tenancy import scope
from openbill.gateways.ports import open_gateway
from openbill.gateways.queries.access_of_account import access_of_account


def try_gateway(account_id: UUID, *, organization_id: UUID) -> None:
    """Ask a connected gateway something that its key has to be good for; nothing is moved, and nothing is kept.

    Raises GatewayAccountUnknown, GatewayIsForTests, and GatewayNotReached with what the gateway says.
    """
    with scope(organization_id):
        access = access_of_account(account_id)
    open_gateway(access).check()
