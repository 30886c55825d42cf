"""The lists whose columns are chosen and of which views are kept."""

from django.utils.translation import gettext_lazy as _

from openbill.cash_application.queries.find_payer_accounts import PayerAccountsBy
from openbill.collections.queries.find_promises import PromisesBy
from openbill.collections.queries.find_tasks import TasksBy
from openbill.console.columns import FROM_LARGE, FROM_MEDIUM, FROM_SMALL, Column, Table
from openbill.direct_debits.queries.debit_batches import BatchesBy
from openbill.direct_debits.queries.debits_to_collect import ToCollectBy
from openbill.direct_debits.queries.find_debits import DebitsBy
from openbill.direct_debits.queries.find_mandates import MandatesBy
from openbill.direct_debits.queries.find_refunds import RefundsBy
from openbill.direct_debits.queries.refund_accounts import RefundBatchesBy
from openbill.disputes.queries.find_disputes import DisputesBy
from openbill.gateways.queries.find_attempts import AttemptsBy
from openbill.gateways.queries.find_payouts import PayoutsBy
from openbill.gateways.queries.find_requests import RequestsBy
from openbill.invoicing.queries.find_documents import DocumentsBy
from openbill.invoicing.queries.find_drafts import DraftsBy
from openbill.messaging.queries.find_messages import MessagesBy
from openbill.organizations.queries.acts import ActsBy
from openbill.payments.queries.find_payments import PaymentsBy
from openbill.payments.queries.find_withheld_tax import WithheldBy
from openbill.receivables.queries.customer_balances import BalancesBy
from openbill.unclaimed.queries.find_unclaimed import UnclaimedBy

CUSTOMERS = Table(
    "customers",
    (
        Column("name", _("Customer"), BalancesBy.NAME, is_fixed=True),
        Column("country", _("Country"), None, FROM_SMALL, is_extra=True),
        Column("oldest", _("Oldest"), BalancesBy.OLDEST, FROM_MEDIUM),
        Column("overdue", _("Overdue"), BalancesBy.OVERDUE, f"num {FROM_SMALL}"),
        Column("owed", _("Owed"), BalancesBy.OWED, f"num {FROM_LARGE}"),
        Column("unapplied", _("Unapplied"), BalancesBy.UNAPPLIED, f"num {FROM_LARGE}"),
        Column("balance", _("Balance"), BalancesBy.BALANCE, "num"),
    ),
)

INVOICES = Table(
    "invoices",
    (
        Column("number", _("Number"), DocumentsBy.NUMBER, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), DocumentsBy.CUSTOMER, is_fixed=True),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("dated", _("Dated"), DocumentsBy.DATED, FROM_LARGE),
        Column("due", _("Due"), DocumentsBy.DUE, FROM_SMALL),
        Column("state", _("State"), None, FROM_MEDIUM),
        Column("amount", _("Amount"), DocumentsBy.AMOUNT, f"num {FROM_SMALL}"),
        Column("disputed", _("Disputed"), None, f"num {FROM_SMALL}", is_extra=True),
        Column("open", _("Open"), DocumentsBy.OPEN, "num"),
    ),
)

PAYMENTS = Table(
    "payments",
    (
        Column("received", _("Received"), PaymentsBy.RECEIVED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), PaymentsBy.CUSTOMER, is_fixed=True),
        Column("number", _("Number"), PaymentsBy.NUMBER, FROM_LARGE),
        Column("reference", _("Reference"), None, FROM_LARGE),
        Column("method", _("Method"), None, FROM_LARGE),
        Column("state", _("State"), None, FROM_SMALL),
        Column("unapplied", _("Unapplied"), PaymentsBy.UNAPPLIED, f"num {FROM_MEDIUM}"),
        Column("amount", _("Amount"), PaymentsBy.AMOUNT, "num"),
    ),
)

