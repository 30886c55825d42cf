"""Settings of a process that serves: as always, and static files, compressed, under names of their content."""

from django.conf import global_settings

from openbill.project.settings import *  # noqa: F403 - Django reads one module of settings
from openbill.project.settings import CONFIGURATION
from openbill.project.web import web_settings

STORAGES = {
    **global_settings.STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
_first, *_others = web_settings(CONFIGURATION)["MIDDLEWARE"]
MIDDLEWARE = [_first, "whitenoise.middleware.WhiteNoiseMiddleware", *_others]
