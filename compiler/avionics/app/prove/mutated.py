"""Which faults in rules no test notices: each rule with each fault is run against all that may notice it.

Those are the suites that hold the rule, one after the other, and then the tests that people wrote for its file. Faults
are put into the rules of each service's first environment, which all suites but those of other objectives prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from avionics.app.prove.by_hand import ByHand
from avionics.place import Where
from avionics.proof import files
from avionics.proof.mutants import Mutant, mutants, with_fault
from avionics.proof.needed import Rule
from avionics.proof.run import run
from avionics.proof.said import Said
from avionics.proof.survival import Verdict, verdict
from avionics.proof.values import Suite
from avionics.proof.verdicts import trials
from avionics.trial import Trial

BATCH = 200


class Tally(Struct, frozen=True):
    """How many faults there were in the rules of each spec node, and those that nobody noticed."""

    faults: dict[Where, int]
    survivors: tuple[Trial, ...]


NONE = Tally({}, ())


def tally(
    program: str, folder: str, suites: Iterable[Suite], by_hand: ByHand, progress: Callable[[str, int, int], None]
) -> Tally:
    """Every fault of every rule, first against one suite that holds the rule, the survivors against the next.

    What is left is tried by the tests that people wrote.
    """
    waiting = [(mutant, holding) for rule, holding in _held(by_hand.rules(), suites) for mutant in mutants(rule)]
    faults = Counter(mutant.rule.where for mutant, _ in waiting)
    alive: list[Mutant] = []
    turn = 0
    while waiting:
        alive += [mutant for mutant, holding in waiting if len(holding) == turn]
        waiting = [(mutant, holding) for mutant, holding in waiting if len(holding) > turn]
        tried = [(mutant, holding[turn]) for mutant, holding in waiting]
        verdicts = _verdicts(program, folder, tried, partial(progress, f"mutating, turn {turn + 1}"))
        told = list(zip(waiting, verdicts, strict=True))
        faults.subtract(mutant.rule.where for (mutant, _), verdict in told if verdict == "invalid")
        waiting = [item for item, verdict in told if verdict == "survives"]
        turn += 1
    told_by_hand = list(zip(alive, by_hand.verdicts(alive), strict=True))
    faults.subtract(mutant.rule.where for mutant, verdict in told_by_hand if verdict == "invalid")
    return Tally(dict(faults), tuple(_survivor(mutant) for mutant, verdict in told_by_hand if verdict == "survives"))


def _held(rules: Iterable[Rule], suites: Iterable[Suite]) -> list[tuple[Rule, list[Suite]]]:
    """Every rule, and the suites that hold it: none may."""
    held: dict[int, tuple[Rule, list[Suite]]] = {id(rule): (rule, []) for rule in rules}
    for suite in suites:
        for group in suite.groups:
            for rule in group.rules:
                held[id(rule)][1].append(suite)
    return list(held.values())


def _verdicts(
    program: str, folder: str, tried: list[tuple[Mutant, Suite]], heard: Callable[[int, int], None]
) -> list[Verdict]:
    """What became of each mutant, a batch at a time: its files take the place of those of the batch before."""
    found: list[Verdict] = []
    for at in range(0, len(tried), BATCH):
        batch = [
            replace(suite, groups=with_fault(suite.groups, mutant), path=f"mutants/{number}")
            for number, (mutant, suite) in enumerate(tried[at : at + BATCH])
        ]
        said = run(program, folder, _written(folder, batch))
        found += [_verdict(suite, said[files.test_file(suite)]) for suite in batch]
        heard(len(found), len(tried))
    return found


def _written(folder: str, suites: Iterable[Suite]) -> Iterator[str]:
    for suite in suites:
        files.write(folder, suite, None)
        yield files.test_file(suite)


def _verdict(suite: Suite, said: Said) -> Verdict:
    return verdict(said, noticed=any(trial.fault for trial in trials(suite, said)))


def _survivor(mutant: Mutant) -> Trial:
    environment = dict(mutant.rule.labels).get("environment", "")
    return Trial(mutant.rule.where, environment, mutant.name, mutant.said, "no test notices")
