"""Settings of a process that serves: as always, but static files come compressed and under names of their content."""

from django.conf import global_settings

from openbill.project.settings import *  # noqa: F403 - Django reads one module of settings

STORAGES = {
    **global_settings.STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
