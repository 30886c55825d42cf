"""What organizations refuse."""

from openbill.primitives.errors import Refusal


class OrganizationNameTaken(Refusal):
    """There is already an organization named {name}."""

    remedy = "Choose another name, or use the one that exists."


class OrganizationUnknown(Refusal):
    """There is no organization named {name}."""

    remedy = "Known are: {known}. Create one with: openbill create-organization NAME --currency CODE"


class LegalEntityUnknown(Refusal):
    """There is no legal entity {code} in this organization."""

    remedy = "Known are: {known}."


class LegalEntityCodeTaken(Refusal):
    """There is already a legal entity with the code {code}."""

    remedy = "Choose another code."


class BooksUnknown(Refusal):
    """A legal entity's books cannot be {books}."""

    remedy = "Say openbill where Openbill keeps the general ledger, mirror where an ERP does."


class NameMissing(Refusal):
    """The {field} is blank."""

    remedy = "Give one."


class UnseenCharacter(Refusal):
    """The {field} holds the control character {character}."""

    remedy = "Remove it: it cannot be seen, and changes how the text around it is shown. Line breaks and tabs are such."


class TimeZoneUnknown(Refusal):
    """{time_zone} is not a time zone."""

    remedy = "Give a name of the IANA database, such as {nearest}."


class LanguageUnknown(Refusal):
    """{language} is not a language."""

    remedy = "Give a tag of BCP 47, such as en, de or pt-BR."


class CountryUnknown(Refusal):
    """{country} is not a country."""

    remedy = "Give two capital letters of ISO 3166, such as DE."


class IbanWrong(Refusal):
    """{iban} is not an IBAN: {reason}."""

    remedy = "Copy it once more from a statement of the account."


class BicWrong(Refusal):
    """{bic} is not a BIC."""

    remedy = "A BIC has 8 or 11 letters and digits, such as COBADEFFXXX."


class BankAccountUnnumbered(Refusal):
    """The bank account has neither an IBAN nor an account number."""

    remedy = "Give one of them."


class BankAccountKnown(Refusal):
    """The bank account {number} in {currency} is already there."""

    remedy = "Use the one that exists."


class EmailWrong(Refusal):
    """This is not an e-mail address."""

    remedy = "Give one such as name@example.com."


class RoleUnknown(Refusal):
    """There is no role {role} in this organization."""

    remedy = "Known are: {known}."


class RoleNameTaken(Refusal):
    """There is already a role named {role}."""

    remedy = "Choose another name, or change the one that exists."


class OwnerRoleIsFixed(Refusal):
    """The role of owner carries every permission and is not changed."""

    remedy = "Create a role of your own with fewer permissions."


class PermissionUnknown(Refusal):
    """There is no permission {permission}."""

    remedy = "Did you mean {nearest}?"


class PermissionNotHeld(Refusal):
    """Nobody gives what they do not have: {permissions}."""

    remedy = "Ask somebody who has these permissions."


class PersonHoldsMore(Refusal):
    """This person may do what you may not, such as {permissions}."""

    remedy = "Ask somebody who has these permissions."


class KeyHoldsMore(Refusal):
    """This key may do what you may not, such as {permissions}."""

    remedy = "Ask somebody who has these permissions."


class RoleIsHeldByMore(Refusal):
    """Somebody with the role {role} may do what you may not, such as {permissions}."""

    remedy = "Nothing is taken from such a role. Ask somebody who has these permissions."


class NeedsAllCustomers(Refusal):
    """A role that does not see all customers cannot carry: {permissions}."""

    remedy = "Add customers.view_all, or keep to customers.view, receivables.view and messaging.view."


class MemberUnknown(Refusal):
    """The user {user_id} is not a member of this organization."""

    remedy = "Invite the person first."


class RoleAlreadyGranted(Refusal):
    """The member already has the role {role}."""


class RoleNotGranted(Refusal):
    """The member does not have the role {role}."""


class LastOwner(Refusal):
    """The organization would be left without an owner."""

    remedy = "Make somebody else an owner first."


class ApiKeyUnknown(Refusal):
    """There is no API key {api_key_id}."""


class ApiKeyAlreadyRevoked(Refusal):
    """The API key {name} is already revoked."""


class ApiKeyNotAccepted(Refusal):
    """The API key is not accepted."""

    remedy = "It may be mistyped, expired or revoked. Have a new one made."


class ExpiryIsPast(Refusal):
    """The expiry {expires_at} is past."""

    remedy = "Give a later one, or none."


class WriteOffLimitWrong(Refusal):
    """A write-off limit of {limit} is not possible."""

    remedy = "Give an amount of zero or more in {currency}, the organization's currency."


class PostedBeforeCutOver(Refusal):
    """Something is posted before {cut_over_date}."""

    remedy = "Choose a date that is not after the first posting."


class PersonIsElsewhere(Refusal):
    """{email} has an account already, which another organization made."""

    remedy = (
        "Only the operator of this installation can make sure whose it is: "
        "openbill invite {email} --known-elsewhere --organization NAME"
    )


class ViewIsOfPersons(Refusal):
    """A program keeps no views."""

    remedy = "Sign in as a person: each has views of their own."


class ViewUnknown(Refusal):
    """There is no view {view_id} of yours."""

    remedy = "Choose one from the list."


class TooManyViews(Refusal):
    """A list keeps up to {most} views of a person."""

    remedy = "Forget one that you do not use."


class ViewNameTooLong(Refusal):
    """The name of a view is longer than {most} characters."""

    remedy = "Give a shorter one."


class ViewTooLong(Refusal):
    """What is filtered is longer than {most} characters."""

    remedy = "Search for fewer letters."
