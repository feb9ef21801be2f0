"""`avionics test` as one function to read from top to bottom: compile, make suites, run them, judge."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from msgspec import Struct

from avionics.app.about import require
from avionics.app.compile import Compiled, compile_project
from avionics.app.programs import missing
from avionics.app.prove import mutated, tried, written
from avionics.app.prove.base import NOTHING, base_of
from avionics.app.prove.by_hand import ByHand, by_hand
from avionics.app.prove.judged import judged
from avionics.app.prove.made import Made
from avionics.app.prove.shown import shown
from avionics.app.prove.silent import strangers
from avionics.finding import Finding
from avionics.place import Where
from avionics.plan.values import Plan
from avionics.promql.text.duration import text
from avionics.proof.needed import Rule
from avionics.proof.running import files, routes
from avionics.proof.running.run import confirmed, run
from avionics.proof.running.said import Said
from avionics.proof.suites import intervals
from avionics.proof.suites.of_plan import unproved
from avionics.proof.values import Suite
from avionics.source.files.project_files import BUILD
from avionics.targets.alertmanager import PATH as ALERTMANAGER
from avionics.trial import FAILED, Trial
from avionics.write import fresh
from avionics.write.failed import placed

Say = Callable[[str], None]
"""Says a line beforehand."""

Progress = Callable[[str, int, int], None]
"""Hears what is done, how far it is, and how much there is."""

_TARGETS = ("prometheus", "alertmanager")


class Options(Struct, frozen=True):
    """What to test: `services` by name (none: all), only what differs from the git commit `changed`.

    `keep` is a folder for the generated tests, `mutate` asks which faults in rules they miss.
    """

    today: str
    progress: Progress
    say: Say
    services: tuple[str, ...] = ()
    changed: str = ""
    keep: str = ""
    mutate: bool = False


class Proved(Struct, frozen=True):
    """What was found. `survivors` are faults that no test noticed, out of `faults` in the rules of each spec node."""

    findings: tuple[Finding, ...]
    contents: Mapping[str, bytes]
    trials: tuple[Trial, ...] = ()
    suites: int = 0
    faults: Mapping[Where, int] = {}
    survivors: tuple[Trial, ...] = ()


def prove(root: str, options: Options) -> Proved:
    """Every suite of the project in `root`, run by promtool.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: the commit to compare with cannot be read, or a service that was named is not there.
        WriteFailed: what is to be kept would be written through a link, or the disk fails.
        OSError: there is no room for the suites, or for promtool's samples.
    """
    compiled = compile_project(root, today=options.today, targets=_TARGETS).about(options.services)
    program = shutil.which("promtool")
    if compiled.failed or compiled.catalog is None or program is None:
        absent = () if program else (missing("promtool"),)
        return Proved((*compiled.findings, *absent), compiled.files)
    base = base_of(root, options.changed, options.today) if options.changed else NOTHING
    named = _plans(compiled, options.services)
    plans = [plan for plan in named if not base.has(plan)]
    findings = list(compiled.findings)
    with tempfile.TemporaryDirectory(prefix="avionics-test-") as folder, placed(folder):
        for artifact in compiled.artifacts:  # where a render would put them
            files.put(folder, f"{BUILD}/{artifact.path}", artifact.content)
        people = written.read(root, findings)
        own_files = written.usable(people, [artifact.path for artifact in compiled.artifacts], findings)
        findings += strangers(own_files, compiled.plans)
        by_people = shown(own_files.values(), plans, text(compiled.catalog.project.base_window))
        made = Made(folder, compiled.catalog, base, findings, by_people, keep=bool(options.keep))
        said = run(
            program, folder, made.files(plans), lambda done: options.progress("testing", done, made.expected(plans))
        )
        said = confirmed(program, folder, said)
        proved = list(judged(program, folder, made.suites, said))
        proved += made.alike(proved, lambda names: run(program, folder, names))
        chosen = written.chosen(own_files, base, {plan.service.name for plan in plans}, options.services)
        own = tried.trials(program, folder, own_files, chosen)
        proved += own
        proved += [trial for plan in plans for trial in intervals.trials(plan)]
        proved += _routed(folder, plans if base.routes_like(root, compiled.catalog) else named, findings)
        tally = mutated.NONE
        if options.mutate:
            doubtful = [rule for plan in plans for rule in unproved(plan, compiled.catalog, by_people)]
            tally = _mutated(made, by_hand(program, folder, plans, own), doubtful, options)
        if options.keep:
            _keep(os.path.join(root, options.keep), made.suites, said)
    failed = [_finding(trial) for trial in proved if trial.fault]
    contents = ChainMap(people, compiled.files)  # type: ignore[arg-type] # nobody writes to it
    return Proved((*findings, *failed), contents, tuple(proved), len(made.suites), tally.faults, tally.survivors)


def _keep(folder: str, suites: Mapping[str, Suite], said: Mapping[str, Said]) -> None:
    """Write for people what was run, through no link: a pull request may hold the folder."""
    kept: dict[str, str] = {}
    for name, suite in suites.items():
        kept |= files.written(suite, said[name])
    fresh.write(folder, kept, force=True)


def _mutated(made: Made, hands: ByHand, doubtful: Iterable[Rule], options: Options) -> mutated.Tally:
    """Which faults no test notices; none is put into `doubtful` rules, which are said to be unproved."""
    left_out = {id(rule) for rule in doubtful}
    faults = [one for one in mutated.faults_of(hands.rules(), made.apart) if id(one.mutant.rule) not in left_out]
    rules = len({id(fault.mutant.rule) for fault in faults})
    options.say(f"{len(faults):,} faults are put into {rules:,} rules, one at a time")
    return mutated.tally(faults, hands, partial(options.progress, "mutating"))


def _plans(compiled: Compiled, services: tuple[str, ...]) -> list[Plan]:
    """The plans of the services that were named, or of all."""
    require(services, compiled.plans)
    return [plan for name, plan in compiled.plans.items() if not services or name in services]


def _routed(folder: str, plans: list[Plan], findings: list[Finding]) -> list[Trial]:
    """Whom the alerts reach, where there is an amtool to ask."""
    program = shutil.which("amtool")
    if program is None:
        findings.append(missing("amtool", "warning"))
        return []
    alerts = ((plan.service, alert) for plan in plans for alert in plan.alerts())
    return list(routes.trials(program, os.path.join(folder, BUILD, ALERTMANAGER), alerts))


def _finding(trial: Trial) -> Finding:
    if trial.environment:
        message = f"{trial.subject} in {trial.environment} {trial.fault}: {trial.claim}"
    else:  # a file that people wrote: its claims are its own
        message = f"{trial.subject} {trial.fault}"
    return Finding(FAILED, message, trial.where, help=trial.help)
