"""The states a record goes through, as one table (state, act) -> state."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openbill.primitives.errors import Refusal


class NotPossibleInState(Refusal):
    """This {lifecycle} is {state}: {act} is not possible."""

    remedy = "Possible now: {possible}."


@dataclass(frozen=True, slots=True, eq=False)
class Lifecycle:
    """All states and acts of one kind of record; a state without acts is final.

    `name` is the record's noun ("invoice"); states and acts are identifiers.
    """

    name: str
    initial: str
    transitions: Mapping[tuple[str, str], str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "transitions", MappingProxyType(dict(self.transitions)))
        words = [*self.states, *(act for _, act in self.transitions)]
        assert all(word.isidentifier() for word in words), f"{self.name}: states and acts are identifiers."
        lost = sorted(set(self.states) - self._reachable())
        assert not lost, f"{self.name}: nothing leads from {self.initial} to {', '.join(lost)}."

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table names them."""
        named = [self.initial]
        for (before, _), after in self.transitions.items():
            named += [before, after]
        return tuple(dict.fromkeys(named))

    @property
    def final_states(self) -> tuple[str, ...]:
        """The states in which nothing more happens."""
        return tuple(state for state in self.states if not self.acts_from(state))

    def acts_from(self, state: str) -> tuple[str, ...]:
        """What may happen in this state."""
        return tuple(act for before, act in self.transitions if before == state)

    def after(self, state: str, act: str) -> str:
        """The state that the act leads to.

        Raises NotPossibleInState, which names what would be possible.
        """
        assert state in self.states, f"{self.name} has no state {state}."
        if (state, act) not in self.transitions:
            possible = ", ".join(self.acts_from(state)) or "nothing"
            raise NotPossibleInState(lifecycle=self.name, state=state, act=act, possible=possible)
        return self.transitions[state, act]

    def as_mermaid(self) -> str:
        """The state diagram for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {before} --> {after}: {act}" for (before, act), after in self.transitions.items()]
        lines += [f"    {state} --> [*]" for state in self.final_states]
        return "\n".join(lines) + "\n"

    def _reachable(self) -> set[str]:
        reached: set[str] = set()
        to_visit = [self.initial]
        while to_visit:
            state = to_visit.pop()
            if state not in reached:
                reached.add(state)
                to_visit += [after for (before, _), after in self.transitions.items() if before == state]
        return reached
