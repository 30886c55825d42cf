"""The wrapper around every command: transaction, permission, idempotency, log, events, jobs."""

import functools
import inspect
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from django.db import DataError, OperationalError, connection, transaction
from psycopg import errors as postgres_errors
from pydantic import TypeAdapter

from openbill.foundation import jobs
from openbill.foundation.command_log.codec import as_json, canonical_bytes, summary
from openbill.foundation.command_log.entries import begin_entry, finish_entry, first_answer
from openbill.foundation.command_log.personal_payload import keep_personal_payload
from openbill.foundation.context import Context
from openbill.foundation.errors import FigureTooLarge, OtherOrganization, PermissionMissing
from openbill.foundation.events import EventsOfACommand, answer_at_once, events_in_progress, store_events
from openbill.foundation.key_ring import key_ring
from openbill.foundation.overtaken import ActOvertaken
from openbill.foundation.rehearsal import is_rehearsing
from openbill.foundation.tenancy import scope
from openbill.foundation.too_large import is_too_large
from openbill.primitives.identifiers import new_identifier

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS_AGAINST_DEADLOCK = 12


@dataclass(frozen=True)
class CommandDefinition:
    """What a command declares about itself."""

    name: str
    permission: str
    act: Callable[..., Any]
    personal: tuple[str, ...] = ()
    subject: str | None = None
    summarised: tuple[str, ...] = ()

    @functools.cached_property
    def result_adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter[Any](get_type_hints(self.act)["return"])

    @functools.cached_property
    def purpose(self) -> str:
        """The first sentence of the command's docstring."""
        return (inspect.getdoc(self.act) or "").split("\n\n")[0].replace("\n", " ")


@dataclass
class _RunningCommand:
    context: Context
    nested: list[dict[str, Any]] = field(default_factory=list)


commands: dict[str, CommandDefinition] = {}
"""Every command by its name, filled as the modules are imported."""

_running: ContextVar[_RunningCommand | None] = ContextVar("running_command", default=None)
_answered_before: ContextVar[bool] = ContextVar("answered_before", default=False)


