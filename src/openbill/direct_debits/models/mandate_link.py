"""By which link a mandate is signed, and what was agreed to by it."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LINK_LIFECYCLE
from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.primitives.signed_link import MOST_LINKS


class MandateLink(TenantModel):
    """The link by which a payer signs a mandate without signing in; only the one of the last number is good.

    The link itself is kept nowhere (`primitives/signed_link.py`).
    """

    mandate = TenantRelation("direct_debits.Mandate")
    mandate_id: UUID
    number = models.IntegerField(default=1)
    state = models.TextField(default=MANDATE_LINK_LIFECYCLE.initial)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "mandate_link"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "mandate_id"], name="mandate_link_is_one"),
            models.CheckConstraint(
                condition=models.Q(state__in=MANDATE_LINK_LIFECYCLE.states), name="mandate_link_state"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_LINKS), name="mandate_link_number"
            ),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="mandate_link_ends"),
        ]


class MandateConsent(TenantModel):
    """The evidence of a mandate that was signed by a link: when, from which address, and the words agreed to."""

    mandate = TenantRelation("direct_debits.Mandate")
    mandate_id: UUID
    link_number = models.IntegerField()
    signed_at = models.DateTimeField()
    remote_address = models.TextField()
    language = models.TextField()
    words = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "mandate_consent"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "mandate_id"], name="mandate_consent_is_given_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="mandate_consent_words"),
        ]
