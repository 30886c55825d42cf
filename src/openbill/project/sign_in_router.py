"""Which tables are read and written as the role that signs people in."""

from typing import Any

from django.db.models import Model

SIGN_IN_APPS = frozenset(
    {"account", "auth", "contenttypes", "django_cache", "mfa", "sessions", "socialaccount", "usersessions"}
)
"""Accounts, sessions, second factors and counts of attempts: no row of business, no organization."""


class SignInRouter:
    """Send accounts, sessions and second factors to the sign-in role, which sees nothing else.

    Who signs in has no organization in force yet, so the app role would see no account; and an act of business never
    needs a password. Two connections keep the two apart.
    """

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return "sign_in" if _is_for_signing_in(model) else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        return "sign_in" if _is_for_signing_in(model) else None


def _is_for_signing_in(model: type[Model]) -> bool:
    place = model._meta.app_label, model._meta.model_name
    return place[0] in SIGN_IN_APPS or place == ("organizations", "user")
