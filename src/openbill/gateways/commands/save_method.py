"""Keep a way of paying to which a customer agreed, as the gateway's token; end it where the gateway does."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.key_ring import key_ring
from openbill.foundation.secrets import hash_token
from openbill.gateways.commands.end_method import end_method
from openbill.gateways.events import MethodWasRenewed, MethodWasSaved
from openbill.gateways.models import GatewayNotice, PaymentAttempt, PaymentRequest, SavedMethod
from openbill.gateways.types import MethodTold, NoticeKind, NoticeState


def keep_method(attempt: PaymentAttempt, method: MethodTold, *, context: Context) -> None:
    """Keep the way in which a try was paid where its payer consented, once by its token; inside the running command."""
    if not attempt.consent:
        return
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, account_id=attempt.account_id)
    if methods.filter(token_hash=hash_token(method.token)).exists():
        return
    requests = PaymentRequest.objects.filter(organization_id=context.organization_id, id=attempt.request_id)
    customer_id = requests.values_list("customer_id", flat=True).get()
    saved = SavedMethod(
        organization_id=context.organization_id,
        customer_id=customer_id,
        account_id=attempt.account_id,
        token=key_ring().encrypt(method.token.encode()),
        token_hash=hash_token(method.token),
        label=method.label,
        expires_on=method.expires_on,
        consent=attempt.consent,
        consented_at=attempt.began_at,
        command_id=context.running_command_id,
    )
    saved.save(force_insert=True)
    publish(MethodWasSaved(saved.id, customer_id), context=context)
    # What was told of it before it was kept is understood now.
    told = GatewayNotice.objects.filter(
        organization_id=context.organization_id,
        account_id=attempt.account_id,
        kind=NoticeKind.METHOD_TOLD.value,
        state=NoticeState.WAITING.value,
        payment_ref=saved.token_hash,
    )
    told.update(state=NoticeState.KEPT.value, read_again_at=None)


def learn_of_method(account_id: UUID, told: MethodTold, *, context: Context) -> bool:
    """Take how a kept method is called, and until when it is good, inside the running command; whether it is ours.

    A card is good for ever longer: an earlier last day than the known one is old news. A method that has ended is ours,
    and stays as it was.
    """
    methods = SavedMethod.objects.filter(
        organization_id=context.organization_id, account_id=account_id, token_hash=hash_token(told.token)
    )
    method = methods.select_for_update(no_key=True).first()
    if method is None or method.state != "active":
        return method is not None
    before, method.label = method.expires_on, told.label or method.label
    method.expires_on = max(filter(None, (before, told.expires_on)), default=None)
    method.save(update_fields=["label", "expires_on"])
    if before is not None and method.expires_on is not None and method.expires_on > before:
        publish(MethodWasRenewed(method.id, method.customer_id, method.expires_on), context=context)
    return True


def end_method_of_token(account_id: UUID, token: str, *, because: str, context: Context) -> None:
    """End the method of a token that the gateway ended, inside the running command; an unknown one is none of ours."""
    methods = SavedMethod.objects.filter(organization_id=context.organization_id, account_id=account_id)
    for method_id in methods.filter(token_hash=hash_token(token)).values_list("id", flat=True):
        end_method(method_id, because=because or "ended at the gateway", context=context)
