"""Django's view of the domain."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "openbill.ledger"
    label = "ledger"
