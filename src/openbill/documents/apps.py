"""Django's view of the domain."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "openbill.documents"
    label = "documents"
