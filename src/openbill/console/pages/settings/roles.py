"""Roles: who may do what, as one table; own roles, and what the built-in ones carry."""

from collections.abc import Set as AbstractSet
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.reader import Reader
from openbill.console.words.permissions import PERMISSIONS, permissions_by_area, role_word
from openbill.organizations.commands.change_role import change_role
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.errors import RoleUnknown
from openbill.organizations.policies.acting_on_others import may_act_on
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.organizations.queries.permissions_held import permissions_of_holders
from openbill.organizations.types import RoleWithPermissions


class ChangedRoleForm(Form):
    """What a role may do."""

    permissions = forms.MultipleChoiceField(
        label=gettext_lazy("May do"),
        choices=[(code, code) for code in PERMISSIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick one at least.")},
    )

    places = {
        "name_missing": "name",
        "role_name_taken": "name",
        "unseen_character": "name",
        "permission_not_held": "permissions",
        "permission_unknown": "permissions",
        "role_is_held_by_more": "permissions",
    }

    @property
    def ticked(self) -> set[str]:
        return set(self["permissions"].value() or ())


class NewRoleForm(ChangedRoleForm):
    """A role of the firm's own."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)


def list_roles(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every permission with the roles that carry it."""
    roles = permission_matrix()
    columns = [(role, role_word(role.name)) for role in roles]
    areas = [(area, [(text, *_carriers(code, columns)) for code, text in rows]) for area, rows in permissions_by_area()]
    return render(request, "console/settings/roles.html", {"columns": columns, "areas": areas})


def _carriers(code: str, columns: list[tuple[RoleWithPermissions, str]]) -> tuple[list[bool], list[str]]:
    """Whether each role carries a permission, and the names of those that do, for screens without room for columns."""
    carry = [code in role.permissions for role, _name in columns]
    return carry, [name for (_role, name), may in zip(columns, carry, strict=True) if may]


def show_new_role(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a role of the firm's own."""
    shown = {"title": _("Add a role"), "save": _("Add the role")}
    return _role_page(request, form or NewRoleForm(reader=reader), shown, fixed=_not_held(reader))


def add_role(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the role of the form."""
    form = NewRoleForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        create_role(**values, context=reader.context)
    say(request, _("The role is added."))
    return redirect("console:roles")


def show_role(request: HttpRequest, reader: Reader, role_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form with what a role may do."""
    role = _role(role_id)
    known = {"permissions": sorted(role.permissions)}
    is_within_reach = may_act_on(permissions_of_holders(role.id, reader.context.at), reader.context.permissions)
    shown = {
        "title": _("What %(role)s may do") % {"role": role_word(role.name)},
        "save": _("Save"),
        "is_of_more": not is_within_reach,
    }
    fixed = (_not_held(reader) - role.permissions) | (frozenset() if is_within_reach else role.permissions)
    return _role_page(request, form or ChangedRoleForm(reader=reader, initial=known), shown, fixed=fixed)


def change_permissions(request: HttpRequest, reader: Reader, role_id: UUID) -> HttpResponse:
    """Have a role carry what the form says, for all who have it."""
    form = ChangedRoleForm(request.POST, reader=reader)
    values = form.values
    with reader.scope():
        role = _role(role_id)
    with form.refusals_shown():
        change_role(role=role.name, permissions=values["permissions"], context=reader.context)
    say(request, _("Saved. It counts for everybody who has the role."))
    return redirect("console:roles")


def _role_page(request: HttpRequest, form: Form, shown: dict[str, Any], *, fixed: AbstractSet[str]) -> HttpResponse:
    """The form of a role; what is `fixed` can be read there, and stays as it is."""
    areas = [(area, [(code, text, code in fixed) for code, text in rows]) for area, rows in permissions_by_area()]
    return render(request, "console/settings/role.html", {"form": form, "areas": areas, **shown})


def _not_held(reader: Reader) -> frozenset[str]:
    return frozenset(code for code in PERMISSIONS if not reader.may(code))


def _role(role_id: UUID) -> RoleWithPermissions:
    roles = permission_matrix()
    for role in roles:
        if role.id == role_id:
            return role
    raise RoleUnknown(role=role_id, known=", ".join(role.name for role in roles))
