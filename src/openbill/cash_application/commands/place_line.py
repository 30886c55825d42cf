"""Decide about a bank line as a person does: by a proposal, or by hand."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.lock_lines import lock_lines
from openbill.cash_application.commands.post_lines import post_lines
from openbill.cash_application.errors import ProposalUnknown
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.cash_application.types.decisions import Confirmed, LinePosted, NewPosting, Placing
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.post")
def place_line(*, line_id: UUID, placings: Sequence[Placing], context: Context) -> LinePosted:
    """Post a bank line as payments of customers, which add up to it.

    What had been proposed is kept with it: it teaches from which probability on nobody need be asked. Raises as
    post_lines does.
    """
    lock_lines([line_id], context=context)
    proposals = proposals_of_line(line_id)
    taken = next((each for each in proposals if each.posting.placings == tuple(placings)), None)
    posting = NewPosting(
        line_id,
        tuple(placings),
        rank=taken.rank if taken else None,
        probability=proposals[0].probability if proposals else None,
        evidence=taken.evidence if taken else (),
    )
    (posted,) = post_lines(postings=[posting], context=context)
    return posted


@command(permission="cash_application.post")
def confirm_line(*, line_id: UUID, rank: int = 1, context: Context) -> LinePosted:
    """Post a bank line as its `rank`th proposal says, from 1. Raises ProposalUnknown, and as post_lines does."""
    lock_lines([line_id], context=context)
    proposals = proposals_of_line(line_id)
    if not 1 <= rank <= len(proposals):
        raise ProposalUnknown(rank=rank, count=len(proposals))
    (posted,) = post_lines(postings=[proposals[rank - 1].posting], context=context)
    return posted


@command(permission="cash_application.post", summarised=("line_ids",))
def confirm_lines(*, line_ids: Sequence[UUID], context: Context) -> Confirmed:
    """Post lines by their best proposals, one after the other, all of them or none.

    Those without a proposal, or whose proposal settles nothing, are left. Raises LineUnknown, LineIsDecided and as
    post_lines does.
    """
    lock_lines(line_ids, context=context)
    posted = 0
    for line_id in line_ids:
        # What the line before has settled is no longer open for this one.
        proposals = proposals_of_line(line_id)
        if proposals and proposals[0].items:
            post_lines(postings=[proposals[0].posting], context=context)
            posted += 1
    return Confirmed(posted, len(line_ids) - posted)
