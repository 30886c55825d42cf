"""Django's view of the domain."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "openbill.invoicing"
    label = "invoicing"
