"""promtool's word on the rule files that changed. It is the last word, and it is optional: PromQL was parsed before."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from math import ceil

from msgspec import Struct

from avionics.app.programs import missing
from avionics.finding import Finding
from avionics.place import Where
from avionics.proof.running.processes import process_environment
from avionics.source.files import own
from avionics.source.files.project_files import PROJECT
from avionics.write.record import Entry
from avionics.write.stage import FOLDER, Stage, Staged

FILES_A_PROCESS = 50
"""At most: starting one costs as much as three of them."""
MARK = ".promtool"

_PROBLEM = re.compile(
    r'^(?P<path>.+?\.yaml): (?:\d+:\d+: )?(?:group "(?P<group>[^"]*)", rule (?P<rule>\d+), )?(?P<message>.+)$'
)

Origin = Callable[[str, str, int], Where | None]
"""The spec node of a rule: the path of a rule file, its group, the number of the rule (from 1)."""


class Checked(Struct, frozen=True):
    """What promtool said; `version` is the one that checked every rule file, empty where there is none."""

    version: str
    findings: tuple[Finding, ...]


def check(stage: Stage, staged: Sequence[Staged], origin: Origin, *, required: bool) -> Checked:
    """Check the rule files that were staged; and those that stayed, unless seen before and promtool is not `required`.

    With a dry stage, what is stale cannot be checked; what stays as it is can.
    """
    import shutil  # noqa: PLC0415  3 ms, with all that packs archives

    program = shutil.which("promtool")
    if program is None:
        return Checked("", (missing("promtool"),) if required else ())
    seen = "" if required else _seen(stage.root, stage.previous)
    rules = [item for item in staged if _is_rules(item.entry.path)]
    paths = [f"{FOLDER}/{item.entry.path}" for item in rules if item.changed and not stage.dry]
    paths += [item.entry.path for item in rules if not item.changed and not seen]
    if not paths:
        return Checked(seen, ())
    shares = [partial(_run, program, stage.root, share) for share in _shares(paths)]
    said = _together([*shares, partial(_version, program)])
    version = said.pop()
    return Checked(version, tuple(finding for errors in said for finding in _findings(errors, rules, origin)))


def _shares(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """The files of each process, so that no processor waits for long."""
    size = min(FILES_A_PROCESS, ceil(len(paths) / (os.cpu_count() or 1)))
    return (paths[at : at + size] for at in range(0, len(paths), size))


def _together(calls: Sequence[Callable[[], str]]) -> list[str]:
    """What programs say that run side by side."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  6 ms, when there are rules to check

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda call: call(), calls))


def _is_rules(path: str) -> bool:
    return path.startswith(("prometheus/", "drafts/"))


def _seen(out: str, entries: Mapping[str, Entry]) -> str:
    """The version of the promtool that checked exactly these rule files; empty when none has."""
    with suppress(OSError, UnicodeDecodeError):
        version, _, digest = own.read(os.path.join(out, MARK)).decode().strip().partition(" ")
        return version if digest == _digest(entries) else ""
    return ""


def remember(out: str, version: str, entries: Mapping[str, Entry]) -> None:
    """Say which promtool checked all rule files among `entries`: none, if `version` is empty."""
    path = os.path.join(out, MARK)
    with suppress(OSError):
        if not version:
            os.unlink(path)
        elif _seen(out, entries) != version:
            own.replace(path, f"{version} {_digest(entries)}\n".encode())


def _digest(entries: Mapping[str, Entry]) -> str:
    rules = sorted(f"{path} {entry.sha256}\n" for path, entry in entries.items() if _is_rules(path))
    return hashlib.sha256("".join(rules).encode()).hexdigest()


def _run(program: str, folder: str, paths: Sequence[str]) -> str:
    """What promtool complains about; empty when it does not."""
    import subprocess  # noqa: PLC0415  4 ms, when there are rules to check

    command = [program, "check", "rules", *paths]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=process_environment())
    return done.stderr.decode(errors="replace") or "promtool failed" if done.returncode else ""


def _findings(errors: str, rules: Sequence[Staged], origin: Origin) -> Iterator[Finding]:
    specs = {item.entry.path: Where(item.entry.spec, line=item.entry.line) for item in rules}
    matches = [match for line in errors.splitlines() if (match := _PROBLEM.match(line.strip()))]
    for match in matches:
        path, group = match["path"].removeprefix(f"{FOLDER}/"), match["group"]
        where = (
            (origin(path, group, int(match["rule"])) if group else None) or specs.get(path) or Where(PROJECT, line=1)
        )
        yield Finding("promtool", match["message"], where, help=f"in the compiled {path}")
    if errors and not matches:
        yield Finding("promtool", errors.strip()[-500:], Where(PROJECT, line=1))


def _version(program: str) -> str:
    import subprocess  # noqa: PLC0415

    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"version ([0-9.]+)", said)
    return match[1] if match else "unknown"
