"""What the foundation refuses on behalf of every command."""

from openbill.primitives.errors import Refusal


class PermissionMissing(Refusal):
    """{actor} may not do this: the permission {permission} is needed."""

    remedy = "Ask an owner of the organization for a role that carries it."


class OtherOrganization(Refusal):
    """A command of one organization may not act in another."""

    remedy = "Start the second act on its own, with a context of its own organization."


class KeyUsedForOtherInput(Refusal):
    """The idempotency key {key} was already used for another request."""

    remedy = "Use a new key for a new request; repeat the old request unchanged to get its first answer."


class OrganizationMissing(Refusal):
    """No organization is in force."""

    remedy = "Open a scope with tenancy.scope(organization_id) around the database work."


class ProcessEnded(Refusal):
    """A process that did a part of the work was ended by the system."""

    remedy = "Begin again: what was done stays done. Where it happens again, look whether memory runs out."


class TextNotStorable(Refusal):
    """A text holds the character {character}, which no database keeps: "{around}"."""

    remedy = "Take the character out; it cannot be seen or printed."


class FigureTooLarge(Refusal):
    """An amount, a sum of amounts, or what it is worth in another currency, is larger than the books can hold."""

    remedy = (
        "Look for an amount or an exchange rate that is wrong; the most, for sums too, is 92,233,720,368,547,758.07"
        " in a currency with cents."
    )
