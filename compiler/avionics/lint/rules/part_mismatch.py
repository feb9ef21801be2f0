"""The parts of a composite objective record what it reads, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog, Profile
from avionics.model.service import Service
from avionics.model.slo import Slo


@rule("error", "the parts of a composite objective run in its environments and keep its labels apart")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments and the `by` of the parts that exist."""
    runs = [one.name for one in catalog.project.known(service.environments)]
    for slo in service.slos:
        for route, part in slo.sli.parts():
            profile, known = catalog.services.get(part.partition("/")[0]), catalog.outline(part)
            if profile is not None and known is not None:
                for message, help_ in _missing(slo, service, runs, part, profile, known.by):
                    where = slo.sli_at(*route)
                    yield Problem(where, message, help_, on_key="weighted" in route)


def _missing(
    slo: Slo, service: Service, runs: list[str], part: str, profile: Profile, kept: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Messages and help."""
    absent = [name for name in runs if name not in profile.environments]
    if absent:
        yield (
            f"{part} is not measured in {', '.join(absent)}, where {service.name} runs",
            f"leave it out, or add the environment to services/{profile.name}.yaml",
        )
    lost = [label for label in slo.by if label not in kept]
    if lost:
        yield (
            f"{part} does not keep {', '.join(lost)} apart, which {slo.name} does",
            f"add it to the 'by' of {part}, or remove it from that of {slo.name}",
        )
