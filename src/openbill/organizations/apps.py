"""Django's view of the domain."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "openbill.organizations"
    label = "organizations"
