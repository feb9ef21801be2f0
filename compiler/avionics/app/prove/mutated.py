"""Which faults in rules no test notices: each rule with each fault is run against all that may notice it.

Those are the suites that hold the rule, one after the other, and then the tests that people wrote for its file. Faults
are put into the rules of each service's first environment, which all suites but those of other objectives prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from msgspec import Struct

from avionics.app.prove.batches import verdicts
from avionics.app.prove.by_hand import ByHand
from avionics.place import Where
from avionics.proof.faults.mutants import Mutant, mutants
from avionics.proof.faults.survival import Verdict
from avionics.proof.needed import Rule
from avionics.proof.values import Suite
from avionics.trial import Trial

Heard = Callable[[int, int], None]
"""Hears of how many faults it is known what becomes of them, and how many there are."""


class Tally(Struct, frozen=True):
    """How many faults there were in the rules of each spec node, and those that nobody noticed."""

    faults: dict[Where, int]
    survivors: tuple[Trial, ...]


NONE = Tally({}, ())


class Fault(Struct, frozen=True):
    """A faulty rule, its number among the faults of that rule, and the suites that hold the rule."""

    mutant: Mutant
    number: int
    holding: tuple[Suite, ...]

    def like(self, turn: int) -> Hashable:
        """What is the same for faults of which one is enough to try in this turn: those of suites of one form."""
        suite = self.holding[turn]
        if suite.form is None:
            return id(self)
        rules = [id(rule) for group in suite.groups for rule in group.rules]
        return suite.form, rules.index(id(self.mutant.rule)), self.number


def faults_of(rules: Iterable[Rule], suites: Iterable[Suite]) -> list[Fault]:
    """Every fault of every rule, with the suites that hold the rule: none may."""
    held: dict[int, tuple[Rule, list[Suite]]] = {id(rule): (rule, []) for rule in rules}
    for suite in suites:
        for group in suite.groups:
            for rule in group.rules:
                held[id(rule)][1].append(suite)
    return [
        Fault(mutant, number, tuple(holding))
        for rule, holding in held.values()
        for number, mutant in enumerate(mutants(rule))
    ]


def tally(faults: Sequence[Fault], by_hand: ByHand, heard: Heard) -> Tally:
    """Every fault, first against one suite that holds the rule, the survivors against the next.

    What is left is tried by the tests that people wrote.
    """
    found: dict[int, Verdict] = {}
    waiting, turn, settled = faults, 0, 0
    while waiting := [fault for fault in waiting if len(fault.holding) > turn]:
        for fault, verdict in _told(by_hand, waiting, turn):
            found[id(fault)] = verdict
            settled += verdict != "survives"
            heard(settled, len(faults))
        waiting = [fault for fault in waiting if found[id(fault)] == "survives"]
        turn += 1
    left = [fault for fault in faults if found.get(id(fault), "survives") == "survives"]
    told = by_hand.verdicts([fault.mutant for fault in left])
    found |= {id(fault): verdict for fault, verdict in zip(left, told, strict=True)}
    heard(len(faults), len(faults))
    counts = Counter(fault.mutant.rule.where for fault in faults if found[id(fault)] != "invalid")
    survivors = [fault.mutant for fault in faults if found[id(fault)] == "survives"]
    homes = by_hand.homes()
    return Tally(counts, tuple(_survivor(one, homes[id(one.rule)].environment) for one in survivors))


def _told(by_hand: ByHand, faults: Iterable[Fault], turn: int) -> Iterator[tuple[Fault, Verdict]]:
    """What becomes of each fault in this turn; of those that are alike one is tried."""
    alike: dict[Hashable, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.like(turn), []).append(fault)
    tried = [(key, several[0].mutant, several[0].holding[turn]) for key, several in alike.items()]
    for key, verdict in verdicts(by_hand.program, by_hand.folder, tried):
        yield from ((fault, verdict) for fault in alike[key])


def _survivor(mutant: Mutant, environment: str) -> Trial:
    return Trial(mutant.rule.where, environment, mutant.name, mutant.said, "no test notices")
