"""The pages of rules, taken apart, and their examples, compiled."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from avionics.app.compile import compile_project
from avionics.finding import Finding
from avionics.lint import engine
from avionics.lint.index import page
from avionics.report import text

BASE = Path(__file__).parent / "base_project"
TODAY = "2026-11-23"

_FENCE = re.compile(r"^```(\w*)(?: title=(\S+))?$")


@dataclass
class Page:
    """A rule's page. `sections` holds, for each heading, the fenced texts by file name ("" for none)."""

    title: str
    sentence: str
    sections: dict[str, dict[str, str]]


def read(source: str) -> Page:
    """The page in `source`."""
    lines = iter(source.splitlines(keepends=True))
    title = next(lines).removeprefix("# ").strip()
    sentence, sections, files = "", {}, {}
    for line in lines:
        if fence := _FENCE.match(line.rstrip("\n")):
            inside = []
            for inner in lines:
                if inner == "```\n":
                    break
                inside.append(inner)
            assert (fence[2] or "") not in files, f"{fence[2]} stands twice under one heading"
            files[fence[2] or ""] = "".join(inside)
        elif line.startswith("## "):
            sections[line.removeprefix("## ").strip()] = files = {}
        elif not sections:
            sentence += line
    return Page(title, sentence.strip(), sections)


def page_of(identity: str) -> Path:
    """The page of the rule `identity`."""
    return Path(engine.RULES) / page(identity)


def objectives(*slos: dict[str, Any]) -> dict[str, str]:
    """The file of some objectives of checkout; of 99.9 % unless they say otherwise."""
    head = {"apiVersion": "avionics/v1", "kind": "ServiceLevelObjectives", "service": "checkout"}
    return {"slos/checkout.yaml": json.dumps({**head, "slos": [{"objective": 99.9, **slo} for slo in slos]})}


def checked(files: dict[str, str], root: Path) -> tuple[tuple[Finding, ...], str]:
    """The base project with `files` put over it, compiled: its findings, and their text."""
    shutil.copytree(BASE, root)
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    compiled = compile_project(str(root), today=TODAY)
    return compiled.findings, text.render(compiled.findings, compiled.files, color=False)
