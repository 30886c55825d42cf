"""Django's view of the domain."""

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "openbill.gateways"
    label = "gateways"
