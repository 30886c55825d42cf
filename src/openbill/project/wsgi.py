"""What a web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")

application = get_wsgi_application()

# What was loaded stays; no collection needs to look through it again.
gc.collect()
gc.freeze()
