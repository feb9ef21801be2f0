"""The platform team's part of alertmanager.yml: secrets, and routes that lead nowhere, are told with their place."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from avionics.app.render import Options, render
from avionics.place import Where
from avionics.report import text
from edits import append, swap
from tools import ROOT, tool

PROJECT = ROOT / "tests" / "lint" / "base_project"
GOOD = """\
global: {smtp_auth_password_file: /etc/alertmanager/mail}
route:
  receiver: desk
  routes:
  - receiver: team-shop/ticket
    matchers: ['alertname="Watchdog"']
receivers:
- name: desk
  webhook_configs:
  - url: https://desk.example.org/hook
    http_config: {authorization: {credentials_file: /etc/alertmanager/desk}}
"""


INTERVALS = """\
time_intervals: [{name: weekends, time_intervals: [{weekdays: [saturday, sunday]}]}]
mute_time_intervals: [{name: x, time_intervals: [{weekdays: [sunday]}]}]
"""


def with_base(tmp_path: Path, base: str = "", project: Path = PROJECT) -> Path:
    """The project that names a base file; there is none where nothing is to be in it."""
    root = shutil.copytree(project, tmp_path / "root")
    append(root / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    if base:
        (root / "base.yaml").write_text(base, "utf-8")
    return root


def told(
    tmp_path: Path, base: str, rule: str = "alertmanager-base", project: Path = PROJECT
) -> tuple[list[tuple[str, str, int, int]], str]:
    """Message, help, line and column of each error in the base file, and the report as text."""
    compiled = compile_project(str(with_base(tmp_path, base, project)), today="2026-11-30")
    found = [f for f in compiled.findings if f.severity == "error"]
    assert {f.rule for f in found} <= {rule}
    report = text.render(found, compiled.files, color=False)
    return [(f.message, f.help, f.where.line, f.where.column) for f in found], report


def test_files_and_known_receivers_are_fine(tmp_path):
    assert told(tmp_path, GOOD) == ([], "")


@pytest.mark.parametrize(
    ("base", "message", "rule", "place"),
    [
        ("x: [", "not valid YAML: did not find expected node content", "yaml", (1, 5)),
        ("a: 1\nx:\n  y: &hook {url: x}", "anchors ('&hook') are not allowed", "yaml", (3, 6)),
        ("[]", "base.yaml holds no settings", "alertmanager-base", (1, 1)),
    ],
)
def test_a_base_that_cannot_be_used_is_said_once(tmp_path, base, message, rule, place):
    """That nothing sets a server for mails is an echo of it."""
    project = shutil.copytree(PROJECT, tmp_path / "mails")
    hook = "{webhook: {url: 'https://tickets.example.org/sre-core'}}"
    swap(project / "teams" / "sre-core.yaml", hook, "{email: {to: sre@example.org}}")
    ((said, _, line, column),), _ = told(tmp_path, base, rule, project=project)
    assert (said, (line, max(column, 1))) == (message, place)


def test_a_base_in_another_encoding_is_said_where(tmp_path):
    project = with_base(tmp_path)
    (project / "base.yaml").write_bytes("# Störung\n".encode("latin-1"))
    (found,) = [one for one in compile_project(str(project), today="2026-11-30").findings if one.severity == "error"]
    assert (found.message, found.where.line, found.where.column) == ("byte 0xf6 is not UTF-8", 1, 5)


def test_what_was_compiled_is_no_base(tmp_path):
    """Its receivers would be compiled a second time."""
    project = shutil.copytree(PROJECT, tmp_path / "rendered")
    assert not render(str(project), Options("2026-11-30", str(tmp_path / "out"))).failed
    found, _ = told(tmp_path, (tmp_path / "out" / "alertmanager" / "alertmanager.yml").read_text("utf-8"))
    assert [one[0] for one in found] == [
        "base.yaml is what avionics compiled: the platform team's part is in it already"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message", "help_", "place"),
    [
        ("smtp_auth_password_file: /etc", "smtp_auth_password: hunter2, x: /etc",
         "global.smtp_auth_password is a secret", "smtp_auth_password_file", (1, 10)),
        ("smtp_auth_password_file: /etc", "smtp_auth_secret: hunter2, x: /etc", "global.smtp_auth_secret is a secret",
         "choose another way to sign in", (1, 10)),
        ("credentials_file: /etc", "credentials: hunter2, x: /etc", "authorization.credentials is a secret",
         "credentials_file", (11, 35)),
        ("https://desk", "https://desk:hunter2@desk", "webhook_configs.url is a secret", "password_file", (10, 5)),
        ("  webhook_configs:", "  slack_configs:\n  - api_url: https://hooks.example.org/hunter2\n  webhook_configs:",
         "slack_configs.api_url is a secret", "api_url_file", (10, 5)),
        ("team-shop/ticket", "team-shop/tickets", "there is no receiver 'team-shop/tickets'", "'team-shop/ticket'",
         (5, 15)),
        ("receiver: desk", "receiver: dest", "there is no receiver 'dest'", "'desk'", (3, 13)),
        ("receivers:", "receivers:\n- name: desk", "a second receiver 'desk'", "rename", (9, 9)),
        ("    matchers: ['alertname=\"Watchdog\"']", "    matchers: []",
         "every alert ends at this route, so that no team is told of any", "matchers", (5, 5)),
        ("- name: desk", "- nam: desk\n- name: desk", "a receiver has no name", "give each", (8, 3)),
        ("- name: desk", "- name: shadow\n- name: desk", "the receiver 'shadow' is compiled, too", "rename", (8, 9)),
        ("  routes:\n  - receiver", "  routes:\n    receiver", "the routes below route are not a list",
         "routes", (5, 5)),
        ("  receiver: desk\n", "", "route names no receiver", "root", (3, 3)),
        ("receivers:\n- name", "receivers:\n  name", "receivers is not a list", "as Alertmanager", (8, 3)),
        ("    matchers: ['alertname=\"Watchdog\"']", "    matchers: [a=b]\n    mute_time_intervals: [x, weekend]",
         "there is no time interval 'weekend'", "'weekends'", (7, 30)),
        ("    matchers: ['alertname=\"Watchdog\"']", "    matchers: [a=b]\n    active_time_intervals: [x, office]",
         "there is no time interval 'office'", "expected one of: weekends, x", (7, 32)),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(tmp_path, old, new, message, help_, place):
    assert old in GOOD
    found, report = told(tmp_path, GOOD.replace(old, new, 1) + INTERVALS)
    assert [(one[0], one[2:]) for one in found] == [(message, place)]
    assert help_ in found[0][1]
    assert "hunter2" not in report, "a report in a build log must not print the secret again"


def test_of_thousands_of_faults_a_hundred_are_told(tmp_path):
    """Each unknown time is looked up among all, and a pull request may hold any number."""
    unknown = ", ".join(f"none{number}" for number in range(5_000))
    route = f"    matchers: [a=b]\n    mute_time_intervals: [{unknown}]"
    found, _ = told(tmp_path, GOOD.replace("    matchers: ['alertname=\"Watchdog\"']", route, 1) + INTERVALS)
    assert [message for message, *_ in found] == [f"there is no time interval 'none{number}'" for number in range(100)]


@pytest.mark.parametrize(
    "narrowed",
    ["continue: true", "match: {alertname: Watchdog}", "match_re: {alertname: 'Watch.*'}"],
)
def test_a_route_that_leaves_something_for_the_teams_is_fine(tmp_path, narrowed):
    assert told(tmp_path, GOOD.replace("matchers: ['alertname=\"Watchdog\"']", narrowed, 1)) == ([], "")


ODD = (
    GOOD.replace(
        "    matchers: ['alertname=\"Watchdog\"']",
        "    match: {version: 1.10, shard: 010, on: off, build: 0x1F, since: 2026-13-45, note: }\n"
        "    active_time_intervals: [office]",
    )
    + """\
