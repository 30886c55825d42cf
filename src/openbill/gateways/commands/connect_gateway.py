"""Connect a company's account at a gateway, and disconnect it."""

import base64
import json
import secrets as random_secrets
from uuid import UUID

from pydantic import SecretStr

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.key_ring import key_ring
from openbill.gateways.errors import GatewayAccountUnknown, GatewayConnectedAlready, GatewaySecretMissing
from openbill.gateways.events import GatewayWasConnected, GatewayWasDisconnected
from openbill.gateways.models import GatewayAccount
from openbill.gateways.queries.access_of_account import require_safe_mode
from openbill.gateways.types import GatewayKind
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities

SECRET_BYTES = 32


@command(permission="gateways.manage")
def connect_gateway(
    *,
    kind: GatewayKind,
    api_key: SecretStr | None = None,
    notice_secret: SecretStr | None = None,
    legal_entity_id: UUID | None = None,
    context: Context,
) -> UUID:
    """Have a gateway collect for a company, the default one where none is named; returns the account's identifier.

    `api_key` lets us act at the gateway, `notice_secret` proves its notices; both are kept encrypted and never shown.
    The test gateway makes its own. Raises GatewaySecretMissing, GatewayConnectedAlready, GatewayIsForTests and
    LegalEntityUnknown.
    """
    entity_id = legal_entity_id or default_legal_entity_id(context.organization_id)
    require_legal_entities([entity_id])
    if kind is GatewayKind.TEST:
        require_safe_mode()
        kept = {"notice_secret": "whsec_" + base64.b64encode(random_secrets.token_bytes(SECRET_BYTES)).decode()}
    else:
        kept = {"api_key": _said(api_key), "notice_secret": _said(notice_secret)}
        if not all(kept.values()):
            raise GatewaySecretMissing(kind=kind.value, names="an API key and the signing secret of its notices")
    connected = GatewayAccount.objects.filter(organization_id=context.organization_id, is_connected=True)
    if connected.filter(legal_entity_id=entity_id, kind=kind.value).exists():
        raise GatewayConnectedAlready(kind=kind.value)
    account = GatewayAccount(
        organization_id=context.organization_id,
        legal_entity_id=entity_id,
        kind=kind.value,
        secrets=key_ring().encrypt(json.dumps(kept).encode()),
        connected_at=context.at,
        command_id=context.running_command_id,
    )
    account.save(force_insert=True)
    publish(GatewayWasConnected(account.id, entity_id, kind.value), context=context)
    return account.id


@command(permission="gateways.manage")
def disconnect_gateway(*, account_id: UUID, context: Context) -> None:
    """Collect nothing through an account any more, take no notices of it, and forget its secrets.

    Raises GatewayAccountUnknown.
    """
    accounts = GatewayAccount.objects.filter(organization_id=context.organization_id, id=account_id, is_connected=True)
    if not accounts.update(is_connected=False, secrets=""):
        raise GatewayAccountUnknown(account_id=account_id)
    publish(GatewayWasDisconnected(account_id), context=context)


def _said(secret: SecretStr | None) -> str:
    return "" if secret is None else secret.get_secret_value().strip()
