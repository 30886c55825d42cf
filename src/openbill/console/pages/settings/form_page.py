"""The page of a form in the settings."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.forms import Form


def form_page(
    request: HttpRequest, form: Form, *, title: str, save: str, cancel: str, hint: str = "", **more: Any
) -> HttpResponse:
    """A form below the settings, with its title, what its button says, and the address to which one goes back."""
    shown = {"form": form, "title": title, "save": save, "cancel": cancel, "hint": hint, **more}
    return render(request, "console/settings/form.html", shown)
