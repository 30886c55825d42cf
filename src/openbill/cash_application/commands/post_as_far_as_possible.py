"""Post bank lines of which some may be refused: those are left out, and take no other with them."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.post_lines import post_lines
from openbill.cash_application.types.decisions import NewPosting
from openbill.foundation.command import taken_back_alone
from openbill.foundation.context import Context
from openbill.primitives.errors import Refusal


def post_as_far_as_possible(postings: Sequence[NewPosting], *, context: Context) -> set[UUID]:
    """Post lines by themselves inside the running command, and return those that were refused.

    All at once; where that is refused each half by itself, and so on: one that is refused costs a few more tries, and
    is found whatever refuses it. Somebody has settled its debt since that was read, or the bank has booked it on a day
    that is still to come.
    """
    if not postings:
        return set()
    try:
        with taken_back_alone():
            post_lines(postings=postings, is_by_itself=True, context=context)
    except Refusal:
        if len(postings) == 1:
            return {postings[0].line_id}
        half = len(postings) // 2
        return {
            line_id
            for part in (postings[:half], postings[half:])
            for line_id in post_as_far_as_possible(part, context=context)
        }
    return set()
