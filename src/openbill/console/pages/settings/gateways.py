"""The gateways that collect for the companies: connecting, trying, disconnecting them."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import SecretStr

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.bank_accounts import choose_company
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.gateways import GATEWAYS
from openbill.gateways.commands.connect_gateway import connect_gateway, disconnect_gateway
from openbill.gateways.commands.try_gateway import try_gateway
from openbill.gateways.queries.access_of_account import gateways
from openbill.gateways.queries.notices_to_settle import counted_notices, last_told
from openbill.gateways.types import GatewayKind
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails

MOST_LETTERS = 500


class GatewayForm(Form):
    """A gateway with the secrets of its account; the test gateway makes its own."""

    kind = forms.ChoiceField(label=gettext_lazy("Gateway"))
    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    api_key = forms.CharField(
        label=gettext_lazy("API key"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Lets us collect and give back there. It is kept encrypted and never shown again."),
    )
    notice_secret = forms.CharField(
        label=gettext_lazy("Signing secret of its notices"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Proves that a notice is the gateway's. The test gateway needs neither of both."),
    )

    places = {
        "legal_entity_unknown": "legal_entity_id",
        "gateway_connected_already": "kind",
        "gateway_is_for_tests": "kind",
        "gateway_secret_missing": "api_key",
    }

    def __init__(self, *given: Any, entities: list[LegalEntityDetails], reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        choose_company(self, entities)
        self.fields["kind"].choices = [(code, word.text) for code, word in GATEWAYS.items()]  # type: ignore[attr-defined]


def list_gateways(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every connected gateway by company, when it last told something, and what it told that is not understood."""
    told = last_told()
    names = {entity.id: entity.name for entity in legal_entities()}
    shown: dict[str, Any] = {
        "gateways": [
            (each, names[each.legal_entity_id], _address(each.notices_path), told.get(each.id)) for each in gateways()
        ],
        "has_companies": len(names) > 1,
        "counts": {only.value.replace("-", "_"): count for only, count in counted_notices().items()},
    }
    return render(request, "console/settings/gateways.html", shown)


def show_new_gateway(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for one more gateway."""
    usual = GatewayKind.TEST if reader.organization.is_in_safe_mode else GatewayKind.STRIPE
    return form_page(
        request,
        form or GatewayForm(reader=reader, entities=legal_entities(), initial={"kind": usual.value}),
        title=_("Connect a gateway"),
        save=_("Connect it"),
        cancel=reverse("console:gateways"),
        hint=_("It collects by card or debit for a company. Where it is to send its notices is said right after this."),
    )


def connect(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Connect the gateway of the form."""
    form = GatewayForm(request.POST, reader=reader, entities=reader.companies)
    values = form.values
    kind = GatewayKind(values["kind"])
    is_test = kind is GatewayKind.TEST
    with form.refusals_shown():
        connect_gateway(
            kind=kind,
            api_key=None if is_test else SecretStr(values["api_key"]),
            notice_secret=None if is_test else SecretStr(values["notice_secret"]),
            legal_entity_id=values["legal_entity_id"],
            context=reader.context,
        )
    if is_test:
        say(request, _("The test gateway collects from now on; no money moves."))
    else:
        say(request, _("It collects from now on. Have it send its notices to the address below, and try its key."))
    return redirect("console:gateways")


def try_key(request: HttpRequest, reader: Reader, account_id: UUID) -> HttpResponse:
    """Ask the gateway whether its key is good; what it says instead is told."""
    try_gateway(account_id, organization_id=reader.organization.id)
    say(request, _("The gateway answered: its key is good."))
    return redirect("console:gateways")


def disconnect(request: HttpRequest, reader: Reader, account_id: UUID) -> HttpResponse:
    """Collect nothing by it any more, and forget its secrets."""
    disconnect_gateway(account_id=account_id, context=reader.context)
    say(request, _("The gateway is disconnected, and its secrets are forgotten."))
    return redirect("console:gateways")


def _address(path: str) -> str:
    return str(settings.CONFIGURATION.url).rstrip("/") + path
