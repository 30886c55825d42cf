"""By which codes the test gateway declines, and what each means in our words."""

from openbill.gateways.types import DeclineReason

TEST_DECLINE_CODES: dict[str, DeclineReason] = {
    "insufficient_funds": DeclineReason.INSUFFICIENT_FUNDS,
    "limit_exceeded": DeclineReason.LIMIT_EXCEEDED,
    "do_not_honor": DeclineReason.DECLINED,
    "processing_error": DeclineReason.TRY_AGAIN,
    "authentication_required": DeclineReason.AUTHENTICATION_NEEDED,
    "expired_card": DeclineReason.EXPIRED,
    "incorrect_number": DeclineReason.INVALID,
    "lost_card": DeclineReason.LOST_OR_STOLEN,
    "account_closed": DeclineReason.ACCOUNT_CLOSED,
    "not_permitted": DeclineReason.NOT_ALLOWED,
    "authority_revoked": DeclineReason.AUTHORITY_ENDED,
    "fraudulent": DeclineReason.FRAUD,
}
