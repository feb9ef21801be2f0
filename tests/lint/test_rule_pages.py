"""The page of every rule is its test: the bad example gives the output shown, the good one gives none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from rule_pages import checked, page_of, read

from avionics.lint import engine
from avionics.lint.index import PATH, index, page
from avionics.place import Where

HEADINGS = ["Why", "Bad", "Output", "Good"]
RULES = {rule.id: rule for rule in engine.rules()}


def test_the_base_project_is_clean(tmp_path):
    assert checked({}, tmp_path / "project")[1] == ""


def test_each_rule_has_a_page_and_each_page_a_rule():
    pages = {path.name for path in Path(engine.RULES).glob("*.md")} - {"README.md"}
    assert pages == {page(identity) for identity in RULES}


def test_ids_are_unique_and_name_their_module():
    assert len(RULES) == len(engine.rules())
    assert all(Path(engine.RULES, f"{identity.replace('-', '_')}.py").is_file() for identity in RULES)


def test_the_index_is_current():
    assert PATH.read_text() == index(), "run `make gen`"


@pytest.mark.parametrize("identity", sorted(RULES))
def test_page_has_the_fixed_form(identity):
    read_page = read(page_of(identity).read_text())
    summary = RULES[identity].summary
    assert read_page.title == identity
    assert read_page.sentence == f"{summary[0].upper()}{summary[1:]}."
    assert list(read_page.sections) == HEADINGS


@pytest.mark.parametrize("identity", sorted(RULES))
def test_bad_example_gives_the_output_shown(identity, tmp_path, update_golden):
    path = page_of(identity)
    source = path.read_text()
    read_page = read(source)
    findings, output = checked(read_page.sections["Bad"], tmp_path / "project")
    assert {finding.rule for finding in findings} == {identity}, output
    assert {finding.severity for finding in findings} == {RULES[identity].severity}
    if update_golden:
        before, after = source.split("## Output\n")
        good = after.partition("## Good\n")[2]
        path.write_text(f"{before}## Output\n\n```text\n{output}```\n\n## Good\n{good}")
    else:
        assert read_page.sections["Output"][""] == output, "`make golden` accepts it"


@pytest.mark.parametrize("identity", sorted(RULES))
def test_good_example_is_silent(identity, tmp_path):
    good = read(page_of(identity).read_text()).sections["Good"]
    assert good
    assert checked(good, tmp_path / "project")[1] == ""


@pytest.mark.parametrize("reads", sorted({rule.reads for rule in RULES.values()}))
def test_a_crash_in_a_rule_is_a_finding_and_the_run_goes_on(reads, monkeypatch):
    identity = next(rule.id for rule in RULES.values() if rule.reads == reads)

    def crash(*_):
        raise ZeroDivisionError("a fault")

    broken = [
        replace(rule, check=crash) if rule.id == identity else replace(rule, check=lambda *_: iter(()))
        for rule in RULES.values()
    ]
    monkeypatch.setattr(engine, "reading", lambda _: tuple(broken))
    where = Where("services/checkout.yaml")
    catalog = SimpleNamespace(project=SimpleNamespace(where=Where("avionics.yaml")), services={})
    (finding,) = engine.run(reads, [SimpleNamespace(where=where)], catalog)
    assert finding.rule == "rule-crashed"
    assert finding.severity == "error"
    assert finding.where == where
    line = crash.__code__.co_firstlineno + 1
    assert finding.message == (f"the rule {identity} crashed: ZeroDivisionError: a fault (test_rule_pages.py:{line})")


def test_a_crash_touches_nothing_that_was_found_elsewhere(monkeypatch):
    """Neither of other units, which take each step together, nor of other subjects of its own."""

    def check(subject, *_):
        yield engine.Problem(subject.where, "first")
        if subject.where.path == "b":
            raise ZeroDivisionError("a fault")
        yield engine.Problem(subject.where, "second")

    rules = [replace(rule, check=check) for rule in list(RULES.values())[:2]]
    monkeypatch.setattr(engine, "reading", lambda _: tuple(rules))
    catalog = SimpleNamespace(project=SimpleNamespace(where=Where("avionics.yaml")), services={})
    a, b, c = (SimpleNamespace(where=Where(path)) for path in "abc")
    found = engine.run_each("Page", [(a,), (a, b, c), ()], catalog)
    each = [[(one.where.path, one.message[:6]) for one in of_unit] for of_unit in found]
    whole = [("a", "first"), ("a", "second")]
    crashed = [("b", "the ru"), ("c", "first"), ("c", "second")]
    assert each == [whole * 2, (whole + crashed) * 2, []]
