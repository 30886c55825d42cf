"""Whether a bank line is the return of debits and of nothing else."""

from collections.abc import Sequence
from uuid import UUID

LARGEST_FEE_MINOR = 50_00
"""What banks take for one return is not more; what is missing beyond it is something else."""


def fits_returns(
    states: Sequence[str], debit_ids: Sequence[UUID | None], fee_minor: int, *, is_of_notice: bool
) -> bool:
    """Whether all that a line tells are paid debits, each once, and it is over them and a fee that can be.

    `states` are those of the debits, blank where none is known. A notice may tell the amounts without the fee, and of
    some that a person returned meanwhile.
    """
    are_known = all(state in ("settled", "returned") for state in states) and None not in debit_ids
    are_single = len(set(debit_ids)) == len(debit_ids)
    return are_known and are_single and (is_of_notice or 0 <= fee_minor <= LARGEST_FEE_MINOR * len(states))
