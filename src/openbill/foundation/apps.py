"""Django's view of the foundation."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "openbill.foundation"
    label = "foundation"
