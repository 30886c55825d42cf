"""Django's view of the domain."""

from django.apps import AppConfig


class DirectDebitsConfig(AppConfig):
    name = "openbill.direct_debits"
    label = "direct_debits"
