"""Django's view of the domain."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "openbill.payments"
    label = "payments"
