"""Reports quote hostile specs: nothing quoted may steer a terminal, a log viewer or a parser."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.finding import Finding, Label
from avionics.place import Where
from avionics.report import github, text
from avionics.report import json as json_report

NASTY = st.text(
    st.sampled_from("\x1b\x07\r\n\t\u202e\u2066\u200b\u2028\x85\x9b::error file=x,line=1%0A\x00é漢 a")
    | st.characters(codec="utf-8"),
    max_size=40,
)
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(["schema", "yaml"]),
    message=NASTY,
    where=st.builds(Where, path=NASTY, line=st.integers(0, 4), column=st.integers(1, 30)),
    severity=st.sampled_from(["error", "warning", "info"]),
    help=NASTY,
    span=st.none() | st.tuples(st.integers(0, 20), st.integers(1, 20)),
    also=st.builds(lambda path, message: (Label(Where(path, line=1), message),), NASTY, NASTY),
)


@settings(max_examples=300)
@given(findings=st.lists(FINDINGS, min_size=1, max_size=3), content=NASTY)
def test_text_has_printable_characters_only(findings, content):
    files = {finding.where.path: content.encode() for finding in findings}
    shown = text.render(findings, files)
    assert all(line.isprintable() for line in shown.split("\n"))
    colored = text.render(findings, files, color=True)
    for code in ("31;1", "33;1", "36;1", "32", "2", "1", "0"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == shown


@settings(max_examples=300)
@given(findings=st.lists(FINDINGS, min_size=1, max_size=3))
def test_github_sees_one_command_a_finding(findings):
    lines = github.render(findings, {}).splitlines()
    assert 1 <= len(lines) <= len(findings)
    for line in lines:
        assert line.isprintable()
        command, _, rest = line.removeprefix("::").partition(" ")
        assert command in ("error", "warning", "notice")
        properties, _, message = rest.partition("::")
        assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "line", "col", "title"]
        assert "\r" not in message


STEERING = ("##[stop-commands]x", "##[error]x", "##vso[task.complete result=Succeeded;]")
"""What builds obey wherever it stands in a line: ActionCommand.TryParse of actions/runner looks for `##[` last, and
Azure Pipelines' agent for `##vso[`. The printed log of `render` held what a title says.
"""


@pytest.mark.parametrize("command", STEERING)
def test_no_line_steers_the_build_that_prints_it(command):
    for cut in range(len(command)):
        line = f"a: {command}"
        where = Where("a.yaml", line=1, column=1)
        finding = Finding("schema", line, where, help=line, span=(3 + cut, 1), also=(Label(where, line),))
        shown = text.render([finding], {"a.yaml": line.encode()})
        assert "##" in shown, "it is shown"
        assert not re.search(r"##\w*\[", shown), "and not as a command"


@settings(max_examples=200)
@given(findings=st.lists(FINDINGS, min_size=1, max_size=3))
def test_json_is_ascii_and_says_everything(findings):
    shown = json_report.render(findings, {})
    assert shown.isascii()
    read = json.loads(shown)
    assert read["version"] == 1
    assert {item["message"] for item in read["findings"]} == {finding.message for finding in findings}


LINE = "alert: " + "x" * 300 + " here " + "y" * 300


@pytest.mark.parametrize(
    ("line", "column", "length", "under"),
    [
        ("a: 漢字 here", 7, 4, "here"),
        ("a: e\u0301 here", 7, 4, "here"),
        ("a:\t\u202e here", 6, 4, "here"),
        ("a: \x1b here", 6, 4, "here"),
        (LINE, LINE.index("here") + 1, 4, "here"),
        (LINE, 1, 5, "alert"),
        (LINE, len(LINE) - 1, 2, "yy"),
        ("short", 9, 3, ""),
    ],
)
def test_the_caret_stands_under_what_it_means(line, column, length, under):
    finding = Finding("schema", "m", Where("a.yaml", line=1, column=column), span=(0, length))
    shown, caret = text.render([finding], {"a.yaml": line.encode()}).split("\n")[3:5]
    cells = [(char, cell) for char in shown for cell in range(0 if char == "\u0301" else 2 if char in "漢字" else 1)]
    marked = [char for (char, _), mark in zip(cells, caret.ljust(len(cells)), strict=False) if mark == "^"]
    assert "".join(marked) == under
    assert len(shown) < 200


def test_each_finding_is_said_once_and_in_the_order_of_the_file():
    wheres = [Where("b.yaml", line=2), Where("a.yaml", line=9), Where("b.yaml", line=1), Where("b.yaml", line=2)]
    shown = text.render([Finding("schema", "m", where) for where in wheres], {})
    places = [line.split(" --> ")[1] for line in shown.split("\n") if "-->" in line]
    assert places == ["a.yaml:9:1", "b.yaml:1:1", "b.yaml:2:1"]
    assert shown.endswith("\n3 errors\n")


def many(number, severity="error"):
    return [Finding("schema", f"no {at}", Where("a.yaml", line=at + 1), severity) for at in range(number)]


def test_five_hundred_findings_are_printed_and_the_rest_counted():
    assert "more finding" not in text.render(many(500), {}) + github.render(many(500), {})
    shown = text.render(many(502), {})
    assert shown.count("error[schema]") == 500
    assert shown.endswith("\nand 2 more findings\n502 errors\n")
    lines = github.render(many(501), {}).splitlines()
    assert len(lines) == 501
    assert lines[-1] == "::notice title=avionics::and 1 more finding"
    assert len(json.loads(json_report.render(many(501), {}))["findings"]) == 501


def test_an_error_is_printed_before_any_number_of_warnings():
    found = [*many(600, "warning"), Finding("schema", "the error", Where("z.yaml", line=1))]
    assert "the error" in text.render(found, {})
    assert "the error" in github.render(found, {})


def said(rule, line, message="m", severity="warning", path="a.yaml", **more):
    return Finding(rule, message, Where(path, line=line), severity, **more)


def heads(shown):
    return [line for line in shown.split("\n") if "[" in line or "-->" in line or "also" in line]


def test_errors_come_last_next_to_the_count():
    shown = text.render([said("worst", 1, severity="error"), said("note", 3, severity="info"), said("bad", 2)], {})
    assert [line.partition(":")[0] for line in heads(shown)][::2] == ["info[note]", "warning[bad]", "error[worst]"]
    assert shown.endswith("a.yaml:1:1\n\n1 error, 1 warning, 1 info\n")


def test_a_warning_that_repeats_itself_in_a_file_is_one_block():
    repeated = [said("rule", line, help="do so") for line in (4, 8, 9, 9)]
    found = [*repeated, said("rule", 12, "n", help="do so"), said("rule", 5, path="b.yaml", help="do so")]
    shown = text.render(found, {})
    assert heads(shown) == [
        "warning[rule]: m", " --> a.yaml:4:1", "  = also in lines 8, 9", "  = also in line 12: n",
        "warning[rule]: m", " --> b.yaml:5:1",
    ], shown  # fmt: skip
    assert shown.endswith("\n5 warnings\n"), "each is counted; the one that was found twice is one"
    assert len(github.render(found, {}).splitlines()) == 5
    assert len(json.loads(json_report.render(found, {}))["findings"]) == 5


def test_so_is_an_info_and_what_asks_for_nothing_repeats_its_own_message_alone():
    told = [said("rule", line, message, "info") for line, message in ((1, "m"), (2, "n"), (3, "m"))]
    assert heads(text.render(told, {})) == [
        "info[rule]: m", " --> a.yaml:1:1", "  = also in line 3", "info[rule]: n", " --> a.yaml:2:1",
    ]  # fmt: skip


def test_what_asks_for_something_else_or_is_an_error_stands_alone():
    found = [said("rule", 1, help="a"), said("rule", 2, help="b"), said("rule", 3, severity="error", help="a"),
             said("rule", 4, severity="error", help="a")]  # fmt: skip
    assert "also" not in text.render(found, {})


def test_an_error_that_pages_share_is_one_block():
    """Fifty playbooks that were begun and are not written yet would bury the one error in a spec."""
    pages = [said("empty", line, severity="error", path=path, help="write it")
             for path, line in (("p/a.md", 3), ("p/a.md", 7), ("p/b.md", 3))]  # fmt: skip
    other = said("empty", 5, "n", severity="error", path="p/b.md", help="write it")
    shown = text.render([*pages, other], {})
    assert heads(shown) == [
        "error[empty]: m", " --> p/a.md:3:1", "  = also in p/a.md:7, p/b.md:3", "error[empty]: n", " --> p/b.md:5:1",
    ], shown  # fmt: skip
    assert shown.endswith("\n4 errors\n"), "each is counted"
    assert heads(text.render(pages[:2], {}))[2] == "  = also in line 7", "in one page the line is enough"
    assert len(github.render(pages, {}).splitlines()) == 3, "a code host shows each at its line"


def test_so_is_a_warning_that_pages_share():
    """An environment that is gone is named in every playbook."""
    pages = [said("stale", 3, path=path, help="remove it") for path in ("p/a.md", "p/b.md")]
    other = said("stale", 5, "n", path="p/a.md", help="remove it")
    assert heads(text.render([*pages, other], {})) == [
        "warning[stale]: m", " --> p/a.md:3:1", "  = also in p/b.md:3", "warning[stale]: n", " --> p/a.md:5:1",
    ]  # fmt: skip


def test_failed_tests_that_ask_for_the_same_are_one_block():
    """A route that was there before takes every alert of every service: one line to change, in one file."""
    failed = [said("test-failed", line, f"m{line}", "error", path, help="add a matcher")
              for path, line in (("a.yaml", 1), ("a.yaml", 2), ("b.yaml", 3))]  # fmt: skip
    bare = [said("test-failed", line, severity="error") for line in (5, 6)]
    shown = text.render([*failed, *bare], {})
    assert heads(shown) == [
        "error[test-failed]: m1", " --> a.yaml:1:1", "  = also in line 2: m2", "  = also in b.yaml:3: m3",
        "error[test-failed]: m", " --> a.yaml:5:1", "error[test-failed]: m", " --> a.yaml:6:1",
    ], shown  # fmt: skip
    assert shown.endswith("\n5 errors\n"), "each is counted"


def test_playbooks_that_one_command_begins_are_one_block():
    """Whoever writes the specs of a platform first, and its pages then, looks for what else is wrong."""
    missing = [said("playbook-missing", line, f"m{line}", "error", path, help="new playbook --missing")
               for path, line in (("a.yaml", 1), ("b.yaml", 2))]  # fmt: skip
    moved = said("playbook-missing", 3, "m3", "error", "a.yaml", help="or move it there")
    assert heads(text.render([*missing, moved], {})) == [
        "error[playbook-missing]: m1", " --> a.yaml:1:1", "  = also in b.yaml:2: m2",
        "error[playbook-missing]: m3", " --> a.yaml:3:1",
    ]  # fmt: skip


def test_few_of_many_repetitions_are_listed():
    shown = text.render([said("rule", line, help="do so") for line in range(1, 101)], {})
    assert f"= also in lines {', '.join(map(str, range(2, 22)))} and 79 more\n" in shown
    apart = text.render([said("rule", line, f"m{line}", help="do so") for line in range(1, 101)], {})
    assert apart.count("= also in line") == 20
    assert "= and 79 more\n" in apart


def test_many_findings_in_one_file_are_printed_in_time():
    content = "".join(f"key{number}: 1\n" for number in range(20_000)).encode()
    findings = [
        Finding("schema", "unknown", Where("a.yaml").at(f"key{number}"), on_key=True) for number in range(20_000)
    ]
    assert text.render(findings, {"a.yaml": content}).endswith("\n20000 errors\n")
