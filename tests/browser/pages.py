"""The addresses of the console that answer a reader."""

from openbill.console.urls import ROUTES

PAGES = {route.name: route.path for route in ROUTES if not route.is_act}
"""The path of each, by its name."""
