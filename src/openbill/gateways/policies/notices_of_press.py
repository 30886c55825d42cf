"""What the test gateway tells when somebody presses something: how often, how late and in which order."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openbill.gateways.errors import PressPlanWrong
from openbill.gateways.types import PlannedNotice

MOST_COPIES, MOST_SECONDS = 20, 7 * 86_400


class Sequencing(StrEnum):
    """In which order the notices of one press go out."""

    AS_IT_WAS = "as_it_was"
    REVERSED = "reversed"
    SHUFFLED = "shuffled"


@dataclass(frozen=True, slots=True)
class PressPlan:
    """How a gateway behaves that is not at its best."""

    delay_seconds: int = 0
    copies: int = 1
    sequencing: Sequencing = Sequencing.AS_IT_WAS

    def __post_init__(self) -> None:
        if not (1 <= self.copies <= MOST_COPIES and 0 <= self.delay_seconds <= MOST_SECONDS):
            raise PressPlanWrong(copies=MOST_COPIES, seconds=MOST_SECONDS)


def planned_notices(told: Sequence[Mapping[str, Any]], plan: PressPlan, *, seed: int) -> list[PlannedNotice]:
    """The messages in the order in which they go out, one second after the other; each has an `id`.

    A copy is the same message with the same id, as a gateway sends it again that got no answer.
    """
    messages = [each for each in told for _ in range(plan.copies)]
    if plan.sequencing is Sequencing.REVERSED:
        messages.reverse()
    elif plan.sequencing is Sequencing.SHUFFLED:
        random.Random(seed).shuffle(messages)  # noqa: S311 - it deals cards, it guards nothing
    return [
        PlannedNotice(json.dumps(each, separators=(",", ":"), sort_keys=True), each["id"], plan.delay_seconds + place)
        for place, each in enumerate(messages)
    ]
