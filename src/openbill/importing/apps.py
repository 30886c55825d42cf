"""Django's view of the domain."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "openbill.importing"
    label = "importing"
