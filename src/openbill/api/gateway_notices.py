"""Where gateways tell what happened: no key, but a signature of theirs; kept first, answered, understood by a job."""

import logging
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from openbill.api.problems import problem
from openbill.gateways.commands.keep_notices import take_message
from openbill.primitives.errors import Refusal

MOST_BYTES = 256 * 1024

logger = logging.getLogger(__name__)


@csrf_exempt
@transaction.non_atomic_requests(using="sign_in")
def take_gateway_notices(request: HttpRequest, organization_id: UUID, account_id: UUID) -> HttpResponse:
    """204 once the notices are kept, or known already; whatever is wrong is answered alike, with nothing kept.

    A stranger is not told whether an account is there, nor what of a message was wrong.
    """
    if request.method != "POST":
        return problem("method_wrong", method=request.method, allowed="POST", headers={"Allow": "POST"}).answer()
    length = request.META.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()) or request.headers.get("Transfer-Encoding"):
        return problem("length_missing").answer()
    if len(length) > 9 or int(length) > MOST_BYTES:
        return problem("request_too_large", most=MOST_BYTES).answer()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        take_message(
            organization_id=organization_id, account_id=account_id, headers=headers, body=request.read(MOST_BYTES)
        )
    except Refusal as refusal:
        logger.warning("A notice was not taken.", extra={"account": str(account_id), "because": refusal.code})
        return problem("notice_wrong").answer()
    except (OperationalError, InterfaceError):
        logger.exception("The database did not take a notice.")
        return problem("busy", headers={"Retry-After": "2"}).answer()
    return HttpResponse(status=204)
