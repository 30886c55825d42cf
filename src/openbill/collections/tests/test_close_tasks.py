"""Many tasks are done at once, or none of them is."""

from datetime import date

import pytest
from tests.support.collecting import day_done
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes

from openbill.collections.commands.close_task import close_task
from openbill.collections.commands.close_tasks import close_tasks
from openbill.collections.errors import TaskUnknown
from openbill.collections.queries.find_tasks import TasksOf, find_tasks, tasks_found
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier

DAY = date(2026, 2, 14)


@pytest.fixture
def firm() -> AnOrganization:
    """Two customers without an address who should be reminded."""
    firm = an_organization()
    for name in ("Anna", "Bert"):
        a_debit(firm, a_customer(firm, name=name), "120.00", on="2026-01-01", due="2026-01-31")
    day_done(firm, "2026-02-14")
    return firm


def test_open_ones_are_done_and_what_was_done_before_stays(firm: AnOrganization):
    with scope(firm.id):
        first, second = tasks_found()
    close_task(task_id=first, outcome="Called", on=date(2026, 2, 10), context=firm.context())

    count = close_tasks(task_ids=[first, second], outcome="Written off", on=DAY, context=firm.context())

    assert count == 1
    with scope(firm.id):
        done = {task.id: (task.outcome, task.ended_on) for task in find_tasks(only=TasksOf.DONE).rows}
        assert tasks_found() == []
    assert done == {first: ("Called", date(2026, 2, 10)), second: ("Written off", DAY)}


def test_an_unknown_one_leaves_all_as_they_are(firm: AnOrganization):
    with scope(firm.id):
        tasks = tasks_found()
    other = an_organization()
    with nothing_changes(firm.id, other.id):
        with pytest.raises(TaskUnknown):
            close_tasks(task_ids=[*tasks, new_identifier()], context=firm.context())
        with pytest.raises(TaskUnknown):
            close_tasks(task_ids=tasks, context=other.context())
