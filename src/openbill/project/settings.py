"""Settings of Django, made from the typed configuration."""

from openbill.foundation.configuration import load_configuration
from openbill.foundation.secrets import django_secret_key
from openbill.project.databases import database_settings
from openbill.project.signing_in import signing_in_settings
from openbill.project.web import web_settings

CONFIGURATION = load_configuration()

SECRET_KEY = django_secret_key(CONFIGURATION)
DEBUG = False

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
    "openbill.cash_application",
    "openbill.collections",
    "openbill.gateways",
    "openbill.direct_debits",
    "openbill.unclaimed",
    "openbill.webhooks",
    "openbill.wiring",
    "openbill.signing_in",
    "openbill.console",
    # Ours come first: their templates and static files replace those of the libraries.
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

DATABASES, DATABASE_ROLES = database_settings(CONFIGURATION)
DATABASE_ROUTERS = ["openbill.project.sign_in_router.SignInRouter"]

AUTH_USER_MODEL = "organizations.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # addresses are unique whatever their capitals, by an index that Django does not see
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING_CONFIG = None

globals().update(web_settings(CONFIGURATION))
globals().update(signing_in_settings(CONFIGURATION))
