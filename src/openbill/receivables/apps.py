"""Django's view of the domain."""

from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    name = "openbill.receivables"
    label = "receivables"
