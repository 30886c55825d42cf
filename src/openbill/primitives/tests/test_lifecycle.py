"""A lifecycle allows what its table says and names the way out of everything else."""

import pytest

from openbill.primitives.lifecycle import Lifecycle, NotPossibleInState

PROMISE = Lifecycle(
    name="promise",
    initial="open",
    transitions={
        ("open", "keep"): "kept",
        ("open", "miss"): "broken",
        ("broken", "keep"): "kept",
    },
)


def test_an_act_leads_to_its_state():
    assert PROMISE.after("open", "miss") == "broken"
    assert PROMISE.after("broken", "keep") == "kept"


def test_refuses_another_act_and_names_what_is_possible():
    with pytest.raises(NotPossibleInState) as caught:
        PROMISE.after("broken", "miss")

    assert str(caught.value) == "This promise is broken: miss is not possible. Possible now: keep."


def test_says_that_nothing_is_possible_in_a_final_state():
    with pytest.raises(NotPossibleInState) as caught:
        PROMISE.after("kept", "miss")

    assert caught.value.remedy == "Possible now: nothing."


def test_lists_its_states_and_acts():
    assert PROMISE.states == ("open", "kept", "broken")
    assert PROMISE.final_states == ("kept",)
    assert PROMISE.acts_from("open") == ("keep", "miss")
    assert PROMISE.acts_from("kept") == ()


def test_draws_itself():
    assert PROMISE.as_mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> open\n"
        "    open --> kept: keep\n"
        "    open --> broken: miss\n"
        "    broken --> kept: keep\n"
        "    kept --> [*]\n"
    )


def test_a_state_that_nothing_leads_to_is_a_fault():
    with pytest.raises(AssertionError, match="nothing leads from draft to void"):
        Lifecycle("invoice", "draft", {("draft", "issue"): "issued", ("void", "revive"): "draft"})


def test_a_name_with_a_space_is_a_fault():
    with pytest.raises(AssertionError, match="identifiers"):
        Lifecycle("invoice", "draft", {("draft", "issue"): "sent out"})


def test_an_unknown_state_is_a_fault():
    with pytest.raises(AssertionError, match="promise has no state lost"):
        PROMISE.after("lost", "keep")


def test_its_table_cannot_be_changed():
    table = {("open", "keep"): "kept"}
    lifecycle = Lifecycle("promise", "open", table)
    table["open", "miss"] = "broken"

    assert lifecycle.states == ("open", "kept")
    with pytest.raises(TypeError):
        lifecycle.transitions["open", "miss"] = "broken"
