"""Verification finds what is wrong and says where, and is not fooled by work that goes on."""

import threading

from tests.support.database import guards_switched_off
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.command_log.seal import seal_commands

from .program import Inside


def test_right_records_have_no_finding(openbill: Inside):
    firm = an_organization()
    a_debit(firm, a_customer(firm), "100.00")
    seal_commands(firm.id)
    answer = openbill("verify", "--organization", f"Test {firm.id}")
    assert answer.code == 0
    assert answer.out.endswith("checks in 1 organization, nothing wrong.\n")
    assert int(answer.out.split()[0]) > 20
    assert openbill("verify", "--organization", f"Test {firm.id}", "--format", "json").json["findings"] == []


def test_a_changed_log_and_a_changed_item_are_found_and_named(openbill: Inside):
    firm = an_organization()
    item = a_debit(firm, a_customer(firm), "100.00")
    seal_commands(firm.id)
    with guards_switched_off() as connection:
        connection.execute(
            "UPDATE open_item SET open_minor = 1 WHERE organization_id = %s AND id = %s", [firm.id, item]
        )
        connection.execute(
            "UPDATE command_log SET actor_kind = 'user' WHERE organization_id = %s AND sequence = 1", [firm.id]
        )
    answer = openbill("verify", "--organization", f"Test {firm.id}", "--format", "json")
    assert answer.code == 1
    told = [(each["what"], each["where"]) for each in answer.json["findings"]]
    assert ("Command 1 (create_organization) was changed after it was sealed.", "command log") in told
    assert any(where == f"open item {item}" for _, where in told)
    shown = openbill("verify", "--organization", f"Test {firm.id}")
    assert shown.code == 1
    assert f"open item {item}" in shown.out


def test_work_that_goes_on_meanwhile_raises_no_alarm(openbill: Inside):
    from django.db import connections

    firm = an_organization()
    customer = a_customer(firm)
    is_over = threading.Event()

    def work() -> None:
        try:
            while not is_over.is_set():
                a_debit(firm, customer, "10.00")
                seal_commands(firm.id)
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(5):
            answer = openbill("verify", "--organization", f"Test {firm.id}")
            assert answer.code == 0, answer.out
    finally:
        is_over.set()
        worker.join()
