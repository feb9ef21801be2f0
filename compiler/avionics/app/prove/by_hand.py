"""Hand-written tests once more, on compiled rules with a fault in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from avionics.app.prove import written
from avionics.model.service import Service
from avionics.plan.values import Group, Plan
from avionics.proof.faults.mutants import Mutant, with_fault
from avionics.proof.faults.survival import Verdict, together, verdict
from avionics.proof.needed import Rule
from avionics.proof.running.files import put
from avionics.proof.running.run import run
from avionics.source.files.project_files import BUILD
from avionics.targets.prometheus import rule_file
from avionics.trial import Trial


class RuleFile(Struct, frozen=True):
    """The rules of a service in one environment, and the path they are compiled to."""

    path: str
    service: Service
    environment: str
    groups: tuple[Group, ...]


class ByHand(Struct, frozen=True):
    """Rule files whose rules are tried with faults, and the tests below `folder` that hold, by the path they read."""

    program: str
    folder: str
    files: tuple[RuleFile, ...]
    readers: Mapping[str, Sequence[str]]

    def rules(self) -> Iterator[Rule]:
        """Every rule that may hold a fault."""
        return (rule for file in self.files for group in file.groups for rule in group.rules)

    def homes(self) -> dict[int, RuleFile]:
        """The file of each rule, by the rule's identity."""
        return {id(rule): file for file in self.files for group in file.groups for rule in group.rules}

    def verdicts(self, mutants: Sequence[Mutant]) -> list[Verdict]:
        """What becomes of each mutant under the tests that read the file of its rule."""
        homes = self.homes()
        asked = [
            list(self._written(homes[id(mutant.rule)], mutant, f"faulty/{number}"))
            for number, mutant in enumerate(mutants)
        ]
        said = run(self.program, self.folder, [path for paths in asked for path in paths])
        return [together(verdict(said[path], noticed=said[path].otherwise) for path in paths) for paths in asked]

    def _written(self, home: RuleFile, mutant: Mutant, below: str) -> Iterator[str]:
        """The tests of a mutant with all they read, in a folder of its own; their paths."""
        for test in self.readers.get(home.path, ()):
            for path in (test, *written.rule_files(self.folder, test)):
                self._copied(path, f"{below}/{path}")
            put(self.folder, f"{below}/{home.path}", rule_file(home.service, with_fault(home.groups, mutant)).encode())
            yield f"{below}/{test}"

    def _copied(self, path: str, to: str) -> None:
        os.makedirs(os.path.dirname(self._full(to)), exist_ok=True)
        shutil.copyfile(self._full(path), self._full(to))

    def _full(self, path: str) -> str:
        return os.path.join(self.folder, path)


def by_hand(program: str, folder: str, plans: Iterable[Plan], trials: Iterable[Trial]) -> ByHand:
    """The hand-written tests of `trials` that hold, and the rules of the plans."""
    readers: dict[str, list[str]] = {}
    for trial in trials:
        for path in () if trial.fault else written.rule_files(folder, trial.where.path):
            readers.setdefault(path, []).append(trial.where.path)
    return ByHand(program, folder, tuple(file for plan in plans for file in _rule_files(plan)), readers)


def _rule_files(plan: Plan) -> Iterator[RuleFile]:
    """The files of a service's first environment."""
    service = plan.service
    for planned in plan.environments[:1]:
        for path, groups in planned.files(service.name):
            yield RuleFile(f"{BUILD}/{path}", service, planned.environment.name, groups)
