"""The objectives of a project as specs of another tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec import Struct

from avionics.app.about import require
from avionics.app.compile import compile_project
from avionics.exporters.values import Exported
from avionics.finding import Finding, fails
from avionics.registry import unit

_SEPARATOR = "---\n"


class Export(Struct, frozen=True):
    """The documents of each file, by its name; the report; and the specs that were read, for it."""

    documents: dict[str, tuple[str, ...]]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def made(self) -> dict[str, str]:
        """The text of each file, by its name."""
        return {name: _SEPARATOR.join(documents) for name, documents in self.documents.items()}

    @property
    def stream(self) -> str:
        """All of them in one: what several services share, as whom they tell, is there once."""
        return _SEPARATOR.join(dict.fromkeys(chain.from_iterable(self.documents.values())))

    @property
    def failed(self) -> bool:
        """Whether the project does not compile, so that nothing is exported."""
        return fails(self.findings)


def export(root: str, form: str, services: Sequence[str], *, today: str) -> Export:
    """The files of the `services` in `root` (none named: of all that have objectives) in the format `form`.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: a service is not there.
    """
    compiled = compile_project(root, today=today, targets=("prometheus",)).about(services)
    if compiled.failed:
        return Export({}, compiled.findings, compiled.files)
    plans = compiled.plans
    require(services, plans)
    module = unit("exporters", form)
    documents: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for name in services or sorted(plans):
        service = plans[name].service
        if services or service.slos:
            exported: Exported = module.export(service)
            documents[module.NAME.format(name)] = exported.documents
            findings += exported.findings
    return Export(documents, tuple(findings), compiled.files)
