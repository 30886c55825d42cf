"""What somebody sees who may manage people, and acts on nobody who may do more; and whose keys end with whom."""

from django.db import connections
from playwright.sync_api import Browser, expect

from openbill.foundation.context import operator_context
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.queries.context_of_user import context_of_user
from openbill.organizations.queries.organizations import organization_named

from .conftest import ORGANIZATION, Served, Watched, choose_password
from .looking import WIDE, look_at, wrong_at

KEY = "Warenwirtschaft der Vereinigten Schraubenwerke Oberschwaben"


def test_a_person_who_may_do_more_is_seen_and_left_alone(served: Served, browser: Browser, owner: Watched):
    firm = operator_context(organization_named(ORGANIZATION).id)
    permissions = ["organizations.view", "organizations.manage_people", "customers.view", "customers.view_all"]
    create_role(name="people clerk", permissions=permissions, context=firm)
    colleague = invite_user(email="kim@example.com", role="owner", name="Kim", context=firm).user_id
    grant_role(user_id=colleague, role="auditor", context=firm)
    create_api_key(name=KEY, role="owner", context=context_of_user(firm.organization_id, colleague))
    connections.close_all()
    member = f"/settings/people/{colleague}"

    assert wrong_at(owner.page, member) == []
    expect(owner.page.get_by_text(KEY)).to_have_count(2)
    expect(owner.page.get_by_role("button", name="Remove from the firm")).to_be_visible()

    context = browser.new_context(base_url=served.url, locale="en-GB")
    clerk = context.new_page()
    choose_password(clerk, served.invite("clerk@example.com", "people clerk"))
    assert wrong_at(clerk, member) == []
    expect(clerk.get_by_text("This person may do more than you.")).to_be_visible()
    expect(clerk.get_by_role("button", name="Remove from the firm")).to_have_count(0)
    look_at(clerk, WIDE, "light")
    clerk.goto("/settings/roles")
    clerk.get_by_role("link", name="Auditor", exact=True).click()
    assert wrong_at(clerk, clerk.url) == []
    expect(clerk.get_by_text("Somebody with this role may do more than you")).to_be_visible()
    context.close()
