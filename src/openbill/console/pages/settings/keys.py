"""API keys: with which programs act for the firm."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form
from openbill.console.pages.settings.form_page import form_page
from openbill.console.pages.settings.people import roles_to_give
from openbill.console.reader import Reader
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.revoke_api_key import revoke_api_key
from openbill.organizations.queries.api_keys import api_keys


class KeyForm(Form):
    """A key with the role in which its program acts."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("Such as the program's."))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), help_text=gettext_lazy("The program may do what this role may do, and no more.")
    )
    last_day = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Blank: until it is revoked.")
    )

    places = {
        "name_missing": "name",
        "unseen_character": "name",
        "role_unknown": "role",
        "permission_not_held": "role",
        "expiry_is_past": "last_day",
    }

    def __init__(self, *given: Any, roles: list[tuple[str, str]], reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


def list_keys(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every key; those that are over stand at the end."""
    within_reach = {name for name, _text in roles_to_give(reader)}
    keys = [
        (key, key.revoked_at is None and not _is_over(key.expires_at, reader), key.role in within_reach)
        for key in api_keys()
    ]
    return render(request, "console/settings/keys.html", {"keys": sorted(keys, key=lambda each: not each[1])})


def show_new_key(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a key."""
    return form_page(
        request,
        form or KeyForm(reader=reader, roles=roles_to_give(reader)),
        title=_("Add an API key"),
        save=_("Make the key"),
        cancel=reverse("console:keys"),
        hint=_("The secret is shown once, right after this."),
    )


def make_key(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make the key of the form, and show its secret once; the same form sent again shows none."""
    with reader.scope():
        form = KeyForm(request.POST, reader=reader, roles=roles_to_give(reader))
    values = form.values
    with form.refusals_shown():
        created = create_api_key(
            name=values["name"],
            role=values["role"],
            expires_at=_end_of(values["last_day"], reader),
            context=reader.context,
        )
    secret = created.secret.get_secret_value() if created.secret else None
    return render(request, "console/settings/key_made.html", {"secret": secret, "name": values["name"]})


def revoke_key(request: HttpRequest, reader: Reader, api_key_id: UUID) -> HttpResponse:
    """Have a key accepted no more."""
    revoke_api_key(api_key_id=api_key_id, context=reader.context)
    say(request, _("The key is revoked."))
    return redirect("console:keys")


def _end_of(day: Any, reader: Reader) -> datetime | None:
    # No day comes after the last one there is: whoever says it means no end.
    if day in (None, date.max):
        return None
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(reader.organization.time_zone))


def _is_over(expires_at: datetime | None, reader: Reader) -> bool:
    return expires_at is not None and expires_at <= reader.context.at
