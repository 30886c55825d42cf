"""Signing in as Django knows it."""

from django.apps import AppConfig


class SigningInConfig(AppConfig):
    name = "openbill.signing_in"
    label = "signing_in"
