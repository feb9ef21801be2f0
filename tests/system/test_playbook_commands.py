"""What the pages of Dynamo tell an engineer to type, at night and without a look around."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from tools import ROOT, tool

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted((ROOT / "playbooks").rglob("*.md"))


def blocks(kind):
    """What stands in fences of that kind, and in which page."""
    found = [
        (str(page.relative_to(ROOT)), text)
        for page in PAGES
        for said, text in FENCE.findall(page.read_text("utf-8"))
        if said == kind
    ]
    assert found, f"no page has a block of {kind}"
    return found


@pytest.mark.parametrize("program", ["promtool", "promtool3"])
def test_every_query_is_one_that_prometheus_reads(program, tmp_path):
    queries = [{"record": "query", "labels": {"page": page}, "expr": text} for page, text in blocks("promql")]
    (tmp_path / "queries.yaml").write_text(yaml.safe_dump({"groups": [{"name": "pages", "rules": queries}]}))
    command = [tool(program), "check", "rules", "--lint=none", str(tmp_path / "queries.yaml")]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_command_says_on_which_cluster():
    """Without, it runs where the last one did: in the other region, or where nothing is wrong."""
    nowhere = [
        f"{page}: {line}"
        for page, text in blocks("sh")
        for line in text.splitlines()
        if re.match(r"kubectl\b", line) and not re.match(r"kubectl --context \S+ ", line)
    ]
    assert nowhere == []


def test_every_command_is_one_that_a_shell_reads(tmp_path):
    """What stands in <> is to be filled in, and would be read from a file."""
    for page, text in blocks("sh"):
        filled = re.sub(r"<[a-z ]+>", "filled-in", text)
        ran = subprocess.run(["bash", "-n"], input=filled, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, f"{page}: {ran.stderr}"
