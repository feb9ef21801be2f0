"""amtool's word on an alertmanager.yml that it has not seen: the platform team's part is no spec, and has no schema."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from msgspec import Struct

from avionics.finding import Finding
from avionics.model.project import Project
from avionics.place import Where
from avionics.source.files import own
from avionics.targets.alertmanager import PATH
from avionics.write.stage import FOLDER, Stage, Staged

MARK = ".amtool"
"""Holds the digest of the file that amtool was content with."""
_LINE = re.compile(r"(?:yaml: unmarshal errors: )?line ([0-9]{1,9}): ")
_UNKNOWN = "not found in type"
"""What amtool says of a field, be it a slip or of a release after its own."""


class Checked(Struct, frozen=True):
    """What amtool said; `content` is the digest of the file that it was content with, "" where there is none."""

    content: str = ""
    findings: tuple[Finding, ...] = ()


def check(stage: Stage, staged: Sequence[Staged], root: str, project: Project, *, again: bool) -> Checked:
    """Why Alertmanager would not start with what was staged of the project in `root`.

    What was right before is not run `again` unless asked. With a dry stage, what is stale cannot be checked; what
    stays as it is can.
    """
    file = next((item for item in staged if item.entry.path == PATH), None)
    if file is None or (stage.dry and file.changed):
        return Checked()
    if not again and _seen(stage.root) == file.entry.sha256:
        return Checked(file.entry.sha256)
    import shutil  # noqa: PLC0415  3 ms, with all that packs archives

    program = shutil.which("amtool")
    if program is None:
        return Checked()
    error = _run(program, os.path.join(stage.root, FOLDER if file.changed else "", PATH))
    return Checked("" if error else file.entry.sha256, tuple(_findings(error, root, project, program)))


def _seen(out: str) -> str:
    """The digest of the file that amtool was content with; empty when there is none."""
    with suppress(OSError, UnicodeDecodeError):
        return own.read(os.path.join(out, MARK)).decode().strip()
    return ""


def remember(out: str, content: str) -> None:
    """Say which file amtool was content with; where it was not asked, what it said of another stays true."""
    if content and _seen(out) != content:
        with suppress(OSError):
            own.replace(os.path.join(out, MARK), f"{content}\n".encode())


def _run(program: str, path: str) -> str:
    """What amtool complains about; empty when it does not."""
    import subprocess  # noqa: PLC0415  4 ms, when there are routes to check

    done = subprocess.run([program, "check-config", path], capture_output=True, check=False)
    said = done.stdout.decode(errors="replace")
    return " ".join(said.partition("FAILED:")[2].split()) or "amtool failed" if done.returncode else ""


def _findings(error: str, root: str, project: Project, program: str) -> Iterator[Finding]:
    if not error:
        return
    base = project.alertmanager_base
    newer = f"; {program} knows no such field: if your Alertmanager does, put the amtool of its release on PATH before"
    unknown = newer if _UNKNOWN in error else ""
    if line := _line(error, _run(program, os.path.join(root, base))) if base else 0:
        help_ = f"'amtool check-config {base}' says the same{unknown}"
        yield Finding("amtool", _LINE.sub("", error), Where(base, line=line), help=help_)
        return
    where = project.where.at("alertmanager", "base") if base else project.where
    mostly = f"; what no team or environment says comes from {base}" if base else ""
    yield Finding("amtool", error, where, help=f"in the compiled {PATH}{mostly}{unknown}")


def _line(of_all: str, of_base: str) -> int:
    """The line of the platform team's part that amtool complains of there as in the whole; 0 where it does not."""
    found = _LINE.search(of_base)
    return int(found[1]) if found and _LINE.sub("", of_base) == _LINE.sub("", of_all) else 0
