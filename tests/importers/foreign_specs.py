"""Specs of other tools, imported into a fresh project as its user would do it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from avionics.app.check import check
from avionics.app.importing import Import, import_files
from avionics.app.init import init
from avionics.app.playbook import missing
from avionics.importers.values import Choices
from avionics.write.fresh import write
from edits import swap

TODAY = "2026-11-25"
ENVIRONMENT = 'environment="production"'
"""What a project made by `avionics init` puts into every selector, in the one of its environments that pages."""
HERE = Path(__file__).parent
DIALECTS = ("openslo", "prometheus", "pyrra", "sloth")
EXAMPLES = [path for dialect in DIALECTS for path in sorted((HERE / dialect).iterdir())]


SLOTH = """\
version: prometheus/v1
service: {service}
slos:
- name: availability
  objective: {objective}
  {more}
  sli:
    events:
      error_query: {errors}
      total_query: {total}
  alerting:
    {alerting}
"""


def dialect_of(path: Path) -> str:
    return path.parent.name


def imported(path: Path, project: str = "", choices: Choices = Choices()) -> Import:  # noqa: B008  a frozen value
    return import_files(dialect_of(path), [str(path)], choices, project)


def from_text(dialect: str, text: str, folder: Path, choices: Choices = Choices()) -> Import:  # noqa: B008
    path = folder / f"{dialect}.yaml"
    path.write_text(text, "utf-8")
    return import_files(dialect, [str(path)], choices)


def slos(done: Import) -> dict[str, dict]:
    """The objectives that were made, by name."""
    return {slo["name"]: slo for slo in objectives(done)}


def objectives(done: Import) -> list[dict]:
    """The objectives that were made, of whatever service."""
    files = [yaml.safe_load(text) for path, text in done.made.items() if path.startswith("slos/")]
    return [slo for file in files for slo in file["slos"]]


def said(done: Import) -> list[str]:
    """The report as lines: place, rule, message."""
    return [f"{each.where.line}:{each.where.column} {each.rule}: {each.message}" for each in done.findings]


def in_project(folder: Path, done_for: Path) -> tuple[str, Import]:
    """A project made by `avionics init` with the import in it, and the playbooks that it then misses, filled in."""
    root = str(folder / "project")
    init(root, today=TODAY)
    done = imported(done_for, root)
    write(root, done.made, force=False)
    for path in missing(root, today=TODAY):
        page = Path(root, path)
        page.write_text(re.sub(r"^> Write:.*$", "Written.", page.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return root, done


def text_in_project(dialect: str, text: str, folder: Path) -> tuple[str, Import]:
    """As `in_project`, for a spec of that dialect."""
    path = folder / dialect / "specs.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return in_project(folder, path)


def rules_in_project(folder: Path, rules: str, before: str = "", after: str = "") -> Import:
    """Rules of a group `shop` imported into such a project, whose avionics.yaml says `after` where it said `before`."""
    root, file = folder / "project", folder / "rules.yaml"
    init(str(root), today=TODAY)
    swap(root / "avionics.yaml", before, after)
    file.write_text(f"groups:\n- name: shop\n  rules:\n  - {rules}\n", "utf-8")
    return import_files("prometheus", [str(file)], Choices(), str(root))


def errors(root: str) -> list[str]:
    """What `avionics check` says against the project but that CODEOWNERS knows nothing of new services yet."""
    found = check(root, today=TODAY).findings
    return [f"{each.where.path}: {each.rule}: {each.message}" for each in found
            if each.severity == "error" and each.rule != "codeowners-stale"]  # fmt: skip


def kinds(done: Import) -> set[str]:
    return {kind for slo in slos(done).values() for kind in slo["sli"]}


def sloth(folder, **parts):
    """What becomes of one objective of Sloth's, of which these parts are not as usual."""
    usual = {"service": "shop", "objective": "99.9", "more": "description: Fine.", "alerting": "name: High",
             "errors": "sum(rate(errors_total[{{.window}}]))",
             "total": "sum(rate(all_total[{{.window}}]))"}  # fmt: skip
    return from_text("sloth", SLOTH.format(**{**usual, **parts}), folder)


def rule(folder: Path, rest: str, choices: Choices = Choices()) -> Import:  # noqa: B008
    """What becomes of one rule of Prometheus, in no project."""
    text = f"groups:\n- name: shop\n  rules:\n  - {rest}\n"
    return from_text("prometheus", text, folder, choices)


def alert_of(done: Import) -> dict:
    """The one alert that was made."""
    (path,) = [path for path in done.made if path.startswith("alerts/")]
    (alert,) = yaml.safe_load(done.made[path])["alerts"]
    return alert
