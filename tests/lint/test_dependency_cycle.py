"""Cycles of any length are found, each once, in time that grows with the number of dependencies."""

from __future__ import annotations

from types import SimpleNamespace

from avionics.lint.rules import dependency_cycle
from avionics.place import Where


def catalog(needs: dict[str, list[str]]) -> SimpleNamespace:
    services = {
        name: SimpleNamespace(path=f"services/{name}.yaml", depends_on=tuple((other, "hard") for other in others))
        for name, others in needs.items()
    }
    return SimpleNamespace(services=services)


def messages(needs: dict[str, list[str]]) -> list[str]:
    return [problem.message for problem in dependency_cycle.check.check(catalog(needs))]


def test_no_cycle_in_a_diamond():
    assert messages({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}) == []


def test_a_service_that_needs_itself():
    assert messages({"a": ["a"]}) == ["a depends on itself"]


def test_two_cycles_are_both_told_and_begin_with_the_first_name():
    assert messages({"c": ["d"], "d": ["c"], "z": ["y"], "y": ["x"], "x": ["z"]}) == [
        "a dependency cycle: c -> d -> c",
        "a dependency cycle: x -> z -> y -> x",
    ]


def test_every_step_is_shown():
    (problem,) = dependency_cycle.check.check(catalog({"a": ["q", "b"], "b": ["c"], "c": ["a"], "q": []}))
    assert problem.where == Where("services/a.yaml").at("dependsOn", 1, "service")
    assert [label.message for label in problem.also] == ["b needs c", "c needs a"]


def test_unknown_services_are_another_rule():
    assert messages({"a": ["ghost"]}) == []


def test_a_chain_of_thousands_is_walked_without_recursion():
    needs = {f"s{index}": [f"s{index + 1}"] for index in range(5000)}
    assert messages({**needs, "s5000": []}) == []
    assert len(messages({**needs, "s5000": ["s0"]})) == 1
