"""Django's view of the domain."""

from django.apps import AppConfig


class CashApplicationConfig(AppConfig):
    name = "openbill.cash_application"
    label = "cash_application"
