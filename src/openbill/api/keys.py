"""Who asks: the key of a request, and how often it may ask."""

from dataclasses import dataclass
from datetime import timedelta

from openbill.api.problems import Problem, problem
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.count_use import count_use
from openbill.organizations.errors import ApiKeyNotAccepted
from openbill.organizations.policies.api_key_secret import read_secret
from openbill.organizations.queries.context_of_api_key import context_of_api_key

REQUESTS, WINDOW = 600, timedelta(minutes=1)
LONGEST_SECRET = 200


@dataclass(frozen=True)
class Admitted:
    """The context in which a request acts, and what its answer says about the rate."""

    context: Context
    rate_headers: dict[str, str]


def admit(authorization: str) -> Admitted:
    """The context of the key that a request names; counted. Raises the problems of 401 and 429.

    A key that is missing, wrong, expired or revoked is answered alike.
    """
    scheme, _, secret = authorization.partition(" ")
    secret = secret.strip()
    is_written_like_one = scheme.lower() == "bearer" and secret.isascii() and len(secret) <= LONGEST_SECRET
    read = read_secret(secret) if is_written_like_one and "\0" not in secret else None
    if read is None:
        raise _not_accepted()
    try:
        # One transaction for both: whose key it is, and how often it came.
        with scope(read[0]):
            context = context_of_api_key(secret)
            assert context.actor.id is not None
            use = count_use(context.actor.id, window=WINDOW, context=context)
    except ApiKeyNotAccepted:
        raise _not_accepted() from None
    left, seconds = max(REQUESTS - use.count, 0), max(int((use.ends_at - context.at).total_seconds()) + 1, 1)
    headers = {
        "RateLimit-Policy": f'"key";q={REQUESTS};w={int(WINDOW.total_seconds())}',
        "RateLimit": f'"key";r={left};t={seconds}',
    }
    if use.count > REQUESTS:
        raise problem("too_many_requests", headers={**headers, "Retry-After": str(seconds)})
    return Admitted(context, headers)


def _not_accepted() -> Problem:
    return problem("key_missing", headers={"WWW-Authenticate": 'Bearer realm="openbill"'})
