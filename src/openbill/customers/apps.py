"""Django's view of the domain."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "openbill.customers"
    label = "customers"