def command(
    *,
    permission: str,
    personal: tuple[str, ...] = (),
    subject: str | None = None,
    summarised: tuple[str, ...] = (),
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command.

    `permission` is needed by whoever starts it. `personal` names the arguments that tell about a person;
    they are kept apart from the log, under the key of the `subject`: an argument, or an attribute of the
    result. `summarised` names batches, of which the log keeps the count and a digest.

    Around the outermost command: one transaction in the organization's scope, the permission, the
    idempotency key (same key and input: the first answer again; other input: KeyUsedForOtherInput; where the context
    names a form, one is made of it, the command and the input), the
    log entry, the events and their jobs. A command that another one calls joins it: it runs on the
    authority of the act that a person asked for, and only for the same organization.
    A deadlock, a serialization failure and an ActOvertaken are met by starting the whole act again.
    """

    def declare(act: Callable[P, R]) -> Callable[P, R]:
        definition = CommandDefinition(act.__name__, permission, act, personal, subject, summarised)
        assert definition.name not in commands, f"Two commands are named {definition.name}."
        commands[definition.name] = definition

        @functools.wraps(act)
        def run(*positional: P.args, **arguments: P.kwargs) -> R:
            assert not positional, f"{definition.name} takes its arguments by name."
            context = arguments["context"]
            assert isinstance(context, Context)
            running = _running.get()
            if running is not None:
                return cast(R, _run_nested(definition, arguments, context, running))
            return cast(R, _run_until_no_deadlock(definition, arguments, context))

        return run

    return declare


def inside_a_command() -> bool:
    """Whether another command runs, which this one would join."""
    return _running.get() is not None


@contextmanager
def taken_back_alone() -> Iterator[None]:
    """A part of the running command: where it raises, its rows, events and nested commands are gone, and no others.

    Whoever catches what it raised may go on, as if the part had not been tried.
    """
    running, events = _running.get(), events_in_progress.get()
    assert running is not None, "A part is of a command."
    assert events is not None
    nested_before, events_before = len(running.nested), len(events.kinds_and_payloads)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del running.nested[nested_before:]
        del events.kinds_and_payloads[events_before:]
        raise


def _run_nested(
    definition: CommandDefinition, arguments: Mapping[str, Any], context: Context, running: _RunningCommand
) -> Any:
    if context.organization_id != running.context.organization_id:
        raise OtherOrganization
    key = f"{running.context.idempotency_key or running.context.command_id}/{len(running.nested) + 1}"
    running.nested.append({"name": definition.name, "key": key})
    return definition.act(**{**arguments, "context": running.context})


def _run_until_no_deadlock(definition: CommandDefinition, arguments: Mapping[str, Any], context: Context) -> Any:
    for attempt in range(1, ATTEMPTS_AGAINST_DEADLOCK + 1):
        try:
            return _run_outermost(definition, arguments, context)
        except (DataError, postgres_errors.DataError) as error:
            if is_too_large(error):
                raise FigureTooLarge from error
            raise
        except (OperationalError, ActOvertaken) as error:
            may_be_repeated = isinstance(error, ActOvertaken) or isinstance(
                error.__cause__, postgres_errors.DeadlockDetected | postgres_errors.SerializationFailure
            )
            inside_of_a_transaction = connection.in_atomic_block
            if not may_be_repeated or inside_of_a_transaction or attempt == ATTEMPTS_AGAINST_DEADLOCK:
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - spreads the waiting, guards nothing
    raise AssertionError("unreachable")


def _run_outermost(definition: CommandDefinition, arguments: Mapping[str, Any], context: Context) -> Any:
    if not context.may(definition.permission):
        raise PermissionMissing(actor=str(context.actor), permission=definition.permission)

    _answered_before.set(False)
    context = replace(context, command_id=new_identifier())
    logged, personal = _split_input(definition, arguments)
    digest = _input_digest(logged, personal)
    if context.form and context.idempotency_key is None and not is_rehearsing():
        context = context.with_key(f"form {context.form} {definition.name} {digest.hex()}")
    events = EventsOfACommand()
    running = _RunningCommand(context)
    running_token, events_token = _running.set(running), events_in_progress.set(events)
    try:
        with scope(context.organization_id):
            began = begin_entry(
                name=definition.name,
                context=context,
                logged=logged,
                input_digest=digest,
            )
            if not began:
                _answered_before.set(True)
                return definition.result_adapter.validate_python(first_answer(context), strict=False)
            result = definition.act(**{**arguments, "context": context})
            answer_at_once(events, context=context)
            if personal:
                _keep_personal(definition, arguments, result, personal, context)
            heard = store_events(events, context=context)
            finish_entry(
                context=context,
                nested=running.nested,
                result=definition.result_adapter.dump_python(result, mode="json"),
            )
            if heard:
                jobs.deliver_events_later(context.organization_id, heard)
            _check_deferred_constraints()
            return result
    finally:
        _running.reset(running_token)
        events_in_progress.reset(events_token)


def forget_answers() -> None:
    """Begin anew: of what this thread did before nothing counts as an answer."""
    _answered_before.set(False)


def was_answered_before() -> bool:
    """Whether the last command of this thread was a repetition, and its answer the first one again."""
    return _answered_before.get()


def _check_deferred_constraints() -> None:
    """Let deferred constraints speak inside the command, not at a commit that nobody watches."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _split_input(definition: CommandDefinition, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    logged, personal = {}, {}
    for name, value in arguments.items():
        if name == "context":
            continue
        if name in definition.personal:
            personal[name] = as_json(value)
        elif name in definition.summarised:
            logged[name] = summary(value)
        else:
            logged[name] = as_json(value)
    return logged, personal


def _input_digest(logged: Mapping[str, Any], personal: Mapping[str, Any]) -> bytes:
    # Keyed, so that a forgotten person cannot be guessed back from the digest of a name.
    return key_ring().digest(canonical_bytes({"logged": logged, "personal": personal}), purpose="command input")


def _keep_personal(
    definition: CommandDefinition,
    arguments: Mapping[str, Any],
    result: Any,
    personal: Mapping[str, Any],
    context: Context,
) -> None:
    assert definition.subject is not None, f"{definition.name} names personal arguments but no subject."
    subject_id = arguments.get(definition.subject) or getattr(result, definition.subject, result)
    keep_personal_payload(
        organization_id=context.organization_id,
        command_id=context.running_command_id,
        subject_id=subject_id,
        payload=personal,
    )
