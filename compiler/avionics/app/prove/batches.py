"""Faults run in batches: as many as stand beside each other in one file of promtool, and a few files at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from avionics.proof.faults.beside import Copy, alone, beginning, beside, blamed, can_be_shared, copied
from avionics.proof.faults.mutants import Mutant, with_fault
from avionics.proof.faults.survival import Verdict, verdict
from avionics.proof.running import files
from avionics.proof.running.run import run
from avionics.proof.running.said import Said
from avionics.proof.running.verdicts import trials
from avionics.proof.values import Suite

TOGETHER = 60
"""Faults in one file: with more of them promtool needs no less time for each."""
AT_ONCE = 8
"""Files before anything is told."""

Key = Hashable
Tried = tuple[Key, Mutant, Suite]
Told = tuple[Key, Verdict]


class Batch(Struct, frozen=True):
    """Faults, by a key, that are tried in one run of a suite."""

    suite: Suite
    faults: Mapping[Key, Mutant]

    @property
    def apart(self) -> bool:
        """Whether it is the suite itself, with the one fault in it."""
        return len(self.faults) == 1


class Asked(Struct, frozen=True):
    """A batch as it is asked: the suite for promtool, and the part of it that each fault is judged by."""

    batch: Batch
    suite: Suite
    parts: Mapping[Key, Suite]

    def told(self, said: Said) -> tuple[list[Told], list[Batch]]:
        """What becomes of the faults, and those that are tried again.

        A rule that promtool cannot evaluate ends the test of all. It is tried apart, and the others without it.
        """
        if said.complaints and not self.batch.apart:
            return [], list(_again(self.batch, blamed(said.complaints)))
        return [(key, verdict(said, noticed=_fails(suite, said))) for key, suite in self.parts.items()], []


def verdicts(program: str, folder: str, faults: Iterable[Tried]) -> Iterator[Told]:
    """What becomes of each fault under the suite it is tried by.

    Most are noticed early in its story, so that is run first; the rest of it for those that are not.
    """
    left = {key: (key, mutant, suite) for key, mutant, suite in faults}
    suites = {id(suite): suite for _, _, suite in left.values()}
    begun = {at: early for at, suite in suites.items() if (early := beginning(suite))}
    tried = [(key, mutant, begun[id(suite)]) for key, mutant, suite in left.values() if id(suite) in begun]
    for key, found in _run(program, folder, tried):
        if found != "survives":
            del left[key]
            yield key, found
    yield from _run(program, folder, left.values())


def _run(program: str, folder: str, faults: Iterable[Tried]) -> Iterator[Told]:
    """All of them, a few files at a time; files take the place of those before."""
    waiting = deque(_batches(faults))
    while waiting:
        at_once = [waiting.popleft() for _ in range(min(AT_ONCE, len(waiting)))]
        asked: list[Asked] = []
        said = run(program, folder, _written(folder, at_once, asked), chunk=1)
        for one in asked:
            told, again = one.told(said[files.test_file(one.suite)])
            yield from told
            waiting.extend(again)


def _batches(faults: Iterable[Tried]) -> Iterator[Batch]:
    by_suite: dict[int, tuple[Suite, dict[Key, Mutant]]] = {}
    for key, mutant, suite in faults:
        by_suite.setdefault(id(suite), (suite, {}))[1][key] = mutant
    for suite, found in by_suite.values():
        most = TOGETHER if can_be_shared(suite) else 1
        left = iter(found.items())
        while several := dict(islice(left, most)):
            yield Batch(suite, several)


def _again(batch: Batch, numbers: set[int]) -> Iterator[Batch]:
    """The faults of these numbers apart, or all where none is known to be at fault; and the others together."""
    told = list(batch.faults.items())
    apart = numbers or set(range(len(told)))
    yield from (Batch(batch.suite, dict([told[number]])) for number in sorted(apart))
    if others := {key: mutant for number, (key, mutant) in enumerate(told) if number not in apart}:
        yield Batch(batch.suite, others)


def _written(folder: str, batches: list[Batch], asked: list[Asked]) -> Iterator[str]:
    """The test file of each batch, which is added to `asked` as it is written."""
    for number, batch in enumerate(batches):
        one = _asked(batch, f"mutants/{number}")
        files.write(folder, one.suite)
        asked.append(one)
        yield files.test_file(one.suite)


def _asked(batch: Batch, path: str) -> Asked:
    if batch.apart:
        ((key, mutant),) = batch.faults.items()
        suite = replace(batch.suite, groups=with_fault(batch.suite.groups, mutant), path=path)
        return Asked(batch, suite, {key: suite})
    copies: dict[Key, Copy] = {
        key: copied(batch.suite, mutant, number) for number, (key, mutant) in enumerate(batch.faults.items())
    }
    parts = {key: alone(batch.suite, copy) for key, copy in copies.items()}
    return Asked(batch, beside(batch.suite, list(copies.values()), path), parts)


def _fails(suite: Suite, said: Said) -> bool:
    return any(trial.fault for trial in trials(suite, said))
