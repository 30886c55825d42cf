"""What an account may do about itself, and what it is called."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from openbill.signing_in.password_link import path_to_set_password


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation; links in mails lead to the configured address, whatever a request says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - nobody signs up alone
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        return f"{settings.CONFIGURATION.url}{path_to_set_password(key)}"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail where a mail server is configured; who asks for a link learns nothing of it either way."""
        if settings.CONFIGURATION.smtp_url is not None:
            super().send_mail(template_prefix, email, context)


def shown_name(user: Any) -> str:
    """The name of a person, else the address."""
    return str(user.name or user.email)
