"""amtool's word on an alertmanager.yml that changed: the platform team's part is no spec, and has no schema here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from avionics.finding import Finding
from avionics.model.project import Project
from avionics.targets.alertmanager import PATH
from avionics.write.stage import FOLDER, Stage, Staged


def check(stage: Stage, staged: Sequence[Staged], project: Project) -> Iterator[Finding]:
    """Why Alertmanager would not start with what was staged; nothing where there is no amtool, or no change."""
    if stage.dry or not any(item.entry.path == PATH and item.changed for item in staged):
        return
    import shutil  # noqa: PLC0415  3 ms, with all that packs archives

    if program := shutil.which("amtool"):
        yield from _findings(_run(program, os.path.join(stage.root, FOLDER, PATH)), project)


def _run(program: str, path: str) -> str:
    """What amtool complains about; empty when it does not."""
    import subprocess  # noqa: PLC0415  4 ms, when there are routes to check

    done = subprocess.run([program, "check-config", path], capture_output=True, check=False)
    said = done.stdout.decode(errors="replace")
    return " ".join(said.partition("FAILED:")[2].split()) or "amtool failed" if done.returncode else ""


def _findings(error: str, project: Project) -> Iterator[Finding]:
    if not error:
        return
    base = project.alertmanager_base
    where = project.where.at("alertmanager", "base") if base else project.where
    mostly = f"; what no team or environment says comes from {base}" if base else ""
    yield Finding("amtool", error, where, help=f"in the compiled {PATH}{mostly}")
