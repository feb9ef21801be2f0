"""Every rule file compiled from the specs of this repository: it loads everywhere, and every text in it renders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.promtool import Case, check, run
from rules.tiers import REGION, whole
from tools import ROOT, promtools

_LABEL = re.compile(r"\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)")


def spec(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


EVERY = [
    (environment, path.stem)
    for path in sorted((ROOT / "services").glob("*.yaml"))
    for environment in spec(path)["environments"]
]
each = pytest.mark.parametrize(("environment", "service"), EVERY, ids=["/".join(pair) for pair in EVERY])


@each
def test_loads_in_every_prometheus(environment: str, service: str, compiled: Path) -> None:
    files = [compiled / folder / environment / f"{service}.yaml" for folder in ("prometheus", "drafts")]
    assert files[0].is_file(), f"{service} compiles to nothing in {environment}"
    for file in filter(Path.is_file, files):
        for tool in promtools():
            assert not (said := check(tool, file)), f"{tool.name} on {file.name}\n{said}"


@each
def test_every_text_renders(environment: str, service: str, compiled: Path, tmp_path: Path) -> None:
    """All alerts of a file fire, on a series whose labels are as bad as labels can be."""
    files = (compiled / folder / environment / f"{service}.yaml" for folder in ("prometheus", "drafts"))
    groups = (group for file in files if file.is_file() for group in spec(file)["groups"])
    alerts = [rule for group in groups for rule in group["rules"] if "alert" in rule]
    for rule in alerts:
        rule["expr"] = "always"
        rule.pop("for", None)
    used = {name for rule in alerts for text in rule["annotations"].values() for name in _LABEL.findall(text)}
    quoted = REGION.replace('"', '\\"')
    labels = ",".join(f'{name}="{quoted}"' for name in sorted(used))
    names = sorted({rule["alert"] for rule in alerts})
    case = Case("all", {f"always{{{labels}}}": "0.25x2"}, alerts=[(name, 0) for name in names])
    rules = yaml.safe_dump({"groups": [{"name": "all", "rules": alerts}]}, width=10_000)
    for outcome in run(tmp_path, rules, [case]):
        fired = [one for name in names for one in outcome.firing(name, 0)]
        assert len(fired) == len(alerts), str(outcome)
        for one in fired:
            whole(one.annotations)


def test_there_are_files_for_every_environment(compiled: Path) -> None:
    found = {(path.parent.name, path.stem) for path in (compiled / "prometheus").glob("*/*.yaml")}
    assert found == set(EVERY)
