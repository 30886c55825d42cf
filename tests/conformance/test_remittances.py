"""Remittance advices that nobody here wrote are read as the payers meant them."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.policies.name_key import name_key
from openbill.cash_application.reading.remittances.recognise_remittance import recognise_remittance
from openbill.cash_application.types.remittances import RemittanceAdvice

FOLDER = shared_folder("matching")
EDI = FOLDER / "edi820"

pytestmark = needs(FOLDER)


@cache
def written() -> Any:
    path = FOLDER / "cash-application-remittances.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"cases": [], "customers": {}}


@cache
def expected() -> Any:
    path = EDI / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def only(content: bytes) -> RemittanceAdvice:
    (advice,) = recognise_remittance(content, "advice", currency="USD")
    return advice


@pytest.mark.parametrize("name", sorted(expected()))
def test_edi_820_comes_to_its_total_and_documents(name: str):
    case = expected()[name]
    advice = only((EDI / f"{name}.edi").read_bytes())
    assert advice.amount is not None
    assert str(advice.amount.as_decimal()) == case["total"]
    assert {
        line.document_number: str(line.amount.as_decimal()) for line in advice.lines if line.amount is not None
    } == case["lines"]
    if "defect" in case:
        assert advice.warnings == (case["defect"],)


@pytest.mark.parametrize("case", [pytest.param(each, id=each["ref"]) for each in written()["cases"]])
def test_a_text_tells_payer_amount_and_documents(case: dict[str, Any]):
    """What is to be applied is told for each document, or follows from what is open and the sum that came."""
    advice = only(case["text"].encode())
    said = [line.partition(":") for line in case["text"].splitlines()]
    told = {label.strip(): value.strip() for label, _, value in said}
    assert name_key(advice.payer_name) == name_key(told["Payer"])
    assert advice.payer_number == told.get("Account", "")
    if advice.payer_number:
        assert name_key(written()["customers"][advice.payer_number]) == name_key(advice.payer_name)
    apply = {number: Decimal(amount) for number, amount in case["expect"]["apply"].items()}
    assert advice.amount is not None
    unapplied = Decimal(case["expect"].get("unapplied", 0))
    open_items = {item["no"]: item for item in written()["open_invoices"] if item["state"] == "open"}
    paid = {
        line.document_number: line.amount.as_decimal()
        if line.amount is not None
        else Decimal(open_items[line.document_number]["amount"])
        for line in advice.lines
        if line.document_number in open_items
    }  # fmt: skip
    assert paid == apply
    if "why" not in case["expect"]:
        assert advice.amount.as_decimal() == sum(apply.values()) + unapplied
    kept = sum((line.deduction.as_decimal() for line in advice.lines if line.deduction is not None), Decimal(0))
    assert kept == Decimal(case["expect"].get("short", 0))
