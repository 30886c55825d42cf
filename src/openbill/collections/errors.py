"""What collections refuses."""

from openbill.primitives.errors import Refusal


class StrategyBroken(Refusal):
    """The strategy {name} cannot be read: {reason}."""

    remedy = "Correct it there; docs/algorithms/reminders.md tells its form."


class NothingPromised(Refusal):
    """A promise names at least one debt."""

    remedy = "Say which debt is promised to be paid, and how much of it."


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


class StageUnknown(Refusal):
    """There is no stage {name}."""

    remedy = "The stages are {known}."
