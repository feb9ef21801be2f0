"""Which faults in rules the suites miss: each rule with each fault is run against the suites that hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct

from avionics.place import Where
from avionics.proof import files
from avionics.proof.mutants import Mutant, mutants, with_fault
from avionics.proof.needed import Rule
from avionics.proof.run import run
from avionics.proof.said import Said
from avionics.proof.values import Suite
from avionics.proof.verdicts import trials
from avionics.trial import Trial

_INVALID = ("parse error", "could not parse", "invalid", "unexpected")
"""What promtool says of a rule that is no rule: such a fault would never be merged."""


BATCH = 200


class Tally(Struct, frozen=True):
    """How many faults there were in the rules of each spec node, and those that nobody noticed."""

    faults: dict[Where, int]
    survivors: tuple[Trial, ...]


NONE = Tally({}, ())


def tally(program: str, folder: str, suites: Iterable[Suite], progress: Callable[[str, int, int], None]) -> Tally:
    """Every fault of every rule, first against one suite that holds the rule, the survivors against the next."""
    waiting = [(mutant, holding) for rule, holding in _held(suites) for mutant in mutants(rule)]
    faults = Counter(mutant.rule.where for mutant, _ in waiting)
    alive: list[Mutant] = []
    turn = 0
    while waiting:
        tried = [(mutant, holding[turn]) for mutant, holding in waiting]
        verdicts = _verdicts(program, folder, tried, partial(progress, f"mutating, turn {turn + 1}"))
        told = list(zip(waiting, verdicts, strict=True))
        faults.subtract(mutant.rule.where for (mutant, _), verdict in told if verdict == "invalid")
        left = [item for item, verdict in told if verdict == "survives"]
        turn += 1
        alive += [mutant for mutant, holding in left if len(holding) <= turn]
        waiting = [(mutant, holding) for mutant, holding in left if len(holding) > turn]
    return Tally(dict(faults), tuple(map(_survivor, alive)))


def _held(suites: Iterable[Suite]) -> list[tuple[Rule, list[Suite]]]:
    """Every rule, and the suites that hold it."""
    held: dict[int, tuple[Rule, list[Suite]]] = {}
    for suite in suites:
        for group in suite.groups:
            for rule in group.rules:
                held.setdefault(id(rule), (rule, []))[1].append(suite)
    return list(held.values())


def _verdicts(
    program: str, folder: str, tried: list[tuple[Mutant, Suite]], heard: Callable[[int, int], None]
) -> list[str]:
    """What became of each mutant, a batch at a time: its files take the place of those of the batch before."""
    found: list[str] = []
    for at in range(0, len(tried), BATCH):
        batch = [with_fault(suite, mutant, number) for number, (mutant, suite) in enumerate(tried[at : at + BATCH])]
        said = run(program, folder, _written(folder, batch))
        found += [_verdict(suite, said[files.test_file(suite)]) for suite in batch]
        heard(len(found), len(tried))
    return found


def _written(folder: str, suites: Iterable[Suite]) -> Iterator[str]:
    for suite in suites:
        files.write(folder, suite, None)
        yield files.test_file(suite)


def _verdict(suite: Suite, said: Said) -> str:
    if any(word in complaint for complaint in said.complaints for word in _INVALID):
        return "invalid"
    return "killed" if any(trial.fault for trial in trials(suite, said)) else "survives"


def _survivor(mutant: Mutant) -> Trial:
    environment = dict(mutant.rule.labels).get("environment", "")
    return Trial(mutant.rule.where, environment, mutant.name, mutant.said, "no test notices")
