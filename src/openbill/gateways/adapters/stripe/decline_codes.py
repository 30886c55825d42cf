"""What Stripe's codes mean in our words; https://docs.stripe.com/declines/codes."""

from openbill.gateways.types import DeclineReason

_R = DeclineReason

_REASONS: dict[str, DeclineReason] = {
    "abandoned": _R.ABANDONED,
    "account_closed": _R.ACCOUNT_CLOSED,
    "authentication_required": _R.AUTHENTICATION_NEEDED,
    "bank_account_closed": _R.ACCOUNT_CLOSED,
    "call_issuer": _R.DECLINED,
    "card_not_supported": _R.NOT_ALLOWED,
    "card_velocity_exceeded": _R.LIMIT_EXCEEDED,
    "currency_not_supported": _R.NOT_ALLOWED,
    "debit_not_authorized": _R.AUTHORITY_ENDED,
    "do_not_honor": _R.DECLINED,
    "expired_card": _R.EXPIRED,
    "fraudulent": _R.FRAUD,
    "generic_decline": _R.DECLINED,
    "incorrect_cvc": _R.INVALID,
    "incorrect_number": _R.INVALID,
    "insufficient_funds": _R.INSUFFICIENT_FUNDS,
    "invalid_account": _R.INVALID,
    "invalid_cvc": _R.INVALID,
    "invalid_expiry_month": _R.INVALID,
    "invalid_expiry_year": _R.INVALID,
    "invalid_number": _R.INVALID,
    "issuer_not_available": _R.TRY_AGAIN,
    "lost_card": _R.LOST_OR_STOLEN,
    "merchant_blacklist": _R.FRAUD,
    "new_account_information_available": _R.EXPIRED,
    "no_account": _R.INVALID,
    "not_permitted": _R.NOT_ALLOWED,
    "payment_intent_authentication_failure": _R.AUTHENTICATION_NEEDED,
    "pickup_card": _R.LOST_OR_STOLEN,
    "processing_error": _R.TRY_AGAIN,
    "reenter_transaction": _R.TRY_AGAIN,
    "restricted_card": _R.NOT_ALLOWED,
    "revocation_of_all_authorizations": _R.AUTHORITY_ENDED,
    "revocation_of_authorization": _R.AUTHORITY_ENDED,
    "stolen_card": _R.LOST_OR_STOLEN,
    "stop_payment_order": _R.AUTHORITY_ENDED,
    "transaction_not_allowed": _R.NOT_ALLOWED,
    "try_again_later": _R.TRY_AGAIN,
    "withdrawal_count_limit_exceeded": _R.LIMIT_EXCEEDED,
}


def reason_of_code(code: str) -> DeclineReason:
    """The reason of a code; a plain decline where it is not known."""
    return _REASONS.get(code, DeclineReason.DECLINED)
