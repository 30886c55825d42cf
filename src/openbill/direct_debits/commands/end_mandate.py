"""Suspend a mandate, resume it, end it, and let those lapse that nobody used."""

from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandate, lock_mandates
from openbill.direct_debits.errors import MandateHasDebits
from openbill.direct_debits.events import (
    MandateLapsed,
    MandateWasCancelled,
    MandateWasResumed,
    MandateWasSuspended,
)
from openbill.direct_debits.models import Debit, Mandate
from openbill.direct_debits.policies.debit_lifecycle import LIVE_DEBIT_STATES
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE, lapses_on
from openbill.direct_debits.types import Decision
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="direct_debits.manage", personal=("reason",), subject="mandate_id")
def suspend_mandate(*, mandate_id: UUID, reason: str = "", context: Context) -> None:
    """Collect nothing under a mandate until it is resumed; what was submitted goes its way.

    Raises MandateUnknown and NotPossibleInState.
    """
    suspend(lock_mandate(mandate_id, context=context), Decision.STOP, reason, context=context)


@command(permission="direct_debits.manage")
def resume_mandate(*, mandate_id: UUID, context: Context) -> None:
    """Let be collected under a suspended mandate again. Raises MandateUnknown and NotPossibleInState."""
    mandate = lock_mandate(mandate_id, context=context)
    mandate.state, mandate.state_reason = MANDATE_LIFECYCLE.after(mandate.state, "resume"), ""
    mandate.save(update_fields=["state", "state_reason"])
    publish(MandateWasResumed(mandate.id, mandate.customer_id), context=context)


@command(permission="direct_debits.manage")
def cancel_mandate(*, mandate_id: UUID, context: Context) -> None:
    """End a mandate: the customer withdrew it, or it was replaced.

    Raises MandateUnknown, NotPossibleInState and MandateHasDebits, where something of it is under way.
    """
    mandate = lock_mandate(mandate_id, context=context)
    mandate.state, mandate.state_reason = MANDATE_LIFECYCLE.after(mandate.state, "cancel"), ""
    if _with_live_debits([mandate.id], context):
        raise MandateHasDebits(reference=mandate.reference)
    mandate.save(update_fields=["state", "state_reason"])
    publish(MandateWasCancelled(mandate.id, mandate.customer_id), context=context)


@command(permission="direct_debits.manage")
def lapse_mandates(*, on: date, context: Context) -> int:
    """End the mandates that were not used for 36 months, and count them; one with a debit under way waits for it."""
    mandates = Mandate.objects.filter(organization_id=context.organization_id, state__in=["active", "suspended"])
    unused = [mandate.id for mandate in mandates if _lapses(mandate, on)]
    locked = lock_mandates(unused, context=context)
    live = _with_live_debits(unused, context)
    lapsed = 0
    for mandate in sorted(locked.values(), key=lambda mandate: mandate.id):
        if mandate.id not in live and "lapse" in MANDATE_LIFECYCLE.acts_from(mandate.state) and _lapses(mandate, on):
            lapse(mandate, context=context)
            lapsed += 1
    return lapsed


def suspend(mandate: Mandate, decision: Decision, reason: str = "", *, context: Context) -> None:
    """Suspend a locked mandate inside the running command, because of a decision. Raises NotPossibleInState."""
    mandate.state = MANDATE_LIFECYCLE.after(mandate.state, "suspend")
    mandate.state_reason = reason.strip() or decision.value
    mandate.save(update_fields=["state", "state_reason"])
    publish(MandateWasSuspended(mandate.id, mandate.customer_id, decision.value), context=context)


def lapse(mandate: Mandate, *, context: Context) -> None:
    """End a locked mandate inside the running command: nobody may use it any more. Raises NotPossibleInState."""
    mandate.state, mandate.state_reason = MANDATE_LIFECYCLE.after(mandate.state, "lapse"), ""
    mandate.save(update_fields=["state", "state_reason"])
    publish(MandateLapsed(mandate.id, mandate.customer_id), context=context)


def _lapses(mandate: Mandate, on: date) -> bool:
    assert mandate.signed_on is not None, "What is active was signed."
    return lapses_on(signed_on=mandate.signed_on, last_collected_on=mandate.last_collected_on) <= on


def _with_live_debits(mandate_ids: list[UUID], context: Context) -> set[UUID]:
    debits = Debit.objects.filter(
        organization_id=context.organization_id, mandate_id__in=mandate_ids, state__in=LIVE_DEBIT_STATES
    )
    return set(debits.values_list("mandate_id", flat=True))
