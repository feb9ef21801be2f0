"""The suites of a run: made and written while promtool runs those before them, each kind of rules once."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator

from avionics.app.prove.base import Base
from avionics.finding import Finding
from avionics.model.catalog import Catalog
from avionics.plan.values import Plan
from avionics.proof.running import files
from avionics.proof.running.said import Said
from avionics.proof.running.together import packed, together
from avionics.proof.running.verdicts import trials
from avionics.proof.suites.of_plan import suites
from avionics.proof.values import Suite
from avionics.trial import Trial

PACKED = 24
"""Services whose recorded series share a file: beginning a test costs promtool more than running it."""

Run = Callable[[Iterable[str]], dict[str, Said]]
"""What promtool says of each of these files."""


class Made:
    """Suites of the plans it is asked for, in files below `folder`.

    `keep` says that people will read them: every objective has its own, in files of its service. `shown` are the
    objectives, as `service/slo`, whose base pairs tests that people wrote show.
    """

    def __init__(
        self, folder: str, catalog: Catalog, base: Base, findings: list[Finding], shown: Container[str], *, keep: bool
    ) -> None:
        self.suites: dict[str, Suite] = {}
        """Those that were written, by the name of their test file."""
        self.apart: list[Suite] = []
        """Those of each service's first environment, before they were put together: what faults are tried on."""
        self._folder, self._catalog, self._base, self._findings = folder, catalog, base, findings
        self._plans, self._keep, self._shown = 0, keep, shown
        self._forms: dict[Hashable, Suite] = {}
        self._alike: list[tuple[Suite, Suite]] = []

    def files(self, plans: list[Plan]) -> Iterator[str]:
        """The test files, each written as it is asked for; several services share one, unless they are to be kept."""
        for at in range(0, len(plans), PACKED):
            share = [suite for plan in plans[at : at + PACKED] for suite in self._of(plan)]
            yield from self._written(share if self._keep else packed(filter(self._is_new, share), f"several/{at}"))

    def expected(self, plans: list[Plan]) -> int:
        """How many files there will be, as far as can be told."""
        return len(self.suites) * len(plans) // max(1, self._plans)

    def alike(self, proved: Iterable[Trial], run: Run) -> Iterator[Trial]:
        """The trials of suites that are like another: they hold where it holds; where it does not, they are run."""
        faulty = {(trial.environment, trial.where, trial.subject) for trial in proved if trial.fault}
        doubtful = [suite for suite, first in self._alike if not faulty.isdisjoint(_subjects(first))]
        said = run(self._written(packed(doubtful, "again")))
        for name, one in said.items():
            yield from trials(self.suites[name], one)
        again = {id(suite) for suite in doubtful}
        for suite, _ in self._alike:
            if id(suite) not in again:
                yield from trials(suite, Said())

    def _of(self, plan: Plan) -> Iterator[Suite]:
        """The suites of a service that are not as they were in the base."""
        known = self._base.tests(plan)
        apart = suites(plan, self._catalog, self._findings, self._shown)
        self.apart += [suite for suite in apart if suite.environment == plan.environments[0].environment.name]
        self._plans += 1
        for suite in together(apart) if known or self._keep else apart:
            if not known or known.get(files.test_file(suite)) != files.written(suite):
                yield suite

    def _is_new(self, suite: Suite) -> bool:
        """Whether no suite like it was there before."""
        first = suite if suite.form is None else self._forms.setdefault(suite.form, suite)
        if first is not suite:
            self._alike.append((suite, first))
        return first is suite

    def _written(self, made: Iterable[Suite]) -> Iterator[str]:
        for suite in made:
            name = files.test_file(suite)
            files.write(self._folder, suite)
            self.suites[name] = suite
            yield name


def _subjects(suite: Suite) -> set[Hashable]:
    """What a suite is about, as its trials tell it."""
    asked = [(one.where, one.subject) for case in suite.cases for one in case.questions]
    read = [(one.where, one.subject) for case in suite.cases for one in case.readings]
    return {(suite.environment, *one) for one in asked + read}
