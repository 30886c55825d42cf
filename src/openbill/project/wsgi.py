"""What a web server calls. Importing it sets up the log of the process: tests make an application of their own."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from openbill.foundation.configuration import load_configuration
from openbill.foundation.logs import logs_to

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")

# As the worker's: whoever started it watches it, and nothing secret is told.
_configuration = load_configuration()
_log = logs_to(None, level=_configuration.log_level, form=_configuration.log_format)
_log.__enter__()

application = get_wsgi_application()

# What was loaded stays; no collection needs to look through it again.
gc.collect()
gc.freeze()
