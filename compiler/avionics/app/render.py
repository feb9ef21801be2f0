"""Render: the pipeline from files to files, as one function to read from top to bottom."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import amtool, pipeline, promtool
from avionics.app import unit as units
from avionics.app.memory import Memory
from avionics.app.owners import stale_codeowners
from avionics.app.pipeline import Order, Progress, silent
from avionics.app.relevant import relevant
from avionics.app.remembered import Shared
from avionics.finding import Finding, Severity, fails
from avionics.model.catalog import Catalog
from avionics.place import Where
from avionics.plan.expand import expand
from avionics.source.files import project_files
from avionics.source.files.project_files import BUILD
from avionics.source.files.tree import Files
from avionics.targets import names
from avionics.write import record
from avionics.write.commit import Written, commit
from avionics.write.failed import WriteFailed
from avionics.write.foreign import foreign
from avionics.write.record import Entry
from avionics.write.stage import Stage, Staged, turn


class Options(Struct, frozen=True):
    """How to render. `targets` empty means all; `check` compares and writes nothing; `progress` hears long steps."""

    today: str
    out: str = BUILD
    check: bool = False
    promtool: Literal["skip", "if there is one", "require"] = "if there is one"
    targets: tuple[str, ...] = ()
    progress: Progress = silent
    fail_on: Severity = "error"


class Rendered(Struct, frozen=True):
    """What a run found and did. `written` is None when nothing was written; `stale` is what `--check` names.

    `foreign` are paths in the output that no spec was compiled to, `owners` says what is wrong with the file that the
    code host reads.
    """

    findings: tuple[Finding, ...]
    files: Files
    catalog: Catalog | None
    out: str
    shared: Shared | None = None
    fail_on: Severity = "error"
    promtool: str = ""
    amtool: str = ""
    staged: tuple[Staged, ...] = ()
    written: Written | None = None
    stale: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    owners: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding is as bad as `fail_on` or worse, so that nothing was written."""
        return fails(self.findings, self.fail_on)


def render(root: str, options: Options) -> Rendered:
    """Compile the project in `root` and write what changed, if nothing is wrong.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        WriteFailed: the output cannot be written.
    """
    out = _output(root, options.out)
    order = Order(options.targets or names(), options.today, options.progress)
    memory = Memory.empty() if options.check else Memory.load(out)
    options.progress("reading the project")
    start = pipeline.read(root, memory, order)
    if start.base is None:
        return Rendered(relevant(start.findings), start.files, None, out, fail_on=options.fail_on)
    own = os.path.realpath(out) == os.path.join(os.path.realpath(root), BUILD)
    with turn(out, dry=options.check):
        stage = Stage(out, record.read(out, "" if own else start.base.project.name), dry=options.check)
        made = pipeline.make(start.files, start.base, memory, stage, order)
        others = _foreign(made.staged, stage)
        found = relevant((*start.findings, *made.findings, *(_unknown(path, options.out) for path in others)))
        result = Rendered(
            found, start.files, made.catalog, out, made.shared, options.fail_on, staged=made.staged, foreign=others
        )
        result = _proved(result, root, stage, options)
        if result.failed:
            return result
        if options.check:
            return replace(result, stale=_stale(made.staged, stage.previous, others=not options.targets))
        owners = stale_codeowners(root, made.catalog, made.staged, options.out)
        result = replace(result, written=_written(result, start.base.project.name, stage, options), owners=owners)
        memory.save(made.told, made.done, made.shared)
        return result


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


def _proved(result: Rendered, root: str, stage: Stage, options: Options) -> Rendered:
    """With what promtool and amtool say, unless something is wrong already or nobody is to ask them."""
    if result.failed or result.catalog is None or options.promtool == "skip":
        return result
    options.progress("promtool checks the rules that changed")
    again = options.promtool == "require"
    checked = promtool.check(stage, result.staged, _origins(result.files, result.catalog), required=again)
    routes = amtool.check(stage, result.staged, root, result.catalog.project, again=again)
    found = (*result.findings, *checked.findings, *routes.findings)
    return replace(result, findings=found, promtool=checked.version, amtool=routes.content)


def _written(result: Rendered, project: str, stage: Stage, options: Options) -> Written:
    """The step to disk."""
    options.progress(f"writing {sum(item.changed for item in result.staged):,} files")
    written = commit(stage.root, project, result.staged, stage.previous, keep_others=bool(options.targets))
    kept = stage.previous if options.targets else {}
    promtool.remember(stage.root, result.promtool, {**kept, **{item.entry.path: item.entry for item in result.staged}})
    amtool.remember(stage.root, result.amtool)
    return written


def _foreign(staged: Iterable[Staged], stage: Stage) -> tuple[str, ...]:
    """What lies between the compiled files, and was not compiled now or before."""
    ours = {item.entry.path for item in staged} | stage.previous.keys()
    return foreign(stage.root, sorted({path.partition("/")[0] for path in ours if "/" in path}), ours)


def _unknown(path: str, out: str) -> Finding:
    """Nothing is removed that avionics did not write."""
    message = f"{path} was not compiled from any spec, and is loaded with what was"
    help_ = f"move it out of {out}/, or write what is in it as a spec; avionics removes only what it wrote"
    return Finding("file-foreign", message, Where(os.path.join(out, path), line=1), "warning", help=help_)


def _stale(staged: Iterable[Staged], previous: Mapping[str, Entry], *, others: bool) -> tuple[str, ...]:
    """Paths that a render would change or, where it looks after `others` than it compiled, remove."""
    current = {item.entry.path: item for item in staged}
    changed = {path for path, item in current.items() if item.changed or path not in previous}
    return tuple(sorted(changed | (previous.keys() - current.keys() if others else set())))


def _origins(files: Files, catalog: Catalog) -> promtool.Origin:
    """Where a compiled rule was written: its unit is compiled once more, which only a complaint makes necessary."""

    def origin(path: str, group: str, rule: int) -> Where | None:
        name = os.path.basename(path).removesuffix(".yaml")
        unit = units.read(name, files.read(units.members(files).get(name, []), []))
        if unit.service is None:
            return None
        plan = expand(unit.service, catalog)
        written = dict(file for one in plan.environments for file in one.files(name))
        rules = next((found.rules for found in written.get(path, ()) if found.name == group), ())
        return rules[rule - 1].where if 0 < rule <= len(rules) else None

    return origin
