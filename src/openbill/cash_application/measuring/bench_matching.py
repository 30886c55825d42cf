"""The figures of the matching over generated bank days, beside what two plain rules would have done."""

import gc
import resource
import time
from array import array
from dataclasses import asdict, dataclass, field

from openbill.cash_application.measuring.evaluate import Judged, judged
from openbill.cash_application.measuring.generate_bank_day import BankLine, Paid, generate_bank_day
from openbill.cash_application.measuring.generate_ledger import GeneratedLedger, generate_ledger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.choose_threshold import choose_threshold, wilson_lower_bound
from openbill.cash_application.policies.may_post_by_itself import may_post_by_itself
from openbill.cash_application.policies.reference_tokens import reference_tokens

SEED = 1
FEWEST_CONFIRMED, MOST_CONFIRMED = 2_000, 5_000
"""Lines that people look at first, as many as a firm's own history is asked for."""
STEPS_OF_PACE = 5_000_000
MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class MatchingFigures:
    """What came of all lines; rates are shares of 1, `auto_amount_rate` by value of what came from customers.

    `auto_rate` counts the lines that were posted by themselves of all lines, also those that are none of ours;
    `precision` is the share of them that is right in every debt, and `precision_at_least` its lower bound by Wilson;
    `false_posts` are the others, `false_posts_not_ours` those of money that is no customer's and
    `false_posts_paid_before` those of what was settled before. `header_hit_rate` is the share of customers' lines whose
    customer stands first; `line_item_precision` and `line_item_recall` compare the debts of the best proposals with
    those that were paid. `pace_seconds` is how long this machine adds up five million numbers just now, and
    `most_megabytes` the most memory that the process has had.
    """

    lines: int
    threshold: float
    auto_rate: float
    precision: float
    precision_at_least: float
    false_posts: int
    false_posts_not_ours: int
    false_posts_paid_before: int
    auto_amount_rate: float
    exact_rate: float
    header_hit_rate: float
    line_item_precision: float
    line_item_recall: float
    lines_per_second: float
    p50_ms: float
    p99_ms: float
    most_ms: float
    pace_seconds: float
    most_megabytes: int
    baseline_exact_reference_rate: float
    baseline_exact_reference_precision: float
    baseline_unique_amount_rate: float
    baseline_unique_amount_precision: float

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def bench_matching(*, customers: int, invoices: int, lines: int, seed: int = SEED) -> MatchingFigures:
    """Match generated days of a generated ledger: people confirm a first one, which sets the threshold of the next."""
    ledger = generate_ledger(customers, invoices, seed)
    known = KnownInMemory(ledger)
    # The ledger stays as it is: whoever frees memory while lines are matched need not walk through all of it.
    gc.collect()
    gc.freeze()
    first_day = generate_bank_day(ledger, min(max(lines // 2, FEWEST_CONFIRMED), MOST_CONFIRMED), seed + 1)
    threshold = choose_threshold((each.probability, each.is_right) for each in judged(first_day, known) if each.best)
    tally = _Tally(ledger, known, threshold)
    for each in judged(generate_bank_day(ledger, lines, seed + 2), known):
        tally.count(each)
    gc.unfreeze()
    return tally.figures()


@dataclass(slots=True)
class _Posted:
    """How much is posted, and how much of that is right."""

    lines: int = 0
    right: int = 0

    def count(self, is_right: bool) -> None:
        self.lines += 1
        self.right += is_right

    @property
    def precision(self) -> float:
        return _share(self.right, self.lines)


@dataclass(slots=True)
class _Tally:
    """What is counted of each line, so that none of them need be kept."""

    ledger: GeneratedLedger
    known: KnownInMemory
    threshold: float
    times: "array[float]" = field(default_factory=lambda: array("d"))
    posted: _Posted = field(default_factory=_Posted)
    not_ours: int = 0
    paid_before: int = 0
    posted_minor: int = 0
    ours: int = 0
    ours_minor: int = 0
    of_their_customer: int = 0
    payable: _Posted = field(default_factory=_Posted)
    proposed: int = 0
    paid: int = 0
    both: int = 0
    by_reference: _Posted = field(default_factory=_Posted)
    by_amount: _Posted = field(default_factory=_Posted)
    once: dict[int, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for buyer in self.ledger.buyers:
            for debt in buyer.debts:
                self.once[debt.open] = None if debt.open in self.once else debt.key

    def count(self, each: Judged) -> None:
        line, amount = each.line, each.line.receipt.amount
        self.times.append(each.took_ms)
        if each.best and may_post_by_itself(each.best, self.threshold):
            self.posted.count(each.is_right)
            self.posted_minor += amount
            self.not_ours += line.paid is Paid.NOT_AR
            self.paid_before += line.paid is Paid.PAID_BEFORE
        if line.customer is not None:
            self.ours += 1
            self.ours_minor += amount
            self.of_their_customer += each.is_customer
        if line.settles:
            chosen = self._serials(each)
            self.payable.count(each.is_right)
            self.proposed += len(chosen)
            self.paid += len(line.settles)
            self.both += len(chosen & line.settles.keys())
        for plain, rule in ((self.by_reference, self._exactly_named), (self.by_amount, self._of_unique_amount)):
            if serials := rule(line):
                plain.count(serials == line.settles.keys())

    def _serials(self, each: Judged) -> set[int]:
        if each.best is None:
            return set()
        debts = self.ledger.buyers[each.best.customer].debts
        return {debts[place].key for place in each.best.solution.places}

    def _exactly_named(self, line: BankLine) -> set[int] | None:
        """The plain rule of the exact reference: whole numbers in the text whose debts come to the amount."""
        numbered = self.known.numbered(reference_tokens(line.receipt.text))
        named = {found for places in numbered.values() for found in places}
        debts = [self.ledger.buyers[customer].debts[place] for customer, place in named]
        is_exact = (
            len({customer for customer, _ in named}) == 1 and sum(each.open for each in debts) == line.receipt.amount
        )
        return {each.key for each in debts} if is_exact else None

    def _of_unique_amount(self, line: BankLine) -> set[int] | None:
        """The plain rule of the unique amount: one that is open just once in the whole ledger."""
        serial = self.once.get(line.receipt.amount)
        return None if serial is None else {serial}

    def figures(self) -> MatchingFigures:
        times, lines = sorted(self.times), len(self.times)
        return MatchingFigures(
            lines=lines,
            threshold=self.threshold,
            auto_rate=_share(self.posted.lines, lines),
            precision=self.posted.precision,
            precision_at_least=wilson_lower_bound(self.posted.right, self.posted.lines),
            false_posts=self.posted.lines - self.posted.right,
            false_posts_not_ours=self.not_ours,
            false_posts_paid_before=self.paid_before,
            auto_amount_rate=_share(self.posted_minor, self.ours_minor),
            exact_rate=self.payable.precision,
            header_hit_rate=_share(self.of_their_customer, self.ours),
            line_item_precision=_share(self.both, self.proposed),
            line_item_recall=_share(self.both, self.paid),
            lines_per_second=1000 * lines / sum(times),
            p50_ms=times[lines // 2],
            p99_ms=times[int(lines * 0.99)],
            most_ms=times[-1],
            pace_seconds=pace_seconds(),
            most_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE,
            baseline_exact_reference_rate=_share(self.by_reference.lines, lines),
            baseline_exact_reference_precision=self.by_reference.precision,
            baseline_unique_amount_rate=_share(self.by_amount.lines, lines),
            baseline_unique_amount_precision=self.by_amount.precision,
        )


def pace_seconds() -> float:
    """How long this machine takes just now to add up five million numbers, in seconds of its processor."""
    started, total = time.process_time(), 0
    for each in range(STEPS_OF_PACE):
        total += each
    return time.process_time() - started


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
