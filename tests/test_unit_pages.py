"""Kinds of SLIs and panels: each has its code, its schema and a page whose example is what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from avionics.app.compile import Compiled, compile_project
from avionics.slis.indicator import Indicator
from rules.projects import TODAY, write
from tools import ROOT

PACKAGE = ROOT / "compiler" / "avionics"
HEADINGS = ["Example", "Compiles to", "Good to know"]


def folders(room: str) -> list[Path]:
    return sorted(path for path in (PACKAGE / room).iterdir() if path.is_dir() and path.name != "__pycache__")


SLIS, PANELS = folders("slis"), folders("panels")
EVERY = [*SLIS, *PANELS]


def block(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def example(folder: Path) -> dict[str, Any]:
    (text,) = block((folder / "README.md").read_text("utf-8"), "yaml")
    return yaml.safe_load(text)


@pytest.mark.parametrize("folder", EVERY, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_unit_is_complete(folder: Path) -> None:
    needed = {"__init__.py", "schema.json", "README.md"}
    found = {path.name for path in folder.iterdir()} - {"__pycache__"}
    assert found >= needed
    more = found - needed
    assert not more or (folder in SLIS and "play.py" in more), f"only what plays an SLI stands beside it: {more}"
    assert all(name.endswith(".py") for name in more)
    page = (folder / "README.md").read_text("utf-8")
    assert page.startswith(f"# {folder.name}\n")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("folder", EVERY, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_names_every_field(folder: Path) -> None:
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    rows = re.findall(r"^\| (`.*?) \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {field for row in rows for field in re.findall(r"`(\w+)`", row)} == set(schema.get("properties", {}))


@pytest.mark.parametrize("folder", SLIS, ids=lambda path: path.name)
def test_an_sli_compiles_to_what_its_page_shows(folder: Path, tmp_path: Path) -> None:
    slo = example(folder)
    assert list(slo["sli"]) == [folder.name]
    shown = block((folder / "README.md").read_text("utf-8"), "promql")
    assert len(shown) == 2
    assert [one_line(text) for text in shown] == [one_line(text) for text in first_pair(slo, tmp_path)]


def first_pair(slo: dict[str, Any], folder: Path) -> list[str]:
    """Events and bad events of the shortest window, as compiled beside plain objectives for what it may be made of."""
    parts = [part.removeprefix("checkout/") for _, part in Indicator(*next(iter(slo["sli"].items()))).parts()]
    kept = {"by": slo["by"]} if "by" in slo else {}
    others = [
        {"name": name, "objective": 99, "sli": {"ratio": {"total": f"{name}_total", "errors": f"{name}_bad"}}, **kept}
        for name in dict.fromkeys(parts)
    ]
    compiled = project(folder, {"slos": [*others, slo]}, "prometheus")
    rules = yaml.safe_load(artifact(compiled, "prometheus/P/checkout.yaml"))
    (group,) = [group for group in rules["groups"] if group["name"] == f"checkout/slo/{slo['name']}"]
    return [rule["expr"] for rule in group["rules"][:2]]


@pytest.mark.parametrize("folder", PANELS, ids=lambda path: path.name)
def test_a_panel_compiles_to_the_type_its_page_names(folder: Path, tmp_path: Path) -> None:
    panel = example(folder)
    title = panel[folder.name]
    compiled = project(tmp_path, {"cockpit": panel}, "grafana")
    (path,) = [each.path for each in compiled.artifacts if each.path.endswith("/checkout.json")]
    (found,) = [each for each in json.loads(artifact(compiled, path))["panels"] if each["title"] == title]
    page = (folder / "README.md").read_text("utf-8")
    (named,) = re.findall(r"of type `(\w+)`", page.partition("## Compiles to")[2].partition("## ")[0])
    assert found["type"] == named
    width, height = re.findall(r"(\d+) of 24 columns and (\d+) rows", page)[0]
    assert (found["gridPos"]["w"], found["gridPos"]["h"]) == (int(width), int(height))


def project(folder: Path, parts: dict[str, Any], target: str) -> Compiled:
    """A small project with the example in it, compiled without an error."""
    write(folder, parts.get("slos", []), [], {"name": "checkout"})
    if "cockpit" in parts:
        document = {
            "apiVersion": "avionics/v1", "kind": "Cockpit", "service": "checkout",
            "rows": [{"title": "Own", "panels": [parts["cockpit"]]}],
        }  # fmt: skip
        (folder / "cockpits").mkdir()
        (folder / "cockpits" / "checkout.yaml").write_text(yaml.safe_dump(document), "utf-8")
    compiled = compile_project(str(folder), today=TODAY, targets=(target,))
    assert not compiled.findings, "\n".join(f"{each.rule}: {each.message}" for each in compiled.findings)
    return compiled


def artifact(compiled: Compiled, path: str) -> str:
    return next(each.content.decode() for each in compiled.artifacts if each.path == path)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
