"""Which gateways collect for which legal entity."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.gateways.types import GatewayKind


class GatewayAccount(TenantModel):
    """An account at a gateway. `secrets` are encrypted under the key ring, and forgotten when it is disconnected."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    kind = models.TextField()
    secrets = models.TextField()
    is_connected = models.BooleanField(default=True)
    connected_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "gateway_account"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "kind"],
                condition=models.Q(is_connected=True),
                name="gateway_account_is_connected_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in GatewayKind]), name="gateway_account_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(is_connected=True) | models.Q(secrets=""), name="gateway_account_forgets_its_secrets"
            ),
        ]