time_intervals:
- name: office
  time_intervals:
  - times: [{start_time: 08:00, end_time: 17:00}]
"""
)


def test_it_is_passed_on_as_it_was_written(tmp_path):
    """Alertmanager reads 17:00, 010 and off as texts where it wants a text; YAML 1.1 reads numbers and false."""
    assert told(tmp_path, ODD) == ([], "")
    assert not render(str(tmp_path / "root"), Options("2026-11-30", str(tmp_path / "out"))).failed
    compiled = tmp_path / "out" / "alertmanager" / "alertmanager.yml"
    labels = ["version=1.10", "shard=010", "on=off", "build=0x1F", "since=2026-13-45"]
    command = [tool("amtool"), "config", "routes", "test", f"--config.file={compiled}"]
    reached = [
        subprocess.run([*command, *these], check=False, capture_output=True, text=True)
        for these in (labels, labels[1:])
    ]
    assert [one.stdout.strip() for one in reached] == ["team-shop/ticket", "desk"], reached


@pytest.mark.parametrize(
    ("old", "new", "message", "placed"),
    [
        ("webhook_configs:", "webhok_configs:", "field webhok_configs not found", True),
        ("- url: https", "- url: ftp", "unsupported scheme", False),
        ("alertname=", "alertname ", "bad matcher format", False),
    ],
)
def test_what_alertmanager_would_not_start_with_is_an_error(tmp_path, monkeypatch, old, new, message, placed):
    """At its line where amtool says one: that of the compiled file, which nobody can look at, is of no use."""
    monkeypatch.setenv("PATH", str(tool("amtool").parent), prepend=os.pathsep)
    assert old in GOOD
    assert told(tmp_path, GOOD.replace(old, new, 1)) == ([], "")
    rendered = render(str(tmp_path / "root"), Options("2026-11-30", str(tmp_path / "out")))
    assert [(one.rule, one.severity) for one in rendered.findings if one.severity == "error"] == [("amtool", "error")]
    (found,) = (one for one in rendered.findings if one.rule == "amtool")
    assert message in found.message
    assert "base.yaml" in found.help
    newer = f"{tool('amtool')} knows no such field: if your Alertmanager does, put the amtool of its release on PATH"
    assert (newer in found.help) == ("field" in message), "what to do where amtool is older than the Alertmanager"
    line = GOOD[: GOOD.index(old)].count("\n") + 1
    at = Where("base.yaml", line=line) if placed else Where("avionics.yaml", ("alertmanager", "base"))
    assert found.where == at
    assert " line " not in found.message
    assert rendered.written is None, "a file that Alertmanager refuses silences everything once it is loaded"


def test_amtool_that_comes_later_looks_at_a_file_that_did_not_change(tmp_path, monkeypatch):
    """And once it was content, no run asks it again for the same file."""
    there = os.pathsep.join((str(tool("amtool").parent), os.environ["PATH"]))
    asked = tmp_path / "asked"
    asked.mkdir()
    base = with_base(tmp_path) / "base.yaml"

    def errors(path: str) -> list[str]:
        monkeypatch.setenv("PATH", path)
        done = render(str(tmp_path / "root"), Options("2026-11-30", str(tmp_path / "out")))
        return [one.rule for one in done.findings if one.severity == "error"]

    base.write_text(GOOD.replace("alertname=", "alertname ", 1), "utf-8")
    assert errors("/nowhere") == [], "without amtool nobody knows"
    assert errors(there) == ["amtool"]
    base.write_text(GOOD, "utf-8")
    assert errors(there) == []
    fake = asked / "amtool"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    assert errors(str(asked)) == [], "it is asked once a file"
    append(base, "# another comment\n")
    assert errors(str(asked)) == [], "which is the file that is compiled"
    append(base, "templates: [a.tmpl]\n")
    assert errors(str(asked)) == ["amtool"]


@pytest.mark.parametrize(
    "base",
    [
        GOOD.replace("smtp_auth_password_file", "https://gate.example.org/?what=now", 1),
        GOOD + "- {name: [desk]}\n",
        GOOD + "- {name: 2026-13-45, x: =}\n",
    ],
)
def test_odd_values_are_no_fault_of_ours(tmp_path, base):
    done = render(str(with_base(tmp_path, base)), Options("2026-11-30", str(tmp_path / "out")))
    blamed = {one.where.path for one in done.findings if one.severity == "error"}
    assert blamed <= {"avionics.yaml", "base.yaml"}, f"the file is to blame, or nothing: {done.findings}"


def test_a_file_larger_than_any_spec_is_not_cut(tmp_path):
    """What is behind the first MiB may be a route: half of a file is another file."""
    filled = GOOD + "# a comment\n" * (2**20 // 12)
    found, _ = told(tmp_path, filled, "file-size")
    assert [one[0] for one in found] == ["base.yaml has more than 1,048,576 bytes"]


def test_a_file_of_just_that_size_is_read(tmp_path):
    assert told(tmp_path, GOOD.ljust(2**20, "#")) == ([], "")


def test_a_file_that_grew_too_large_is_told_by_the_next_run_too(tmp_path):
    root = with_base(tmp_path)

    def wrong() -> list[str]:
        found = render(str(root), Options("2026-11-30", str(tmp_path / "out"))).findings
        return [one.rule for one in found if one.severity == "error"]

    assert wrong() == ["alertmanager-base"], "there is no such file yet"
    (root / "base.yaml").write_text(GOOD.ljust(2**20 + 1, "#"), "utf-8")
    assert wrong() == ["file-size"]


def test_an_address_of_a_receiver_holds_no_password(tmp_path):
    shutil.copytree(PROJECT, tmp_path / "root")
    team = tmp_path / "root" / "teams" / "team-shop.yaml"
    swap(team, "url: 'https://", "url: 'https://user:hunter2@")
    found = compile_project(str(tmp_path / "root"), today="2026-11-30").findings
    assert [(f.rule, f.where.route[-1]) for f in found if f.severity == "error"] == [("schema", "url")]
