"""A team may be told by a receiver that the platform team has already, whatever kind that is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from avionics.app.compile import Compiled, compile_project
from edits import append, swap
from tools import ROOT, tool

PROJECT = ROOT / "tests" / "lint" / "base_project"
BASE = """\
global: {opsgenie_api_key_file: /etc/alertmanager/opsgenie}
route: {receiver: desk}
receivers:
- name: desk
- name: opsgenie-shop
  opsgenie_configs:
  - {message: '{{ .CommonAnnotations.summary }}', priority: P1}
  slack_configs:
  - {channel: '#old', api_url_file: /etc/alertmanager/slack}
"""
PAGE = "page: {existing: {receiver: opsgenie-shop}, slack: {channel: '#new', urlFile: /etc/alertmanager/slack}}"


def compiled(tmp_path: Path, page: str = PAGE, base: str = BASE) -> Compiled:
    """The project whose team-shop is paged so; without a base file where that is empty."""
    root = shutil.copytree(PROJECT, tmp_path / "root")
    swap(root / "teams" / "team-shop.yaml", "page: {pagerduty: {routingKeyFile: /etc/alertmanager/team-shop}}", page)
    if base:
        append(root / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
        (root / "base.yaml").write_text(base, "utf-8")
    return compile_project(str(root), today="2026-11-30")


def errors(done: Compiled) -> list[tuple[str, str, str, object]]:
    return [
        (one.message, one.help, one.where.path, one.where.route) for one in done.findings if one.severity == "error"
    ]


def test_it_is_told_as_it_stands_there_beside_ours(tmp_path):
    done = compiled(tmp_path)
    assert errors(done) == []
    (content,) = (one.content for one in done.artifacts if one.path == "alertmanager/alertmanager.yml")
    found = {one["name"]: one for one in yaml.safe_load(content)["receivers"]}
    theirs, ours = found["opsgenie-shop"], found["team-shop/page"]
    assert theirs == yaml.safe_load(BASE)["receivers"][1], "it stays as it was, for their own routes"
    assert ours["opsgenie_configs"] == theirs["opsgenie_configs"]
    assert [one["channel"] for one in ours["slack_configs"]] == ["#old", "#new"], "both kinds of one name"
    assert b"*id" not in content, "whoever reads the file looks nothing up"
    config = tmp_path / "alertmanager.yml"
    config.write_bytes(content)
    ran = subprocess.run([tool("amtool"), "check-config", config], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_one_that_tells_nobody_is_told(tmp_path):
    """A name alone is what the root of most files falls back to: whoever names it is paged by silence."""
    done = compiled(tmp_path, PAGE.replace("opsgenie-shop", "desk"))
    assert errors(done) == [], "it may be meant"
    (said,) = (one for one in done.findings if one.rule == "alertmanager-base")
    assert (
        said.message
        == "nobody is told by the receiver 'desk': in the platform team's base file it has nothing but a name"
    )
    assert (said.where.path, said.where.route[-2:]) == ("teams/team-shop.yaml", ("existing", "receiver"))
    assert any(one.path == "alertmanager/alertmanager.yml" for one in done.artifacts), "and is compiled all the same"


@pytest.mark.parametrize(
    ("base", "message", "help_"),
    [
        (BASE.replace("name: opsgenie-shop", "name: opsgenie-shp"),
         "the platform team's base file has no receiver 'opsgenie-shop'", "did you mean 'opsgenie-shp'?"),
        ("global: {resolve_timeout: 5m}\n",
         "the platform team's base file has no receiver 'opsgenie-shop'", "write it in the platform team's base file"),
        ("",
         "avionics.yaml names no base file that could have the receiver 'opsgenie-shop'", "alertmanager: {base: FILE}"),
    ],
)  # fmt: skip
def test_one_that_is_not_there_is_told_where_it_is_named(tmp_path, base, message, help_):
    (found,) = errors(compiled(tmp_path, base=base))
    assert found[0] == message
    assert help_ in found[1]
    assert found[2:] == ("teams/team-shop.yaml", ("receivers", "page", "existing", "receiver"))


def test_a_base_file_that_cannot_be_read_is_all_that_is_told(tmp_path):
    (found,) = errors(compiled(tmp_path, base="receivers: ["))
    assert found[2] == "base.yaml"


@pytest.mark.parametrize("kind", ["opsgenie", "msteams", "ms_teams_v2", "telegram"])
def test_a_kind_that_is_none_here_is_told_the_way(tmp_path, kind):
    (found,) = errors(compiled(tmp_path, page=f"page: {{{kind}: {{}}}}"))
    assert f"unknown key '{kind}'" in found[0]
    assert "existing: {receiver: NAME}" in found[1]
