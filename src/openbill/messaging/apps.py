"""Django's view of the domain."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "openbill.messaging"
    label = "messaging"
