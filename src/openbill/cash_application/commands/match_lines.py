"""Look at what came in: post what is sure enough, and leave the rest to people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection

from openbill.cash_application.commands.clear_lines import ToClear, clear_lines
from openbill.cash_application.commands.link_fitting_remittances import link_fitting_remittances
from openbill.cash_application.commands.post_as_far_as_possible import post_as_far_as_possible
from openbill.cash_application.commands.set_aside import set_lines_aside
from openbill.cash_application.errors import OwnAccountUnknown
from openbill.cash_application.models import LineToDo
from openbill.cash_application.policies.find_solutions import Difference, Solution, SolutionKind
from openbill.cash_application.policies.known_by_reference import known_by_reference
from openbill.cash_application.policies.match_line import Proposal
from openbill.cash_application.policies.may_post_by_itself import may_post_by_itself
from openbill.cash_application.policies.place_advice import AsAdvised
from openbill.cash_application.policies.place_solution import place_solution
from openbill.cash_application.policies.say_why import say_why, why_as_advised
from openbill.cash_application.policies.score_match import Evidence, probability
from openbill.cash_application.queries.as_advised import as_advised
from openbill.cash_application.queries.exactly_named import exactly_named
from openbill.cash_application.queries.in_transit import InTransit, in_transit_alike, payers_in_transit
from openbill.cash_application.queries.look_at_lines import look_at_lines
from openbill.cash_application.queries.matching_rules import learned_threshold, rule_of_matching
from openbill.cash_application.queries.receipts import ReceiptOfLine, receipts_of_lines
from openbill.cash_application.types.decisions import Matched, NewPosting, Source
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.organizations.models import BankAccount
from openbill.primitives.identifiers import new_identifier

AT_ONCE = 1_000
"""Lines of one transaction: what they settle is locked until its end."""
NEVER = 2.0
"""A probability that nothing reaches."""


@command(permission="cash_application.post")
def match_lines(*, bank_account_id: UUID, most: int = AT_ONCE, context: Context) -> Matched:
    """Look at the next lines of an account that were not looked at yet, the earliest first.

    What its payer wrote is posted so, and what is as probable as the firm's own history asks for, by itself, where the
    firm wants that; money that went out and that nothing here knows of is set aside. Of the others, and of what cannot
    be posted as somebody has settled its debts meanwhile, is kept how many proposals there are. No line is posted by
    itself that may be a payment which somebody recorded already. Raises OwnAccountUnknown.
    """
    if not BankAccount.objects.filter(organization_id=context.organization_id, id=bank_account_id).exists():
        raise OwnAccountUnknown(bank_account_id=bank_account_id)
    line_ids = _next_lines(bank_account_id, max(0, min(most, AT_ONCE)), context)
    link_fitting_remittances(line_ids, context=context)
    lines = receipts_of_lines(line_ids)
    rule = rule_of_matching()
    threshold = learned_threshold(rule.target_precision) if rule.posts_by_itself else NEVER
    alike = in_transit_alike(lines)
    lines, cleared = _clear_known(lines, alike if rule.posts_by_itself else {}, context)
    recorded = _payers_recorded(alike, lines)
    # First what payers wrote, then what is plain to see: each is settled before the others are looked at.
    advised = as_advised([line for line in lines if not line.is_return])
    written = _as_written(advised, recorded) if rule.posts_by_itself else []
    lines, as_written = _post(written, lines, context)
    lines, plain = _post(_plainly_sure(lines, recorded, threshold), lines, context)
    looked_at = look_at_lines(lines, recorded, threshold)
    refused = post_as_far_as_possible(looked_at.sure, context=context)
    if looked_at.aside:
        set_lines_aside(line_ids=looked_at.aside, is_by_itself=True, context=context)
    left = {each.line_id for each in lines} - {each.line_id for each in looked_at.sure} - {*looked_at.aside} | refused
    _leave({line_id: looked_at.proposals[line_id] for line_id in left}, advised.keys(), context)
    posted = cleared + as_written + plain + len(looked_at.sure) - len(refused)
    return Matched(posted=posted, aside=len(looked_at.aside), left=len(left))


def _clear_known(
    lines: Sequence[ReceiptOfLine], alike: Mapping[UUID, Sequence[InTransit]], context: Context
) -> tuple[list[ReceiptOfLine], int]:
    """Clear what was expected, or recorded before: what has its amount and its reference. The others, and how many."""
    clearings: list[ToClear] = []
    taken: set[Source] = set()
    for line in lines:
        candidates = alike.get(line.line_id, ())
        place = known_by_reference(line.references, [each.words for each in candidates])
        if place is not None and candidates[place].source not in taken:
            clearings.append(ToClear(line.line_id, (candidates[place].source,)))
            taken.add(candidates[place].source)
    if clearings:
        clear_lines(clearings=clearings, is_by_itself=True, context=context)
    done = {each.line_id for each in clearings}
    return [line for line in lines if line.line_id not in done], len(done)


def _payers_recorded(
    alike: Mapping[UUID, Sequence[InTransit]], lines: Sequence[ReceiptOfLine]
) -> dict[UUID, set[UUID]]:
    """By line of whom a payment of its amount was recorded already, or one of the amount of one of its parts."""
    of_part = {new_identifier(): (line, part) for line in lines for part in line.parts}
    parts = [replace(line, line_id=part_id, receipt=part) for part_id, (line, part) in of_part.items()]
    found: dict[UUID, set[UUID]] = defaultdict(set, payers_in_transit(alike, lines))
    for part_id, payers in (payers_in_transit(in_transit_alike(parts), parts) if parts else {}).items():
        found[of_part[part_id][0].line_id] |= payers
    return found


def _as_written(told: Mapping[UUID, AsAdvised], recorded: Mapping[UUID, Collection[UUID]]) -> list[NewPosting]:
    """The lines of which their payers wrote all, in words that are known; each debt for the first one only."""
    found: list[NewPosting] = []
    taken: set[UUID] = set()
    for line_id, advised in told.items():
        items = {item.item_id for item in advised.items}
        payers = {placing.customer_id for placing in advised.placings}
        if advised.is_plain and not items & taken and payers.isdisjoint(recorded.get(line_id, ())):
            found.append(NewPosting(line_id, advised.placings, 1, evidence=why_as_advised(advised)))
            taken |= items
    return found


def _plainly_sure(
    lines: Sequence[ReceiptOfLine], recorded: Mapping[UUID, Collection[UUID]], threshold: float
) -> list[NewPosting]:
    """The lines that name what they pay in full and by whole words; each debt for the first one only."""
    by_id = {line.line_id: line for line in lines if not line.is_return}
    found: list[NewPosting] = []
    taken: set[UUID] = set()
    for each in exactly_named(by_id):
        line, items = by_id[each.line_id], {debt.key for debt in each.debts}
        if items & taken or each.customer_id in recorded.get(each.line_id, ()):
            continue
        less = sum(debt.discount for debt in each.debts) if each.is_less_discount else 0
        solution = Solution(
            SolutionKind.REFERENCED,
            tuple(range(len(each.debts))),
            Difference.DISCOUNT if less else Difference.NONE,
            less,
        )
        evidence = Evidence(
            solution.kind,
            solution.difference,
            strong=1.0,
            debts=len(items),
            paid=len(items),
            amount=line.receipt.amount,
        )
        proposal = Proposal(each.customer_id, solution, probability(evidence), evidence)
        if may_post_by_itself(proposal, threshold):
            placing = place_solution(each.customer_id, each.debts, solution, line.amount)
            found.append(NewPosting(each.line_id, (placing,), 1, proposal.probability, say_why(proposal)))
            taken |= items
    return found


def _next_lines(bank_account_id: UUID, most: int, context: Context) -> list[UUID]:
    """Locked; those that somebody works on are passed over."""
    waiting = LineToDo.objects.filter(
        organization_id=context.organization_id, bank_account_id=bank_account_id, is_matched=False, is_held=False
    )
    ordered = waiting.order_by("booked_date", "line_id").select_for_update(skip_locked=True)
    return list(ordered.values_list("line_id", flat=True)[:most])


def _post(sure: Sequence[NewPosting], lines: list[ReceiptOfLine], context: Context) -> tuple[list[ReceiptOfLine], int]:
    """The lines that are left, those that were refused among them, and how many were posted."""
    refused = post_as_far_as_possible(sure, context=context)
    posted = {posting.line_id for posting in sure} - refused
    return [line for line in lines if line.line_id not in posted], len(posted)


def _leave(left: Mapping[UUID, Sequence[Proposal]], written: Collection[UUID], context: Context) -> None:
    """Keep what there is for people: what payers wrote has no probability."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE line_to_do SET is_matched = true, found = looked_at.found, probability = looked_at.probability
            FROM unnest(%s::uuid[], %s::smallint[], %s::float8[]) AS looked_at (line_id, found, probability)
            WHERE line_to_do.organization_id = %s AND line_to_do.line_id = looked_at.line_id
            """,
            [
                identifier_array(left),
                [len(proposals) + (line_id in written) for line_id, proposals in left.items()],
                [
                    proposals[0].probability if proposals and line_id not in written else None
                    for line_id, proposals in left.items()
                ],
                context.organization_id,
            ],
        )
