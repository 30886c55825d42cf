"""What is there for everybody, on every page."""

from openbill.console.page import MEMBER, Route
from openbill.console.pages import home
from openbill.console.pages.account import choose_language, choose_organization
from openbill.console.pages.design import show_design
from openbill.console.pages.lists.choose_columns import choose_columns
from openbill.console.pages.lists.saved_views import forget, keep
from openbill.console.pages.search import find

ROUTES = (
    Route("", "home", MEMBER, home.show),
    Route("find", "find", "customers.view", find),
    Route("lists/<slug:list_name>/columns", "choose-columns", MEMBER, choose_columns, is_act=True),
    Route("lists/<slug:list_name>/views", "keep-view", "customers.view", keep, is_act=True),
    Route("views/<uuid:view_id>/forget", "forget-view", "customers.view", forget, is_act=True),
    Route("design", "design", MEMBER, show_design),
    Route("organization", "choose-organization", MEMBER, choose_organization, is_act=True, is_of_person=True),
    Route("language", "choose-language", MEMBER, choose_language, is_act=True, is_of_person=True),
)
