"""Signing in with the account of a company's identity provider."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class IdentityProviders(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A person who was invited may come in this way; nobody becomes a user by it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False
