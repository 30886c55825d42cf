"""The description is OpenAPI 3.1, says everything that there is, and holds whatever is sent."""

import json
import os

import jsonschema_rs
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.definitions import OPENAPI_31
from tests.support.api import Program, a_program, a_secret
from tests.support.api_samples import NAME, FullFirm, a_full_firm
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.api import keys
from openbill.api.openapi import described
from openbill.api.table import ENDPOINTS, PREFIX

EXAMPLES = int(os.environ.get("OPENBILL_API_EXAMPLES", "4"))
"""Requests per endpoint. OPENBILL_API_EXAMPLES=50 is a longer look, which also covers each bound of each value."""

IS_LONG = EXAMPLES > 20

CHECKS = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
LOOK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not IS_LONG,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# The key is sent by the test: none is to be made up.
schema = schemathesis.openapi.from_dict(
    {**described(), "security": []},
    config=schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": IS_LONG}}}),
)
schema.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "REQUESTS", 1_000_000)


def test_the_document_says_every_endpoint():
    answer = Program().get("/openapi.json")
    document = answer.said

    assert answer.status == 200
    assert document["openapi"] == "3.1.0"
    found = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert found == {(endpoint.method, PREFIX + endpoint.path) for endpoint in ENDPOINTS}
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert all(operation["summary"] and operation["responses"] for operation in operations)
    assert Program().post("/openapi.json").status == 405


def test_the_document_is_openapi_3_1():
    jsonschema_rs.Draft202012Validator(OPENAPI_31).validate(json.loads(json.dumps(described())))


def test_each_schema_of_the_document_is_one():
    document = json.loads(json.dumps(described()))
    registry = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"]}

    for name, part in document["components"]["schemas"].items():
        jsonschema_rs.meta.validate(part)
        assert jsonschema_rs.Draft202012Validator({**registry, "$ref": f"#/components/schemas/{name}"}) is not None
    references = json.dumps(document).split('"$ref": "#/components/schemas/')[1:]
    assert {reference.split('"')[0] for reference in references} <= document["components"]["schemas"].keys()


def test_each_example_is_what_its_endpoint_takes():
    document = described()
    checked = 0
    for methods in document["paths"].values():
        for operation in methods.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if "example" in body:
                whole = {**body["schema"], "components": document["components"]}
                jsonschema_rs.Draft202012Validator(whole).validate(body["example"])
                checked += 1
    assert checked > 20


@pytest.fixture(scope="module")
def owner() -> str:
    return a_secret(a_full_firm().firm)


@pytest.fixture(scope="module")
def other() -> FullFirm:
    return a_full_firm(f"{NAME} of others")


def headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", "Host": "localhost", "Accept-Encoding": "identity"}


@schema.parametrize()
@LOOK
def test_whatever_the_owner_sends_is_answered_as_described(case: schemathesis.Case, owner: str):
    case.call_and_validate(headers=headers(owner), checks=CHECKS)


def test_a_key_that_may_do_nothing_is_refused_everywhere():
    firm = an_organization()
    a_program(firm).post("/roles", {"name": "nobody", "permissions": []})
    nobody = a_program(firm, "nobody")

    with nothing_changes(firm.id):
        for endpoint in ENDPOINTS:
            path = endpoint.path.replace("{", "").replace("}", "")
            answer = nobody.call(endpoint.method, path, {})
            assert answer.status == (403 if endpoint.permission else 200), endpoint.path


def test_the_numbers_of_others_lead_nowhere(other: FullFirm):
    firm: AnOrganization = an_organization()
    program = a_program(firm)
    identifiers = {value for value in other.places.values() if len(value) == 36}
    assert len(identifiers) > 15

    with nothing_changes(other.firm.id):
        for endpoint in ENDPOINTS:
            for identifier in identifiers if endpoint.places else ():
                path = endpoint.path
                for place in endpoint.places:
                    path = path.replace("{" + place + "}", identifier)
                answer = program.call(endpoint.method, path, {} if endpoint.method != "GET" else None)
                assert answer.status in (404, 415, 422), (endpoint.method, path, answer.said)
