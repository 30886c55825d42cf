"""Django's view of the domain."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "openbill.webhooks"
    label = "webhooks"
