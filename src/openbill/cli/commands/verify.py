"""`openbill verify`"""

import click

from openbill.cli.options import format_option, organization_option


@click.command()
@organization_option
@format_option("table", "json")
def verify(organization: str | None, form: str) -> int:
    """Prove that command log, books and receivables are complete and right, of one or of every organization.

    Exits with 1 where something is wrong, and says what and where.
    """
    from openbill.cli.organization import organization_named
    from openbill.cli.reports.show_findings import show_findings
    from openbill.organizations.queries.organizations import organizations
    from openbill.wiring.verification import CHECKS, findings

    wanted = [organization_named(organization)] if organization is not None else organizations()
    found = {each.name: list(findings(each.id)) for each in wanted}
    return show_findings(found, check_count=sum(check.invariants for check in CHECKS), form=form)
