"""The one-time link with which a person chooses a password: after an invitation, and when it was forgotten."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from openbill.primitives.errors import Refusal


class AccountUnknown(Refusal):
    """There is no account of {email}."""

    remedy = "Invite the person first: openbill invite EMAIL."


class AccountClosed(Refusal):
    """The account of {email} is closed."""

    remedy = "Open it again first."


def link_to_set_password(email: str) -> str:
    """A link that lets its holder choose a password, once, within three days.

    It is signed, and void as soon as the password has changed, the person has signed in or may do something else.
    Raises AccountUnknown and AccountClosed.
    """
    user = get_user_model()._default_manager.filter(email__iexact=email.strip()).first()
    if user is None:
        raise AccountUnknown(email=email.strip())
    if not user.is_active:
        raise AccountClosed(email=user.email)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return f"{settings.CONFIGURATION.url}{path_to_set_password(f'{user_pk_to_url_str(user)}-{token}')}"


def path_to_set_password(key: str) -> str:
    """The path of such a link; `key` is the account and the token, with a hyphen between."""
    account, _, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": account, "key": token})
