"""A firm with the test gateway, payers at its page, and its notices brought to our own address."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.test import Client

from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.begin_attempt import PaidShort
from openbill.gateways.commands.connect_gateway import connect_gateway
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.pay_automatically import pay_what_is_due
from openbill.gateways.commands.press_test_payment import Press, pay_out_test_payments, press_test_payment
from openbill.gateways.commands.refund_attempt import ask_for_refund
from openbill.gateways.commands.request_payment import request_payment
from openbill.gateways.commands.send_payer import send_payer
from openbill.gateways.jobs import process_gateway_notices, send_test_notice
from openbill.gateways.models import GatewayNotice, PaymentAttempt
from openbill.gateways.policies.notices_of_press import PressPlan
from openbill.gateways.policies.parts_of_payment import Chosen
from openbill.gateways.ports import connect_post_notice
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.types import GatewayKind, Notice, NoticeKind
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.models import Payment
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.wiring.adapters import connect_adapters

from .organizations import AnOrganization, an_organization
from .receivables import a_customer, a_debit


@dataclass
class AtTheGateway:
    """A firm whose customers pay by the test gateway."""

    firm: AnOrganization
    account_id: UUID

    def request(self, *item_ids: UUID, **details: object) -> UUID:
        asked = request_payment(item_ids=list(item_ids), context=self.firm.context(), **details)  # type: ignore[arg-type]
        return asked.request_id

    def begin(self, request_id: UUID, *chosen: Chosen, short: tuple[PaidShort, ...] = (), consent: str = "") -> UUID:
        """A payer goes to the gateway, with all that is due where nothing is chosen; the payment's name there."""
        with scope(self.firm.id):
            everything = [Chosen(debt.item_id) for debt in payable_debts(request_id, datetime.now(UTC).date())]
        sent = send_payer(
            request_id=request_id,
            chosen=list(chosen) or everything,
            short=short,
            return_url="http://127.0.0.1:8000/back",
            consent=consent,
            context=self.firm.context(),
        )
        return UUID(sent.gateway_id)

    def press(self, payment_id: UUID, press: Press, code: str = "", **plan: object) -> None:
        press_test_payment(
            test_payment_id=payment_id,
            press=press,
            code=code,
            plan=PressPlan(**plan),  # type: ignore[arg-type]
            context=self.firm.context(),
        )

    def pay(self, request_id: UUID, *chosen: Chosen, **details: object) -> UUID:
        payment = self.begin(request_id, *chosen, **details)  # type: ignore[arg-type]
        self.press(payment, Press.PAY)
        self.deliver()
        return payment

    def deliver(self) -> list[int]:
        """Send what the test gateway has queued, in the order of its times, and have it understood; the answers."""
        answered = send_queued(self.firm)
        self.read()
        return answered

    def deliver_in(self, order: tuple[int, ...]) -> None:
        """Send what is queued press by press, in an order of its own, and have each understood before the next."""
        bodies = queued(self.firm)
        telling = [each for each in bodies if "payment.pending" not in each["body"]]
        for place in order:
            send_test_notice(**telling[place])
            self.read()

    def read(self) -> None:
        process_gateway_notices(organization_id=str(self.firm.id), account_id=str(self.account_id))

    def attempts(self, request_id: UUID) -> list[PaymentAttempt]:
        with scope(self.firm.id):
            found = PaymentAttempt.objects.filter(organization_id=self.firm.id, request_id=request_id)
            return list(found.order_by("id"))


def a_paying_firm(**details: str) -> AtTheGateway:
    """A firm in safe mode with the test gateway, whose notices go through our real address."""
    connect_adapters()
    connect_post_notice(post_by_client)
    firm = an_organization(**details)
    return AtTheGateway(firm, connect_gateway(kind=GatewayKind.TEST, context=firm.context()))


def post_by_client(path: str, headers: dict[str, str], body: bytes) -> int:
    """What a server would answer."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    sent = {name: value for name, value in headers.items() if name != "content-type"}
    return client.generic("POST", path, body, content_type="application/json", headers=sent).status_code


def send_queued(firm: AnOrganization) -> list[int]:
    """Run the jobs that send notices of the test gateway, and forget them."""
    return [send_test_notice(**arguments) for arguments in queued(firm)]


def queued(firm: AnOrganization) -> list[dict[str, str]]:
    """Take those jobs out of the queue: what each was to be called with, in the order of their times."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs
            WHERE task_name = 'send_test_notice' AND args ->> 'organization_id' = %s
            RETURNING scheduled_at, id, args
            """,
            [str(firm.id)],
        )
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0] or datetime.min.replace(tzinfo=UTC), row[1]))
    return [args if isinstance(args, dict) else json.loads(args) for *_, args in rows]


def a_row_in_every_table_of_gateways(firm: AnOrganization, name: str) -> AtTheGateway:
    """A customer of its own who paid by a link, had the card kept, was given something back; and a payout of it."""
    connect_adapters()
    connect_post_notice(post_by_client)
    desk = AtTheGateway(firm, connect_gateway(kind=GatewayKind.TEST, context=firm.context()))
    customer = a_customer(firm, f"{name} Pays")
    desk.pay(desk.request(a_debit(firm, customer, "20.00")), consent=f"{name} agrees.")
    debt = a_debit(firm, customer, "7.00")
    twice = desk.begin(desk.request(debt))
    by_bank = NewPayment(customer, Money.of("7.00", firm.currency), clock.now().date())
    record_payments(payments=[by_bank], context=firm.context())
    desk.press(twice, Press.PAY)
    desk.deliver()
    with scope(firm.id):
        payment = Payment.objects.filter(organization_id=firm.id, customer_id=customer, method="card").latest("id")
    asked = request_refund(
        item_id=payment.item_id, amount=Money.of("7.00", firm.currency), reason=name, context=firm.context()
    )
    approve_refund(request_id=asked.request_id, context=Context(firm.id, Actor(ActorKind.USER, desk.account_id)))
    ask_for_refund(refund_request_id=asked.request_id, context=firm.context())
    a_debit(firm, customer, "3.00", due=str(clock.now().date()))
    pay_what_is_due(context=firm.context())
    desk.deliver()
    pay_out_test_payments(account_id=desk.account_id, currency=firm.currency, context=firm.context())
    desk.deliver()
    desk.begin(desk.request(a_debit(firm, customer, "4.00")))
    a_refused_notice(desk, name)
    return desk


def a_refused_notice(desk: AtTheGateway, name: str) -> UUID:
    """A notice about a payout that the gateway knows nothing of: it was read once, and is read again later."""
    told = Notice(f"evt {name}", NoticeKind.PAID_OUT, "payout.paid", clock.now(), payout_id=f"po {name}")
    keep_notices(account_id=desk.account_id, notices=[told], context=desk.firm.context())
    desk.read()
    with scope(desk.firm.id):
        return GatewayNotice.objects.get(organization_id=desk.firm.id, notice_id=told.id).id
