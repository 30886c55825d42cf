"""What customers refuse."""

from openbill.primitives.errors import Refusal


class CustomerUnknown(Refusal):
    """There is no customer {customer}."""


class CustomerNumberTaken(Refusal):
    """There is already a customer with the number {number}."""

    remedy = "Choose another number, or leave it out to get the next one."


class CustomerIsMerged(Refusal):
    """The customer {number} was merged into {into_number}."""

    remedy = "Act on {into_number} instead."


class TermsOutOfRange(Refusal):
    """Terms of {terms_days} days are not possible."""

    remedy = "Give a number of days from 0 to {longest}."


class GroupHasACycle(Refusal):
    """The customer {number} would be above itself in its group."""

    remedy = "Choose a parent that is not below the customer."


class GroupTooDeep(Refusal):
    """With the customer {number} the group would have {levels} levels."""

    remedy = "At most {most} are possible. Choose a parent further up."


class ParentsUnknown(Refusal):
    """There are no customers with these numbers, which are named as parents: {numbers}."""

    remedy = "Bring these customers in first, or together with the others, or correct the numbers."


class ContactUnknown(Refusal):
    """There is no contact {contact_id}."""


class ContactRoleUnknown(Refusal):
    """A contact cannot have the role {role}."""

    remedy = "Choose one of: {known}."


class ChannelUnknown(Refusal):
    """A contact cannot be reached by {channel}."""

    remedy = "Choose one of: {known}."


class PreferredChannelBlank(Refusal):
    """The contact prefers {channel}, but it is blank."""

    remedy = "Give it, or prefer another channel."


class PhoneNumberWrong(Refusal):
    """This is not a {channel} number."""

    remedy = "Give one such as +49 30 901820."


class ContactAlreadyRemoved(Refusal):
    """The contact {contact_id} is already removed."""


class PurposeUnknown(Refusal):
    """An address cannot be for {purpose}."""

    remedy = "Choose one of: {known}."


class AddressBlank(Refusal):
    """The address has neither a street nor a city."""

    remedy = "Give at least one of them."


class ExternalIdTaken(Refusal):
    """{external_id} of {source} already belongs to the customer {number}."""

    remedy = "Merge the two customers if they are one, or correct the number."


class MergeIntoItself(Refusal):
    """The customer {number} cannot be merged into itself."""


class MergeOfParent(Refusal):
    """The customer {number} stands above {into_number} in its group."""

    remedy = "Merge {into_number} into {number} instead, or take it out of the group first."
