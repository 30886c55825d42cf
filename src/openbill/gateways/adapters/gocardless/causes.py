"""What GoCardless's causes of failure mean in our words; https://developer.gocardless.com/api-reference (events)."""

from openbill.gateways.types import DeclineReason

_R = DeclineReason

_REASONS: dict[str, DeclineReason] = {
    "authorisation_disputed": _R.AUTHORITY_ENDED,
    "bank_account_closed": _R.ACCOUNT_CLOSED,
    "bank_account_transferred": _R.ACCOUNT_CLOSED,
    "direct_debit_not_enabled": _R.NOT_ALLOWED,
    "insufficient_funds": _R.INSUFFICIENT_FUNDS,
    "invalid_bank_details": _R.INVALID,
    "mandate_cancelled": _R.AUTHORITY_ENDED,
    "mandate_expired": _R.AUTHORITY_ENDED,
    "mandate_suspended": _R.AUTHORITY_ENDED,
    "other": _R.DECLINED,
    "refer_to_payer": _R.INSUFFICIENT_FUNDS,
    "test_failure": _R.DECLINED,
}


def reason_of_cause(cause: str) -> DeclineReason:
    """The reason of a cause; a plain decline where it is not known."""
    return _REASONS.get(cause, DeclineReason.DECLINED)
