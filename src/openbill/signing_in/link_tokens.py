"""How one-time links are signed."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from openbill.organizations.queries.permissions_everywhere import permissions_everywhere


class LinkTokens(PasswordResetTokenGenerator):
    """A link is void as soon as the account may do something else than when it was made.

    Whoever invited somebody has seen the first link; what the person is given before it is used is not theirs.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        may = "".join(
            f"{organization_id}{permission}" for organization_id, permission in permissions_everywhere(user.pk)
        )
        return f"{super()._make_hash_value(user, timestamp)}{may}"
