"""promtool's word on the rule files that changed. It is the last word, and it is optional: PromQL was parsed before."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from avionics.finding import Finding
from avionics.place import Where
from avionics.write.stage import FOLDER, Staged

FILES_A_PROCESS = 400

_PROBLEM = re.compile(r'^(?P<path>.+?\.yaml): (?:\d+:\d+: )?(?:group "(?P<group>[^"]*)", rule (?P<rule>\d+), )?(?P<message>.+)$')

Origin = Callable[[str, str, int], Where | None]
"""The spec node of a rule: the path of a rule file, its group, the number of the rule (from 1)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What promtool said; `version` is empty where there is no promtool."""

    version: str
    findings: tuple[Finding, ...]


Use = Literal["skip", "if there is one", "require"]


def check(out: str, staged: Sequence[Staged], origin: Origin, use: Use) -> Checked:
    """Check the rule files that were staged below `out`."""
    if use == "skip":
        return Checked("", ())
    program = shutil.which("promtool")
    if program is None:
        missing = Finding("promtool-missing", "promtool is required and not on PATH", Where("avionics.yaml", line=1), help="install the package prometheus, or run 'make setup'")
        return Checked("", (missing,) if use == "require" else ())
    rules = [item.entry.path for item in staged if item.changed and item.entry.path.startswith(("prometheus/", "drafts/"))]
    folder = os.path.abspath(os.path.join(out, FOLDER))
    running = [_start(program, folder, rules[at : at + FILES_A_PROCESS]) for at in range(0, len(rules), FILES_A_PROCESS)]
    findings = [finding for process in running for finding in _findings(process, staged, origin)]
    return Checked(_version(program), tuple(findings))


def _start(program: str, folder: str, rules: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  a fixed program, and paths we made
        [program, "check", "rules", *rules], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def _findings(process: subprocess.Popen[bytes], staged: Sequence[Staged], origin: Origin) -> list[Finding]:
    _, errors = process.communicate()
    if process.returncode == 0:
        return []
    spec = {item.entry.path: Where(item.entry.spec, line=item.entry.line) for item in staged}
    found: list[Finding] = []
    for line in errors.decode(errors="replace").splitlines():
        if match := _PROBLEM.match(line.strip()):
            path, group = match["path"], match["group"]
            where = (origin(path, group, int(match["rule"])) if group else None) or spec.get(path)
            found.append(Finding("promtool", match["message"], where or Where("avionics.yaml", line=1), help=f"in the compiled {path}"))
    return found or [Finding("promtool", errors.decode(errors="replace").strip()[-500:] or "promtool failed", Where("avionics.yaml", line=1))]


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    match = re.search(r"version ([0-9.]+)", said)
    return match[1] if match else "unknown"
