"""Settings of everything that is served: addresses, middleware, templates, static files, mail of our own."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openbill.foundation.configuration import Configuration
from openbill.foundation.mail_settings import Tls, smtp_server

PACKAGE = Path(__file__).parent.parent
_ALWAYS_OURS = ("localhost", "127.0.0.1", "[::1]")


def web_settings(configuration: Configuration) -> dict[str, Any]:
    """What Django has to know to answer requests."""
    address = urlsplit(configuration.url)
    is_encrypted = address.scheme == "https"
    return {
        "ROOT_URLCONF": "openbill.project.urls",
        "WSGI_APPLICATION": "openbill.project.wsgi.application",
        "MIDDLEWARE": [
            "openbill.project.middleware.secure_headers.SecureHeaders",
            "django.middleware.gzip.GZipMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "openbill.project.middleware.reader_language.ReaderLanguage",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            # Knows who asks, and comes before any view: forms are read, by the check of their token, after it.
            "openbill.project.middleware.body_limit.BodyLimit",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "allauth.usersessions.middleware.UserSessionsMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
        ],
        "TEMPLATES": [_templates()],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(configuration.home / "static"),
        "LOCALE_PATHS": [str(PACKAGE / "console" / "locale")],
        "LANGUAGE_COOKIE_NAME": "openbill_language",
        "SESSION_COOKIE_NAME": "openbill_session",
        "CSRF_COOKIE_NAME": "openbill_form",
        "ALLOWED_HOSTS": sorted({address.hostname or "localhost", *_ALWAYS_OURS}),
        "CSRF_TRUSTED_ORIGINS": [f"{address.scheme}://{address.netloc}"],
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": is_encrypted,
        "CSRF_FAILURE_VIEW": "openbill.console.pages.failures.form_came_from_elsewhere",
        "SESSION_COOKIE_SECURE": is_encrypted,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Signed in for a working day; the cookie itself ends with the browser only where the person says so.
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if is_encrypted else None,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 5 * 2**20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 20_000,
        # Counts of failed sign-ins are the same for every process and machine.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "rate_limit",
                "OPTIONS": {"MAX_ENTRIES": 100_000},
            }
        },
        **_mail(configuration),
    }


def _templates() -> dict[str, Any]:
    loaders = [
        "django_cotton.cotton_loader.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", loaders)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "openbill.console.templatetags.cash",
                "openbill.console.templatetags.figures",
                "openbill.console.templatetags.form_marks",
                "openbill.console.templatetags.icons",
                "openbill.console.templatetags.links",
                "openbill.console.templatetags.words",
                "django.templatetags.l10n",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }


def _mail(configuration: Configuration) -> dict[str, Any]:
    """Mail to the people who work here (a forgotten password); mail to customers goes through messaging."""
    if configuration.smtp_url is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    server = smtp_server(configuration.smtp_url.get_secret_value())
    return {
        "EMAIL_BACKEND": "openbill.project.own_mail.OwnMail",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_TLS": server.tls is Tls.STARTTLS,
        "EMAIL_USE_SSL": server.tls is Tls.IMPLICIT,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": configuration.mail_from,
    }
