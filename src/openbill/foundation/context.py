"""Who acts, for which organization, when, and with which permissions."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from openbill.foundation import clock


class ActorKind(StrEnum):
    USER = "user"
    API_KEY = "api_key"
    OPERATOR = "operator"
    """The person at the shell of the machine, who could change the database anyway."""
    SYSTEM = "system"
    """A job of the schedule, or an answer to an event."""


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: UUID | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" if self.id else str(self.kind)


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of a command.

    `permissions` is None where everything is allowed (operator, system). `form` names the form of a page that was sent:
    out of one form the same command with the same input is done once. `key_made_by` is said where a program acts with
    a key: whoever made it answers for it. `command_id` is set by the command wrapper and names the log
    entry to which written rows belong.
    """

    organization_id: UUID
    actor: Actor
    at: datetime = field(default_factory=clock.now)
    permissions: frozenset[str] | None = None
    idempotency_key: str | None = None
    form: str | None = None
    key_made_by: str | None = None
    command_id: UUID | None = None

    @property
    def responsible(self) -> str:
        """Who answers for the act: where two persons are needed, a person and that person's key are one."""
        return self.key_made_by or str(self.actor)

    def may(self, permission: str) -> bool:
        return self.permissions is None or permission in self.permissions

    @property
    def salesperson_id(self) -> UUID | None:
        """Whose customers alone are shown, where not all are; for who is nobody's salesperson these are none."""
        return None if self.may("customers.view_all") else (self.actor.id or self.organization_id)

    def with_key(self, idempotency_key: str) -> Self:
        """The same context, repeating one request under one key."""
        return replace(self, idempotency_key=idempotency_key)

    def with_form(self, form: str) -> Self:
        """The same context, acting by a form that may be sent twice."""
        return replace(self, form=form)

    def today(self, time_zone: str = "UTC") -> date:
        """The business date of the act in a time zone."""
        return clock.business_date(self.at, time_zone)

    @property
    def running_command_id(self) -> UUID:
        """The log entry of the command that runs; rows are written by commands only."""
        assert self.command_id is not None, "Rows are written inside a command."
        return self.command_id


def operator_context(organization_id: UUID, *, at: datetime | None = None) -> Context:
    """The context of the person at the machine's shell."""
    return Context(organization_id, Actor(ActorKind.OPERATOR), at or clock.now())


def system_context(organization_id: UUID, *, at: datetime | None = None) -> Context:
    """The context of a job."""
    return Context(organization_id, Actor(ActorKind.SYSTEM), at or clock.now())