DRAFTS = Table(
    "drafts",
    (
        Column("customer", _("Customer"), DraftsBy.CUSTOMER, is_fixed=True),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("first_line", _("First line"), None, FROM_MEDIUM),
        Column("lines", _("Lines"), None, f"num {FROM_SMALL}", is_extra=True),
        Column("drafted", _("Drafted"), DraftsBy.DRAFTED, FROM_LARGE),
        Column("dated", _("Dated"), DraftsBy.DATED, FROM_SMALL),
        Column("net", _("Net"), None, "num"),
    ),
)

OUTBOX = Table(
    "outbox",
    (
        Column("subject", _("Subject"), None, is_fixed=True),
        Column("customer", _("Customer"), MessagesBy.CUSTOMER, FROM_LARGE),
        Column("to", _("To"), None, FROM_MEDIUM),
        Column("channel", _("Channel"), None, FROM_SMALL, is_extra=True),
        Column("stage", _("Stage"), None, FROM_SMALL, is_extra=True),
        Column("written", _("Written"), MessagesBy.WRITTEN, FROM_SMALL),
        Column("sent", _("Sent"), None, FROM_SMALL, is_extra=True),
        Column("state", _("State"), None, FROM_SMALL),
        Column("because", _("Why"), None, FROM_SMALL, is_extra=True),
    ),
)

TASKS = Table(
    "tasks",
    (
        Column("due", _("Due"), TasksBy.DUE, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), TasksBy.CUSTOMER, is_fixed=True),
        Column("reason", _("What for"), None, FROM_MEDIUM),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("outcome", _("What came of it"), None, FROM_SMALL, is_extra=True),
        Column("ended", _("Done on"), None, FROM_SMALL, is_extra=True),
    ),
)

PROMISES = Table(
    "promises",
    (
        Column("promised", _("Promised for"), PromisesBy.PROMISED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), PromisesBy.CUSTOMER, is_fixed=True),
        Column("given", _("Given on"), PromisesBy.GIVEN, FROM_LARGE),
        Column("method", _("Method"), None, FROM_SMALL, is_extra=True),
        Column("note", _("Note"), None, FROM_SMALL, is_extra=True),
        Column("state", _("State"), None, FROM_SMALL),
        Column("received", _("Received"), None, f"num {FROM_MEDIUM}"),
        Column("amount", _("Amount"), PromisesBy.AMOUNT, "num"),
    ),
)

DISPUTES = Table(
    "disputes",
    (
        Column("opened", _("Opened"), DisputesBy.OPENED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), DisputesBy.CUSTOMER, is_fixed=True),
        Column("reason", _("Reason"), None, FROM_MEDIUM),
        Column("note", _("What the customer says"), None, FROM_SMALL, is_extra=True),
        Column("answer", _("Answer by"), DisputesBy.ANSWER, FROM_LARGE),
        Column("ended", _("Ended on"), None, FROM_SMALL, is_extra=True),
        Column("outcome", _("Outcome"), None, FROM_SMALL, is_extra=True),
        Column("state", _("State"), None, FROM_SMALL),
        Column("credited", _("Credited"), None, f"num {FROM_SMALL}", is_extra=True),
        Column("amount", _("Contested"), None, "num"),
    ),
)

AUDIT = Table(
    "audit",
    (
        Column("when", _("When"), ActsBy.WHEN, FROM_SMALL, is_fixed=True),
        Column("act", _("Act"), None, is_fixed=True),
        Column("who", _("Who"), None, FROM_SMALL),
        Column("number", _("Number"), None, f"num {FROM_SMALL}"),
        Column("sealed", _("Sealed"), None, FROM_SMALL, is_extra=True),
    ),
)

DEBIT_BATCHES = Table(
    "debit-batches",
    (
        Column("number", _("Number"), None, is_fixed=True),
        Column("collected", _("Collected on"), BatchesBy.COLLECTED, FROM_SMALL),
        Column("submit_by", _("Give by"), None, FROM_LARGE),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("state", _("State"), None, FROM_SMALL),
        Column("debits", _("Direct debits"), None, f"num {FROM_MEDIUM}"),
        Column("paid", _("Paid"), None, f"num {FROM_LARGE}"),
        Column("back", _("Came back"), None, f"num {FROM_LARGE}"),
        Column("amount", _("Amount"), None, "num"),
    ),
)

