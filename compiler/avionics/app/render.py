"""Render: the pipeline from files to files, as one function to read from top to bottom."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import promtool, share
from avionics.app import unit as units
from avionics.app.compile import members, relevant
from avionics.app.known import Known
from avionics.app.memory import Memory, Remembered
from avionics.app.project import Ground, ground, project_artifacts
from avionics.app.share import Task
from avionics.finding import SEVERITIES, Finding, Severity
from avionics.lint import engine
from avionics.load.catalog import catalog as load_catalog
from avionics.model.catalog import Catalog
from avionics.place import Where
from avionics.plan.expand import expand
from avionics.source import project_files
from avionics.source.files import Files, find
from avionics.source.project_files import ProjectFile
from avionics.targets import names
from avionics.write import record
from avionics.write.failed import WriteFailed
from avionics.write.record import Entry
from avionics.write.stage import Stage, Staged, Written, commit

Progress = Callable[[str], None]


def _silent(step: str) -> None:
    """Nobody listens."""


class Options(Struct, frozen=True):
    """How to render. `targets` empty means all; `check` compares and writes nothing; `progress` hears long steps."""

    today: str
    out: str = "build"
    check: bool = False
    promtool: promtool.Use = "if there is one"
    targets: tuple[str, ...] = ()
    progress: Progress = _silent
    fail_on: Severity = "error"


class Rendered(Struct, frozen=True):
    """What a run found and did. `written` is None when nothing was written; `stale` is what `--check` names."""

    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]
    catalog: Catalog | None
    out: str
    fail_on: Severity = "error"
    promtool: str = ""
    staged: tuple[Staged, ...] = ()
    written: Written | None = None
    stale: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding is as bad as `fail_on` or worse, so that nothing was written."""
        failing = SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]
        return any(finding.severity in failing for finding in self.findings)


def render(root: str, options: Options) -> Rendered:
    """Compile the project in `root` and write what changed, if nothing is wrong.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        WriteFailed: the output cannot be written.
    """
    options.progress("reading the project")
    files, findings = find(root)
    out = _output(root, options.out)

    shared = files.read([path for path in files if not path.startswith(project_files.OF_UNITS)], findings)
    base = ground(shared, findings)
    if base is None:
        for name, group in members(files).items():
            findings += units.read(name, files.read(group, findings)).findings
        return Rendered(relevant(findings), files, None, out, fail_on=options.fail_on)

    with Stage(out, record.read(out), dry=options.check) as stage:
        memory = Memory.empty() if options.check else _memory(out, shared, options)
        return _compiled(files, base, memory, stage, options, findings)


def _memory(out: str, shared: Iterable[ProjectFile], options: Options) -> Memory:
    return Memory.load(out, options.targets or names(), shared, options.today)


def _output(root: str, out: str) -> str:
    """The output folder; never the project itself or where its specs are.

    Raises:
        WriteFailed: it is one of these.
    """
    folder = os.path.normpath(os.path.join(root, out))
    below = os.path.relpath(os.path.realpath(folder), os.path.realpath(root))
    if below == "." or below.split(os.sep)[0] in project_files.FOLDERS:
        raise WriteFailed(folder, "holds specs; choose another folder for --out")
    return folder


def _compiled(
    files: Files, base: Ground, memory: Memory, stage: Stage, options: Options, findings: list[Finding]
) -> Rendered:
    """Everything after reading: units, catalog, what is not a service's, promtool, and the step to disk."""
    out, targets = stage.root, options.targets or names()
    written = members(files)
    settled, fresh = memory.split(written, files)
    options.progress(f"compiling {len(fresh):,} of {len(written):,} services")
    catalog, told, done = share.run(fresh, Task(files, _catalog_maker(base, settled, options.today), targets, stage))
    late = memory.outdated(settled, catalog)
    again = {name: written[name] for name in late}
    _, late_told, late_done = share.run(again, Task(files, lambda _: catalog, targets, stage))
    told, done = told + late_told, done + late_done

    findings += [finding for known in told for finding in known.findings]
    findings += [finding for compiled in done for finding in compiled.findings]
    findings += engine.run("Catalog", (catalog,), catalog)
    staged = [item for compiled in done for item in compiled.staged] + memory.kept(settled, late)
    staged += map(stage.add, project_artifacts(files.root, base, catalog, targets, findings))
    result = Rendered(relevant(findings), files, catalog, out, fail_on=options.fail_on, staged=tuple(staged))
    if result.failed:
        return result

    options.progress("promtool checks the rules that changed")
    checked = promtool.check(stage, staged, _origins(files, catalog), options.promtool)
    result = replace(result, findings=(*result.findings, *checked.findings), promtool=checked.version)
    if result.failed:
        return result
    if options.check:
        return replace(result, stale=_stale(staged, stage.previous, others=not options.targets))
    options.progress(f"writing {sum(item.changed for item in staged):,} files")
    result = replace(result, written=commit(out, staged, stage.previous, keep_others=bool(options.targets)))
    kept = {} if not options.targets else stage.previous
    promtool.remember(out, checked.version, {**kept, **{item.entry.path: item.entry for item in staged}})
    memory.save(told, done)
    return result


def _catalog_maker(base: Ground, settled: Mapping[str, Remembered], today: str) -> share.MakeCatalog:
    """The catalog of what was remembered and what is read now."""

    def make(told: Iterable[Known]) -> Catalog:
        everything = [*(unit.known for unit in settled.values()), *told]
        profiles = (profile for one in everything for profile in one.profiles)
        pages = (page for one in everything for page in one.pages)
        return load_catalog(base.project, base.teams, profiles, pages, today)

    return make


def _stale(staged: Iterable[Staged], previous: Mapping[str, Entry], *, others: bool) -> tuple[str, ...]:
    """Paths that a render would change or, where it looks after `others` than it compiled, remove."""
    current = {item.entry.path: item for item in staged}
    changed = {path for path, item in current.items() if item.changed or path not in previous}
    return tuple(sorted(changed | (previous.keys() - current.keys() if others else set())))


def _origins(files: Files, catalog: Catalog) -> promtool.Origin:
    """Where a compiled rule was written: its unit is compiled once more, which only a complaint makes necessary."""

    def origin(path: str, group: str, rule: int) -> Where | None:
        _, environment, name = path.split("/")
        name = name.removesuffix(".yaml")
        unit = units.read(name, files.read(members(files).get(name, []), []))
        if unit.service is None:
            return None
        plan = expand(unit.service, catalog)
        groups = [
            found
            for one in plan.environments
            if one.environment.name == environment
            for found in one.groups + one.drafts
        ]
        rules = next((found.rules for found in groups if found.name == group), ())
        return rules[rule - 1].where if 0 < rule <= len(rules) else None

    return origin
