"""Whether a notice is Stripe's: https://docs.stripe.com/webhooks says how events are signed."""

import hmac
from datetime import datetime

from openbill.gateways.errors import NoticeNotGenuine

TOLERANCE_SECONDS = 300


def check_signature(header: str, body: bytes, secret: str, at: datetime) -> None:
    """Raise NoticeNotGenuine unless a v1 signature is of this body by this secret, and at most five minutes old."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdecimal() and len(times[0]) < 12):
        raise NoticeNotGenuine(reason="it is not signed.")
    expected = hmac.digest(secret.encode(), times[0].encode() + b"." + body, "sha256").hex()
    signatures = [value for name, _, value in pairs if name == "v1"]
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures):
        raise NoticeNotGenuine(reason="its signature is wrong.")
    if abs(at.timestamp() - int(times[0])) > TOLERANCE_SECONDS:
        raise NoticeNotGenuine(reason="it was signed at another time.")
