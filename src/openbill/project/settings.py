"""Settings of Django, made from the typed configuration."""

from openbill.foundation.configuration import load_configuration
from openbill.foundation.secrets import django_secret_key
from openbill.project.databases import database_settings

CONFIGURATION = load_configuration()

SECRET_KEY = django_secret_key(CONFIGURATION)
DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "openbill.foundation",
    "openbill.organizations",
    "openbill.customers",
    "openbill.documents",
    "openbill.ledger",
    "openbill.messaging",
    "openbill.receivables",
    "openbill.importing",
    "openbill.invoicing",
    "openbill.payments",
    "openbill.disputes",
    "openbill.collections",
    "openbill.wiring",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

DATABASES, DATABASE_ROLES = database_settings(CONFIGURATION)

AUTH_USER_MODEL = "organizations.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING_CONFIG = None
