"""Django's view of the domain."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "openbill.disputes"
    label = "disputes"
