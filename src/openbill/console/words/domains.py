"""The words of the domains that the console shows: to be translated with its own."""

import importlib
import pkgutil

import openbill
from openbill.console.words.sentences import all_refusals
from openbill.ledger.policies.default_chart import DEFAULT_CHART

_NOT_FOR_PEOPLE_AT_PAGES = ("api", "cli", "demo", "project", "server", "worker")
"""The parts of Openbill whose refusals nobody meets in the console."""

_OF_THE_MACHINE = ("openbill.foundation.configuration", "openbill.foundation.secrets", "openbill.foundation.embedded")


def refusals_of_pages() -> list[tuple[str, str, str]]:
    """Of each refusal that a page may show its code, what is wrong, and what would be right."""
    for module in pkgutil.walk_packages(openbill.__path__, "openbill."):
        part = module.name.split(".")[1]
        if part not in _NOT_FOR_PEOPLE_AT_PAGES and not {"tests", "migrations", "__main__"} & {*module.name.split(".")}:
            importlib.import_module(module.name)
    shown = (
        each
        for each in all_refusals()
        if each.__module__.startswith("openbill.")
        and each.__module__.split(".")[1] not in _NOT_FOR_PEOPLE_AT_PAGES
        and not each.__module__.startswith(_OF_THE_MACHINE)
    )
    return sorted({(each.code, *each.templates()) for each in shown})


def words_of_the_domains() -> list[str]:
    """Every text of them, each once."""
    texts = {text for _code, *texts in refusals_of_pages() for text in texts if text}
    return sorted(texts | {account.name for account in DEFAULT_CHART})
