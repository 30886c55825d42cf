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
