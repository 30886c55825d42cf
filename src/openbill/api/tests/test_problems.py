"""Every refusal has a status of its own kind, and stands on the page of errors."""

from pathlib import Path

from openbill.api.error_page import error_page, refusals
from openbill.api.problems import OF_THE_API, PROBLEM, problem, problem_of, status_of_refusal
from openbill.foundation.errors import KeyUsedForOtherInput
from openbill.organizations.errors import RoleUnknown
from openbill.primitives.identifiers import new_identifier


def test_every_refusal_is_a_fault_of_the_request_and_never_of_ours():
    found = {refusal.code for refusal in refusals()}

    assert len(found) > 200
    assert {status_of_refusal(code) for code in found} == {401, 403, 409, 422}
    assert {status_of_refusal(code, is_of_the_address=True) for code in found} == {401, 403, 404, 409, 422}
    assert not found & OF_THE_API.keys()


def test_what_stands_in_the_way_is_a_conflict():
    for code in ("item_already_cancelled", "customer_number_taken", "period_is_closed", "nothing_to_refund"):
        assert status_of_refusal(code) == 409, code
    for code in ("amount_is_not_positive", "name_missing", "language_unknown", "unknown_currency"):
        assert status_of_refusal(code) == 422, code
    assert status_of_refusal("customer_unknown", is_of_the_address=True) == 404
    assert status_of_refusal("customer_unknown") == 422


def test_a_refusal_becomes_a_problem_with_its_words():
    answer = problem_of(KeyUsedForOtherInput(key="k")).answer()

    assert (answer.status_code, answer.headers["Content-Type"]) == (409, PROBLEM)
    assert answer.content.decode() == (
        '{"type":"https://github.com/openbill/openbill/blob/main/docs/reference/errors.md#key_used_for_other_input",'
        '"title":"Conflict","status":409,"detail":"The idempotency key k was already used for another request.",'
        '"code":"key_used_for_other_input",'
        '"remedy":"Use a new key for a new request; repeat the old request unchanged to get its first answer."}'
    )


def test_what_is_unknown_is_404_only_where_the_address_names_it():
    unknown = RoleUnknown(role="Boss", known="owner")
    assert problem_of(unknown, places={"role": "boss"}).status == 404
    assert problem_of(unknown, places={"role": "owner"}).status == 422
    assert problem_of(unknown, places={"user_id": new_identifier()}).status == 422
    assert problem_of(unknown).status == 422


def test_every_code_stands_on_the_page():
    page = error_page()

    assert page == Path("docs/reference/errors.md").read_text(encoding="utf-8")
    for code in (*(refusal.code for refusal in refusals()), *OF_THE_API):
        assert f'<a id="{code}"></a>' in page


def test_a_problem_of_the_api_says_what_would_be_right():
    answer = problem("method_wrong", method="PUT", allowed="GET, POST")

    assert (answer.status, answer.detail, answer.remedy) == (
        405,
        "This address does not take PUT.",
        "It takes GET, POST.",
    )