MANDATES = Table(
    "mandates",
    (
        Column("reference", _("Reference"), MandatesBy.ADDED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), MandatesBy.CUSTOMER, is_fixed=True),
        Column("holder", _("Account holder"), None, FROM_SMALL, is_extra=True),
        Column("account", _("Account"), None, FROM_MEDIUM),
        Column("scheme", _("Scheme"), None, FROM_LARGE),
        Column("use", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("signed", _("Signed on"), None, FROM_SMALL, is_extra=True),
        Column("used", _("Last collected"), MandatesBy.USED, FROM_LARGE),
        Column("state", _("State"), None),
    ),
)

RETURNED_DEBITS = Table(
    "returned-debits",
    (
        Column("ended", _("Day"), DebitsBy.ENDED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), DebitsBy.CUSTOMER, is_fixed=True),
        Column("reason", _("Reason"), None, FROM_MEDIUM),
        Column("mandate", _("Mandate"), None, FROM_SMALL, is_extra=True),
        Column("batch", _("Batch"), None, FROM_SMALL, is_extra=True),
        Column("state", _("State"), None, FROM_SMALL, is_extra=True),
        Column("follows", _("What follows"), None, FROM_SMALL),
        Column("fee", _("Fee"), None, f"num {FROM_LARGE}"),
        Column("amount", _("Amount"), None, "num"),
    ),
)

REFUNDS = Table(
    "refunds",
    (
        Column("asked", _("Asked for"), RefundsBy.ASKED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), None, is_fixed=True),
        Column("number", _("Number"), None, FROM_MEDIUM),
        Column("account", _("Account"), None, FROM_LARGE),
        Column("file", _("File"), None, FROM_LARGE),
        Column("state", _("State"), None, FROM_SMALL),
        Column("amount", _("Amount"), RefundsBy.AMOUNT, "num"),
    ),
)

WITHHELD = Table(
    "withheld-tax",
    (
        Column("kept", _("Kept on"), WithheldBy.NOTED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), None, is_fixed=True),
        Column("number", _("Number"), None, FROM_MEDIUM),
        Column("certificate", _("Certificate"), None, FROM_MEDIUM),
        Column("state", _("State"), None, FROM_SMALL),
        Column("amount", _("Amount"), WithheldBy.AMOUNT, "num"),
    ),
)

UNCLAIMED = Table(
    "unclaimed",
    (
        Column("owner", _("Owner"), UnclaimedBy.CUSTOMER, is_fixed=True),
        Column("number", _("Number"), None, FROM_LARGE),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("law", _("Law"), None, FROM_SMALL),
        Column("contact", _("Last contact"), None, FROM_LARGE),
        Column("arose", _("Arose"), None, FROM_SMALL, is_extra=True),
        Column("letter", _("Letter until"), UnclaimedBy.LETTER, FROM_MEDIUM),
        Column("report", _("Report by"), UnclaimedBy.REPORT, FROM_MEDIUM),
        Column("state", _("State"), None, FROM_SMALL),
        Column("amount", _("Amount"), UnclaimedBy.AMOUNT, "num"),
    ),
)

REFUND_FILES = Table(
    "refund-files",
    (
        Column("number", _("Number"), None, is_fixed=True),
        Column("made", _("Made"), RefundBatchesBy.MADE, FROM_SMALL),
        Column("goes", _("Goes on"), RefundBatchesBy.GOES, FROM_MEDIUM),
        Column("message", _("Message identifier"), None, FROM_SMALL, is_extra=True),
        Column("refunds", _("Refunds"), None, f"num {FROM_SMALL}"),
        Column("arrived", _("Arrived"), None, f"num {FROM_MEDIUM}"),
        Column("refused", _("Refused"), None, f"num {FROM_MEDIUM}"),
        Column("amount", _("Amount"), None, "num"),
    ),
)

