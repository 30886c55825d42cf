"""Change what a mandate says: the account, the name, the reference, the days of notice."""

from uuid import UUID

from openbill.direct_debits.commands.lock_mandates import lock_mandate
from openbill.direct_debits.commands.set_creditor import checked_notice_days
from openbill.direct_debits.errors import MandateHasDebits, MandateReferenceKnown, NothingToAmend
from openbill.direct_debits.events import MandateWasAmended
from openbill.direct_debits.models import Debit, Mandate, MandateAmendment
from openbill.direct_debits.policies.debit_lifecycle import LIVE_DEBIT_STATES
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE
from openbill.direct_debits.policies.sepa_account import sepa_account
from openbill.direct_debits.policies.sepa_text import sepa_reference
from openbill.direct_debits.types import AccountHolder, Decision, PostalAddress
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.required_text import required_text
from openbill.primitives.lifecycle import NotPossibleInState

_DEBTOR = (
    "debtor_name", "debtor_iban", "debtor_bic", "debtor_street", "debtor_postal_code", "debtor_town", "debtor_country",
)  # fmt: skip


@in_plain_text("reference", *_DEBTOR)
@command(permission="direct_debits.manage", personal=_DEBTOR, subject="mandate_id")
def amend_mandate(
    *,
    mandate_id: UUID,
    reference: str | None = None,
    debtor_name: str | None = None,
    debtor_iban: str | None = None,
    debtor_bic: str | None = None,
    debtor_street: str | None = None,
    debtor_postal_code: str | None = None,
    debtor_town: str | None = None,
    debtor_country: str | None = None,
    notice_days: int | None = None,
    context: Context,
) -> None:
    """Change what is given. Another account or reference is told to the payer's bank with the next collection.

    Another IBAN without a BIC leaves the bank to be found by it. A mandate that was suspended because its account was
    wrong or closed is active again with another one. Raises MandateUnknown, NotPossibleInState, MandateHasDebits,
    NothingToAmend, what `add_mandate` refuses about the account, MandateReferenceKnown and NoticeDaysWrong.
    """
    mandate = lock_mandate(mandate_id, context=context)
    if not MANDATE_LIFECYCLE.acts_from(mandate.state):
        raise NotPossibleInState(lifecycle="mandate", state=mandate.state, act="amend", possible="nothing")
    _refuse_undecided(mandate, context)
    given = {
        "reference": None if reference is None else sepa_reference("reference", reference),
        "debtor_name": None if debtor_name is None else required_text("name", debtor_name),
        "debtor_iban": debtor_iban,
        "debtor_bic": "" if debtor_iban is not None and debtor_bic is None else debtor_bic,
        "debtor_street": debtor_street,
        "debtor_postal_code": debtor_postal_code,
        "debtor_town": debtor_town,
        "debtor_country": None if debtor_country is None else country_code(debtor_country),
        "notice_days": checked_notice_days(notice_days),
    }
    before = {name: getattr(mandate, name) for name in given}
    for name, value in given.items():
        if value is not None:
            setattr(mandate, name, value.strip() if isinstance(value, str) else value)
    _check_account(mandate)
    changed = [name for name in given if getattr(mandate, name) != before[name]]
    if not changed:
        raise NothingToAmend
    if "debtor_iban" in changed and mandate.state_reason == Decision.NEW_ACCOUNT.value:
        mandate.state, mandate.state_reason = MANDATE_LIFECYCLE.after(mandate.state, "resume"), ""
    with refuse_by_constraint("mandate_reference_is_unique", MandateReferenceKnown(reference=mandate.reference)):
        mandate.save(update_fields=[*changed, "state", "state_reason"])
    _keep_what_was(mandate, before, changed, context)
    publish(MandateWasAmended(mandate.id, mandate.customer_id, tuple(changed)), context=context)


def _check_account(mandate: Mandate) -> None:
    address = PostalAddress(
        mandate.debtor_street, mandate.debtor_postal_code, mandate.debtor_town, mandate.debtor_country
    )
    if mandate.state == MANDATE_LIFECYCLE.initial and not mandate.debtor_iban:
        # Its payer enters the account when signing.
        return
    account = AccountHolder(mandate.debtor_name, mandate.debtor_iban, mandate.debtor_bic, address)
    holder = sepa_account(account, is_debtor=True)
    mandate.debtor_iban, mandate.debtor_bic = holder.iban, holder.bic


def _refuse_undecided(mandate: Mandate, context: Context) -> None:
    """What was prepared or sent under it says what it said then."""
    debits = Debit.objects.filter(organization_id=context.organization_id, mandate_id=mandate.id)
    if debits.filter(state__in=LIVE_DEBIT_STATES).exists():
        raise MandateHasDebits(reference=mandate.reference)


def _keep_what_was(mandate: Mandate, before: dict[str, str], changed: list[str], context: Context) -> None:
    had_other = {name for name in ("reference", "debtor_iban") if name in changed and before[name]}
    if not had_other:
        return
    MandateAmendment.objects.create(
        organization_id=context.organization_id,
        mandate_id=mandate.id,
        amended_on=context.today(),
        original_reference=before["reference"] if "reference" in changed else "",
        original_iban=before["debtor_iban"] if "debtor_iban" in changed else "",
        command_id=context.running_command_id,
    )
