"""The worked tables of docs/algorithms/gateways.md hold."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from openbill.gateways import errors
from openbill.gateways.policies.attempt_lifecycle import ATTEMPT_LIFECYCLE, is_forward
from openbill.gateways.policies.moves_of_payout import moves_of_payout
from openbill.gateways.policies.parts_of_payment import Chosen, Payable, parts_of_payment, parts_still_open
from openbill.gateways.policies.pause_after_refusal import notice_is_read_again_at, refund_is_asked_again_at
from openbill.gateways.policies.retry_of_decline import DAYS_UNTIL_RETRY, ENDS_METHOD
from openbill.gateways.types import AttemptState, DeclineReason, EntryKind, EntryTold, PayoutTold
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

from .tables import worked_table

DEBT = UUID(int=1)


def rows(heading: str) -> list[dict[str, str]]:
    return worked_table("gateways.md", heading)


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def test_what_is_due_by_a_link():
    for row in rows("What is due by a link"):
        payable = Payable(DEBT, "INV-1", eur(row["Open"]) - eur(row["Contested"]), eur(row["Discount"]))
        amount = eur(row["Chosen"]) if row["Chosen"] else None
        chosen = [Chosen(DEBT, amount, is_explained=row["Reason said"] == "yes")]
        if row["Refused"]:
            with pytest.raises(getattr(errors, row["Refused"])):
                parts_of_payment([payable], chosen)
        else:
            assert parts_of_payment([payable], chosen) == (Designation(DEBT, eur(row["Paid"])),), row


def test_a_success_settles_what_is_open_yet():
    for row in rows("A success, and the second one"):
        meant, is_open = ([eur(text) for text in row[name].split(", ")] for name in ("Meant for", "Open then"))
        items = [UUID(int=place) for place in range(len(meant))]
        parts = [Designation(item, amount) for item, amount in zip(items, meant, strict=True)]
        settled = parts_still_open(parts, eur(row["Paid"]), dict(zip(items, is_open, strict=True)))
        amounts = [part.amount for part in settled]
        assert amounts == [eur(text) for text in row["Settles"].split(", ")], row
        assert eur(row["Paid"]) - Money.total(amounts, "EUR") == eur(row["Unapplied"])


def test_what_is_refused_is_tried_again_after_growing_pauses():
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    for row in rows("What is not understood"):
        refusals, (name, other) = int(row["Refusals"]), (each for each in row if each.startswith("Hours"))
        read, asked = notice_is_read_again_at(refusals, at), refund_is_asked_again_at(refusals, at)
        assert (asked - at).total_seconds() / 3600 == pytest.approx(float(row[other]), abs=1e-4)
        if row[name]:
            assert read is not None
            assert (read - at).total_seconds() / 3600 == pytest.approx(float(row[name]), abs=1e-4)
        else:
            assert read is None


MEANS = {"refunded": "refunded", "disputed": "disputed", "dispute_won": "regained"}


def test_a_try_goes_only_forward():
    """The rule in words; `test_success_dispute_and_its_end_in_any_order` proves it with the database."""
    for row in rows("Notices"):
        before, told = AttemptState(row["A try that is"]), row["is told of"]
        wanted = AttemptState(MEANS.get(told, told))
        reached = wanted if is_forward(before, wanted) else before
        assert reached == row["and becomes"], row
    for (before, act), after in ATTEMPT_LIFECYCLE.transitions.items():
        if act == "resume":
            # The payer alone begins anew what failed.
            assert (before, after) == ("failed", "begun")
            continue
        assert is_forward(AttemptState(before), AttemptState(after))
        assert not is_forward(AttemptState(after), AttemptState(before))


def test_failures_of_saved_methods():
    told = {
        DeclineReason(row["Reason"]): (
            tuple(int(days) for days in row["Tried again after days"].split(", ") if days),
            row["The method ends"] == "yes",
        )
        for row in rows("Failures of saved methods")
    }
    assert told == {reason: (DAYS_UNTIL_RETRY[reason], reason in ENDS_METHOD) for reason in DeclineReason}


def test_a_payout_leaves_what_the_bank_shows():
    entries, stands = [], Money.zero("EUR")
    for row in rows("A payout"):
        is_ours = row["Ours"] == "yes"
        entries.append(
            EntryTold(EntryKind(row["Line"]), "x", eur(row["Amount"]), eur(row["Fee"]), "ours" if is_ours else "")
        )
        stands += eur(row["Amount"]) if is_ours else Money.zero("EUR")
    (result,) = rows("What a payout leaves")
    moves = moves_of_payout(PayoutTold("po", eur(result["Payout"]), date(2026, 3, 2), tuple(entries)), {"ours"})

    assert Money.total((each.amount - each.fee for each in entries), "EUR") == eur(result["Payout"])
    by_account = {(move.debit, move.credit): move.amount for move in moves}
    fees, others = by_account["bank_fees", "gateway_clearing"], by_account["gateway_clearing", "other_cash"]
    assert (fees, others) == (eur(result["Bank fees"]), eur(result["Money that is not of customers"]))
    assert (stands, stands - fees + others) == (
        eur(result["On the account before"]), eur(result["On the account after"]),
    )  # fmt: skip
