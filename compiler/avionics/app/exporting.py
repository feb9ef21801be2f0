"""The objectives of a project as specs of another tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from avionics.app.compile import compile_project
from avionics.app.explain.find import UnknownName
from avionics.exporters.values import Exported
from avionics.finding import Finding, did_you_mean
from avionics.registry import unit


class Export(Struct, frozen=True):
    """The texts of the files that were made, by name; the report; and the specs that were read, for it."""

    made: dict[str, str]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def failed(self) -> bool:
        """Whether the project does not compile, so that nothing is exported."""
        return any(finding.severity == "error" for finding in self.findings)


def export(root: str, form: str, services: Sequence[str], *, today: str) -> Export:
    """The files of the `services` in `root` (none named: of all that have objectives) in the format `form`.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: a service is not there.
    """
    compiled = compile_project(root, today=today, targets=("prometheus",)).about(services)
    if compiled.failed:
        return Export({}, compiled.findings, compiled.files)
    plans = {name: outcome.plan for name, outcome in compiled.outcomes.items() if outcome.plan is not None}
    for name in services:
        if name not in plans:
            raise UnknownName(f"there is no service {name!r}; {did_you_mean(name, plans)}")
    module = unit("exporters", form)
    made: dict[str, str] = {}
    findings: list[Finding] = []
    for name in services or sorted(plans):
        service = plans[name].service
        if services or service.slos:
            exported: Exported = module.export(service)
            made[module.NAME.format(name)] = exported.text
            findings += exported.findings
    return Export(made, tuple(findings), compiled.files)
