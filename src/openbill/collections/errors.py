"""What collections refuses."""

from openbill.primitives.errors import Refusal


class StrategyBroken(Refusal):
    """The strategy {name} cannot be read: {reason}."""

    remedy = "Correct it there; docs/algorithms/reminders.md tells its form."


class NothingPromised(Refusal):
    """A promise names at least one debt."""

    remedy = "Say which debt is promised to be paid, and how much of it."


class PromisedTwice(Refusal):
    """A promise names a debt once, with all that is promised of it."""

    remedy = "Add the amounts up."


class PromiseImpossible(Refusal):
    """The promise is not possible: {reason}."""

    remedy = "Correct it; nothing was kept."


class PromiseUnknown(Refusal):
    """There is no promise {promise_id}."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; whoever calls next will want to know."


class TaskUnknown(Refusal):
    """There is no task {task_id}."""


class DayInTheFuture(Refusal):
    """{day} has not come yet."""

    remedy = "Reminders are made for today or for days that were missed; today is {today}."


class DayTooLongAgo(Refusal):
    """{day} is before the first day that reminders are made for."""

    remedy = "Reminders are made for days from {first} on."


class StageUnknown(Refusal):
    """There is no stage {name}."""

    remedy = "The stages are {known}."


class CallUnknown(Refusal):
    """There is no call {call_id}."""


class CallOutcomeUnknown(Refusal):
    """There is no outcome {outcome} of a call."""

    remedy = "The outcomes are {known}."


class CalledInTheFuture(Refusal):
    """{day} has not come yet."""

    remedy = "Log the call when it was made."


class CalledAgainBefore(Refusal):
    """The next call, on {again_on}, lies before this one, on {day}."""

    remedy = "Choose the same day or a later one."
