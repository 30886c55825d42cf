"""Django's view of the domain."""

from django.apps import AppConfig


class UnclaimedConfig(AppConfig):
    name = "openbill.unclaimed"
    label = "unclaimed"
