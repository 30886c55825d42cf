"""Django's view of the domain."""

from django.apps import AppConfig


class CollectionsConfig(AppConfig):
    name = "openbill.collections"
    label = "collections"
