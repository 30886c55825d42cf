"""The page of the test gateway: somebody presses what a payer, a bank or the gateway would do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openbill.console.reader import Reader
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments, press_test_payment
from openbill.gateways.errors import PressPlanWrong
from openbill.gateways.policies.decline_codes_of_test_gateway import TEST_DECLINE_CODES
from openbill.gateways.policies.notices_of_press import MOST_COPIES, MOST_SECONDS, PressPlan, Sequencing
from openbill.gateways.policies.pay_link import PayLink
from openbill.gateways.queries.access_of_account import require_safe_mode
from openbill.gateways.queries.payments_at_test_gateway import payment_at_test_gateway

PAY_OUT = "pay_out"


def show_counter(request: HttpRequest, reader: Reader, link: PayLink) -> HttpResponse:  # noqa: ARG001 - of every page
    """The payment, what can be pressed, and how its notices behave. Raises GatewayIsForTests outside of safe mode."""
    require_safe_mode()
    shown = {
        "payment": payment_at_test_gateway(link.request_id),
        "codes": list(TEST_DECLINE_CODES),
        "sequencings": [each.value for each in Sequencing],
        "most_copies": MOST_COPIES,
        "most_seconds": MOST_SECONDS,
    }
    return render(request, "console/paying/test_gateway.html", shown)


def press(request: HttpRequest, reader: Reader, link: PayLink) -> HttpResponse:
    """Do what was pressed, and lead a payer who is done back to whoever sent the payer."""
    pressed = request.POST.get("press", "")
    plan = _plan(request)
    with scope(link.organization_id):
        require_safe_mode()
        payment = payment_at_test_gateway(link.request_id)
    if pressed == PAY_OUT:
        pay_out_test_payments(
            account_id=payment.account_id, currency=payment.amount.currency, plan=plan, context=reader.context
        )
        return redirect(request.path)
    if pressed not in [each.value for each in Press]:
        return redirect(request.path)
    press_test_payment(
        test_payment_id=payment.id,
        press=Press(pressed),
        code=request.POST.get("code", "") if pressed in (Press.DECLINE, Press.PAY) else "",
        plan=plan,
        context=reader.context,
    )
    is_of_payer = pressed in (Press.PAY, Press.DECLINE) and payment.return_url
    return redirect(payment.return_url if is_of_payer else request.path)


def _plan(request: HttpRequest) -> PressPlan:
    def number(name: str, otherwise: int) -> int:
        said = request.POST.get(name, "") or str(otherwise)
        if not (said.isascii() and said.isdecimal() and len(said) < 10):
            raise PressPlanWrong(copies=MOST_COPIES, seconds=MOST_SECONDS)
        return int(said)

    said: Any = request.POST.get("sequencing") or Sequencing.AS_IT_WAS.value
    if said not in [each.value for each in Sequencing]:
        raise PressPlanWrong(copies=MOST_COPIES, seconds=MOST_SECONDS)
    return PressPlan(number("delay", 0), number("copies", 1), Sequencing(said))
