"""The figures of the matching over generated bank days, beside what two plain rules would have done."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from openbill.cash_application.measuring.evaluate import Judged, judged
from openbill.cash_application.measuring.generate_bank_day import BankLine, Paid, generate_bank_day
from openbill.cash_application.measuring.generate_ledger import GeneratedLedger, generate_ledger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.choose_threshold import choose_threshold
from openbill.cash_application.policies.reference_tokens import reference_tokens

SEED = 1


@dataclass(frozen=True, slots=True)
class MatchingFigures:
    """What came of all lines; rates are shares of 1, `auto_amount_rate` by value of what came from customers.

    `auto_rate` counts the lines that were posted by themselves of all lines, also those that are none of ours;
    `precision` is the share of them that is right in every debt; `false_posts` are the others,
    `false_posts_not_ours` those of lines that pay nothing that is open. `header_hit_rate` is the share of
    customers' lines whose customer stands first; `line_item_precision` and `line_item_recall` compare the debts of
    the best proposals with those that were paid.
    """

    lines: int
    threshold: float
    auto_rate: float
    precision: float
    false_posts: int
    false_posts_not_ours: int
    auto_amount_rate: float
    exact_rate: float
    header_hit_rate: float
    line_item_precision: float
    line_item_recall: float
    lines_per_second: float
    p50_ms: float
    p99_ms: float
    most_ms: float
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
    confirmed = judged(generate_bank_day(ledger, max(lines // 2, 2_000), seed + 1), known)
    threshold = choose_threshold((each.probability, each.is_right) for each in confirmed if each.best)
    day = list(generate_bank_day(ledger, lines, seed + 2))
    return _figures(judged(day, known), threshold, ledger)


def _figures(found: Sequence[Judged], threshold: float, ledger: GeneratedLedger) -> MatchingFigures:
    posted = [each for each in found if each.best and each.probability >= threshold]
    ours = [each for each in found if each.line.customer is not None]
    payable = [each for each in found if each.line.settles]
    times = sorted(each.took_ms for each in found)
    proposed = paid = both = 0
    for each in payable:
        chosen = _serials(each, ledger)
        proposed, paid, both = (
            proposed + len(chosen),
            paid + len(each.line.settles),
            both + len(chosen & each.line.settles.keys()),
        )
    references, amounts = (_baseline(found, rule) for rule in (_by_exact_reference(ledger), _by_unique_amount(ledger)))
    return MatchingFigures(
        lines=len(found),
        threshold=threshold,
        auto_rate=len(posted) / len(found),
        precision=_share(sum(each.is_right for each in posted), len(posted)),
        false_posts=sum(not each.is_right for each in posted),
        false_posts_not_ours=sum(each.line.paid in (Paid.NOT_AR, Paid.PAID_BEFORE) for each in posted),
        auto_amount_rate=_share(
            sum(each.line.receipt.amount for each in posted), sum(each.line.receipt.amount for each in ours)
        ),
        exact_rate=_share(sum(each.is_right for each in payable), len(payable)),
        header_hit_rate=_share(sum(each.is_customer for each in ours), len(ours)),
        line_item_precision=_share(both, proposed),
        line_item_recall=_share(both, paid),
        lines_per_second=1000 * len(times) / sum(times),
        p50_ms=times[len(times) // 2],
        p99_ms=times[int(len(times) * 0.99)],
        most_ms=times[-1],
        baseline_exact_reference_rate=references[0],
        baseline_exact_reference_precision=references[1],
        baseline_unique_amount_rate=amounts[0],
        baseline_unique_amount_precision=amounts[1],
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _serials(each: Judged, ledger: GeneratedLedger) -> set[int]:
    if each.best is None:
        return set()
    debts = ledger.buyers[each.best.customer].debts
    return {debts[place].key for place in each.best.solution.places}


Rule = Callable[[BankLine], set[int] | None]


def _baseline(found: Sequence[Judged], rule: Rule) -> tuple[float, float]:
    """How much a plain rule posts, and how much of that is right."""
    posted = [(each.line, chosen) for each in found if (chosen := rule(each.line))]
    right = sum(chosen == line.settles.keys() for line, chosen in posted)
    return _share(len(posted), len(found)), _share(right, len(posted))


def _by_exact_reference(ledger: GeneratedLedger) -> Rule:
    """Whole numbers in the text whose debts come to the amount."""
    known = KnownInMemory(ledger)

    def rule(line: BankLine) -> set[int] | None:
        numbered = known.numbered(reference_tokens(line.receipt.text))
        named = {found for places in numbered.values() for found in places}
        debts = [ledger.buyers[customer].debts[place] for customer, place in named]
        is_exact = (
            len({customer for customer, _ in named}) == 1 and sum(each.open for each in debts) == line.receipt.amount
        )
        return {each.key for each in debts} if is_exact else None

    return rule


def _by_unique_amount(ledger: GeneratedLedger) -> Rule:
    """An amount that is open just once in the whole ledger."""
    once: dict[int, int | None] = {}
    for buyer in ledger.buyers:
        for debt in buyer.debts:
            once[debt.open] = None if debt.open in once else debt.key

    def rule(line: BankLine) -> set[int] | None:
        serial = once.get(line.receipt.amount)
        return None if serial is None else {serial}

    return rule
