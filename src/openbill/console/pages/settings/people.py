"""People: who has a part in the firm, in which roles; invited, and removed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.permissions import role_word
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.errors import MemberUnknown
from openbill.organizations.policies.acting_on_others import may_act_on
from openbill.organizations.queries.api_keys import api_keys, api_keys_beyond_maker
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.organizations.queries.permissions_held import permissions_held_by
from openbill.organizations.types import KeysRevoked, Member
from openbill.primitives.errors import Refusal
from openbill.signing_in.invitation_link import link_for_newcomer


class LinkIsForNewcomers(Refusal):
    """This person signs in already, here or in another firm."""

    remedy = "Who forgot the password gets a new link by e-mail, from the page of signing in."


class InvitationForm(Form):
    """Whom to invite, in which role."""

    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    places = {
        "email_wrong": "email",
        "person_holds_more": "email",
        "role_already_granted": "role",
        "role_unknown": "role",
        "permission_not_held": "role",
        "unseen_character": "name",
    }

    def __init__(self, *given: Any, roles: list[tuple[str, str]], reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


def roles_to_give(reader: Reader) -> list[tuple[str, str]]:
    """Every role by name, with its word, that carries no more than the reader has."""
    held = reader.context.permissions
    return [(role.name, role_word(role.name)) for role in permission_matrix() if may_act_on(role.permissions, held)]


def list_people(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every member with the roles."""
    return render(request, "console/settings/people.html", {"members": members_with_roles()})


def show_invitation(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form to invite somebody."""
    return form_page(
        request,
        form or InvitationForm(reader=reader, roles=roles_to_give(reader)),
        title=_("Invite somebody"),
        save=_("Invite"),
        cancel=reverse("console:people"),
        hint=_("You get a link to hand over; with it the person chooses a password."),
    )


def invite(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Invite the person of the form, and show the link once."""
    with reader.scope():
        form = InvitationForm(request.POST, reader=reader, roles=roles_to_give(reader))
    values = form.values
    with form.refusals_shown():
        invited = invite_user(**values, context=reader.context)
    link = link_for_newcomer(invited.user_id, context=reader.context)
    return render(request, "console/settings/invited.html", {"link": link, "email": values["email"]})


def show_member(request: HttpRequest, reader: Reader, user_id: UUID) -> HttpResponse:
    """One member: which roles the person has, and could get, and which of the person's keys end with them."""
    member = _member(user_id)
    free = [(name, text) for name, text in roles_to_give(reader) if name not in member.roles]
    carried = {role.name: role.permissions for role in permission_matrix()}
    roles = []
    for role in member.roles:
        remaining = frozenset[str]().union(*(carried[each] for each in member.roles if each != role))
        roles.append((role, api_keys_beyond_maker(user_id, remaining, reader.context.at)))
    shown = {
        "member": member,
        "roles": roles,
        "keys": api_keys_beyond_maker(user_id, None, reader.context.at),
        "free": free,
        "may_change": may_act_on(permissions_held_by(user_id), reader.context.permissions),
    }
    return render(request, "console/settings/member.html", shown)


def make_new_link(request: HttpRequest, reader: Reader, user_id: UUID) -> HttpResponse:
    """Show a new link for somebody who has not signed in yet."""
    with reader.scope():
        member = _member(user_id)
    link = link_for_newcomer(user_id, context=reader.context)
    if link is None:
        raise LinkIsForNewcomers
    return render(request, "console/settings/invited.html", {"link": link, "email": member.email})


def give_role(request: HttpRequest, reader: Reader, user_id: UUID) -> HttpResponse:
    """Give a member one more role."""
    grant_role(user_id=user_id, role=request.POST.get("role", ""), context=reader.context)
    say(request, _("The role is given."))
    return redirect("console:member", user_id)


def take_role(request: HttpRequest, reader: Reader, user_id: UUID) -> HttpResponse:
    """Take a role from a member."""
    ended = revoke_role(user_id=user_id, role=request.POST.get("role", ""), context=reader.context)
    say(request, f"{_('The role is taken away.')} {_of_keys(ended, reader)}".rstrip())
    return redirect("console:people")


def end_membership(request: HttpRequest, reader: Reader, user_id: UUID) -> HttpResponse:
    """End a person's part in the firm."""
    ended = remove_member(user_id=user_id, context=reader.context)
    say(request, f"{_('The person has no part in the firm any more.')} {_of_keys(ended, reader)}".rstrip())
    return redirect("console:people")


def _of_keys(ended: KeysRevoked, reader: Reader) -> str:
    with reader.scope():
        names = ", ".join(key.name for key in api_keys() if key.id in ended.api_key_ids)
    return _("Revoked with it: %(names)s.") % {"names": names} if names else ""


def _member(user_id: UUID) -> Member:
    for member in members_with_roles():
        if member.user_id == user_id:
            return member
    raise MemberUnknown(user_id=user_id)
