"""What is needed of a gateway, and of the one who opens it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from openbill.gateways.errors import GatewayNotConnected
from openbill.gateways.types import Access, Begun, Notice, Order, PayoutTold
from openbill.primitives.money import Money


class Gateway(Protocol):
    """One account at one gateway. Each call may be repeated: what has an identifier of ours is done once.

    All but `read_notices` go over the network and raise GatewayNotReached.
    """

    def begin(self, order: Order) -> Begun:
        """Have a payment collected from a payer who is there: where the payer goes."""

    def charge(self, order: Order, token: str) -> Notice:
        """Collect by a saved method while the payer is not there: what is known of it at once."""

    def fetch(self, gateway_id: str) -> Notice | None:
        """How a try stands now, as the notice that would tell it; None where nothing is decided."""

    def refund(self, payment_ref: str, amount: Money, key: str) -> str:
        """Give money back; `key` names the refund for ever. The gateway's name of it."""

    def payout(self, payout_id: str) -> PayoutTold:
        """What a payout is made of."""

    def check(self) -> None:
        """Ask something that the key has to be good for; nothing moves."""

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:
        """What a message tells; `headers` by their names in small letters. Raises NoticeNotGenuine."""


OpenGateway: TypeAlias = Callable[[Access], Gateway]

_connected: OpenGateway | None = None


def connect_gateways(open_gateway: OpenGateway) -> None:
    """Say what this process speaks with gateways by. Only `wiring/adapters.py` says this."""
    global _connected
    _connected = open_gateway


def open_gateway(access: Access) -> Gateway:
    """The gateway of an account. Raises GatewayNotConnected."""
    if _connected is None:
        raise GatewayNotConnected
    return _connected(access)


class PostNotice(Protocol):
    """Sends a message of the test gateway to our own address of notices; the status that was answered."""

    def __call__(self, path: str, headers: Mapping[str, str], body: bytes) -> int: ...


_post: PostNotice | None = None


def connect_post_notice(post: PostNotice) -> None:
    """Say what the test gateway sends by. Only `wiring/adapters.py` says this."""
    global _post
    _post = post


def connected_post_notice() -> PostNotice:
    """What was connected. Raises GatewayNotConnected."""
    if _post is None:
        raise GatewayNotConnected
    return _post