TO_COLLECT = Table(
    "direct-debits",
    (
        Column("collected", _("Collected on"), ToCollectBy.COLLECTED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), ToCollectBy.CUSTOMER, is_fixed=True),
        Column("mandate", _("Mandate"), None, FROM_MEDIUM),
        Column("account", _("Account"), None, FROM_LARGE),
        Column("scheme", _("Scheme"), None, FROM_SMALL, is_extra=True),
        Column("documents", _("Documents"), None, FROM_LARGE),
        Column("amount", _("Amount"), ToCollectBy.AMOUNT, "num"),
    ),
)

REQUESTS = Table(
    "online",
    (
        Column("made", _("Made"), RequestsBy.MADE, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), RequestsBy.CUSTOMER, is_fixed=True),
        Column("documents", _("Documents"), None, FROM_LARGE),
        Column("made_by", _("Made by"), None, FROM_SMALL, is_extra=True),
        Column("last", _("Last try"), None, FROM_LARGE),
        Column("expires", _("Good until"), RequestsBy.EXPIRES, FROM_MEDIUM),
        Column("state", _("State"), None, FROM_SMALL),
        Column("open", _("Open"), None, "num"),
    ),
)

ATTEMPTS = Table(
    "tried",
    (
        Column("began", _("Begun"), AttemptsBy.BEGAN, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), AttemptsBy.CUSTOMER, is_fixed=True),
        Column("gateway", _("Gateway"), None, FROM_SMALL, is_extra=True),
        Column("payment", _("Payment"), None, FROM_LARGE),
        Column("state", _("State"), None, FROM_SMALL),
        Column("reason", _("Why it failed"), None, FROM_MEDIUM),
        Column("retry", _("Tried again"), None, FROM_LARGE),
        Column("refunded", _("Given back"), None, f"num {FROM_SMALL}", is_extra=True),
        Column("amount", _("Amount"), AttemptsBy.AMOUNT, "num"),
    ),
)

PAYOUTS = Table(
    "payouts",
    (
        Column("arrival", _("Arrives"), PayoutsBy.ARRIVAL, is_fixed=True),
        Column("gateway", _("Gateway"), None, FROM_SMALL),
        Column("name", _("Name there"), None, FROM_SMALL, is_extra=True),
        Column("company", _("Company"), None, FROM_SMALL, is_extra=True),
        Column("state", _("At the bank"), None, FROM_SMALL),
        Column("payments", _("Payments"), None, f"num {FROM_MEDIUM}"),
        Column("refunds", _("Refunds"), None, f"num {FROM_LARGE}"),
        Column("chargebacks", _("Chargebacks"), None, f"num {FROM_LARGE}"),
        Column("fees", _("Fees"), None, f"num {FROM_MEDIUM}"),
        Column("amount", _("Paid out"), PayoutsBy.AMOUNT, "num"),
    ),
)

PAYER_ACCOUNTS = Table(
    "payer-accounts",
    (
        Column("account", _("Account"), None, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), PayerAccountsBy.CUSTOMER, is_fixed=True),
        Column("number", _("Customer number"), None, FROM_SMALL, is_extra=True),
        Column("last", _("Last paid"), PayerAccountsBy.LAST, FROM_MEDIUM),
        Column("wrong", _("Wrong"), None, f"num {FROM_LARGE}"),
        Column("share", _("Share"), None, f"num {FROM_SMALL}"),
        Column("payments", _("Payments"), None, "num"),
    ),
)

TABLES = {
    table.name: table
    for table in (
        *(CUSTOMERS, INVOICES, PAYMENTS, DRAFTS, OUTBOX, TASKS, PROMISES, DISPUTES, AUDIT),
        *(TO_COLLECT, DEBIT_BATCHES, MANDATES, RETURNED_DEBITS, REFUNDS, REFUND_FILES, UNCLAIMED, WITHHELD),
        *(REQUESTS, ATTEMPTS, PAYOUTS, PAYER_ACCOUNTS),
    )
}
