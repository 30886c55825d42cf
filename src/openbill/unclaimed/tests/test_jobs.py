"""One organization whose clocks cannot be set stops no other."""

from tests.support.organizations import an_organization
from tests.support.unclaimed import a_texan_credit, state_of

from openbill.foundation.context import Context
from openbill.unclaimed import jobs
from openbill.unclaimed.commands.set_clocks import set_all_clocks
from openbill.unclaimed.types import ClocksSet


def test_a_fault_of_ours_in_one_organization_is_logged_and_the_others_get_their_clocks(monkeypatch, caplog):
    broken, firm = sorted((an_organization(), an_organization()), key=lambda each: each.id)
    a_texan_credit(broken)
    credit = a_texan_credit(firm)

    def set_or_fail(context: Context) -> ClocksSet:
        if context.organization_id == broken.id:
            raise OverflowError
        return set_all_clocks(context)

    monkeypatch.setattr(jobs, "set_all_clocks", set_or_fail)
    monkeypatch.setattr(jobs, "organizations_with_credits", lambda: [broken.id, firm.id])

    assert jobs.set_clocks_of_all() == 1

    assert state_of(firm, credit) == ("letter_due", "letter_not_written")
    assert "The clocks of credits cannot be set." in caplog.text
