"""What `render` says it did, and what to look at next."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from avionics.app.render import Rendered
from avionics.cli.common import typed
from avionics.finding import Finding
from avionics.model.catalog import Catalog, Profile
from avionics.place import Where

_NAMES = {
    "prometheus": ("rule file", "rule files"),
    "grafana": ("cockpit", "cockpits"),
    "alertmanager": ("alertmanager.yml", "alertmanager.yml"),
    "drafts": ("draft", "drafts"),
    "kubernetes": ("file of PrometheusRules", "files of PrometheusRules"),
    "CODEOWNERS": ("CODEOWNERS", "CODEOWNERS"),
}

_NAMED = 4
"""Names that are listed; what is left out is counted."""


def summary(rendered: Rendered, seconds: float) -> Iterator[str]:
    """The lines that follow the findings."""
    if rendered.failed:
        yield "nothing was written"
        return
    catalog, shared, written = rendered.catalog, rendered.shared, rendered.written
    if catalog is None or shared is None or written is None:
        yield from _stale(rendered)
        return
    made = Counter(item.entry.path.partition("/")[0] for item in rendered.staged)  # which --only may leave out
    environments = ", ".join(environment.name for environment in catalog.project.environments)
    counts = ((len(shared.services), "service"), (shared.objectives, "objective"), (shared.alerts, "alert"))
    counted = ", ".join(f"{count:,} {word if count == 1 else word + 's'}" for count, word in counts)
    yield f"{counted}, for {environments}"
    yield (
        f"{_made(made)} in {seconds:.2f} s: {len(written.changed)} changed, "
        f"{len(written.removed)} removed, {written.unchanged} as they were"
    )
    yield from _checked(made, rendered.promtool)
    yield from _unchecked(made, catalog.project.alertmanager_base)
    yield from (f"{one.message}: {one.help}" for one in rendered.owners if one.severity == "error")
    services = _changed(catalog, written.changed)
    yield from _on_trust([catalog.services[name] for name in services])
    yield from _look_at(rendered, services)


def _made(made: Counter[str]) -> str:
    """How many files of each kind were compiled."""
    return ", ".join(f"{count} {_NAMES.get(kind, (kind, kind))[count > 1]}" for kind, count in sorted(made.items()))


def _checked(made: Counter[str], version: str) -> Iterator[str]:
    if {"prometheus", "drafts"} & made.keys():
        yield (
            f"rules checked by promtool {version}"
            if version
            else "rules were parsed here, not checked by promtool (it is not on PATH, or was skipped)"
        )


def _unchecked(made: Counter[str], base: str) -> Iterator[str]:
    """The platform team's part is the one thing here that has no schema, and no parser of ours."""
    from shutil import which  # noqa: PLC0415  5 ms, where there is such a part

    if base and "alertmanager" in made and which("amtool") is None:
        yield f"{base} was merged as it is, not checked by amtool (it is not on PATH)"


def _changed(catalog: Catalog, changed: tuple[str, ...]) -> list[str]:
    """The services of which files changed, by the names of these."""
    files = {path.rpartition("/")[2].rpartition(".")[0] for path in changed}
    return sorted(files & catalog.services.keys())


def _on_trust(services: list[Profile]) -> Iterator[str]:
    """What alerts would tell soon, and wake somebody: no such bucket, so that all events read as too slow."""
    found = [f"{one.name}/{slo.name} ({_bounds(slo.unlisted)})" for one in services for slo in one.slos if slo.unlisted]
    if found:
        yield f"these thresholds are taken on trust, list 'buckets' to have them checked: {_listed(found)}"


def _bounds(unlisted: tuple[str, ...]) -> str:
    return ", ".join(f'le="{bound}"' for bound in unlisted)


def _listed(found: list[str]) -> str:
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"{', '.join(found[:_NAMED])}{more}"


def _look_at(rendered: Rendered, services: list[str]) -> Iterator[str]:
    """How to read in words what services became that changed; JSON and rules are for machines."""
    if services:
        yield ""
        yield f"what came of it, in words: {typed()} explain {_names(services)}"
        yield f"what came from where: {os.path.relpath(rendered.out)}/manifest.json"


def _names(services: list[str]) -> str:
    """The one there is, or those to choose from."""
    return services[0] if len(services) == 1 else f"NAME ({_listed(services)})"


def stale(rendered: Rendered, out: str, form: str) -> Iterator[Finding]:
    """What `--check` found stale in the folder `out`, for machines; people read a line each."""
    for path in rendered.stale if form != "text" else ():
        where = Where(os.path.join(out, path), line=1)
        yield Finding("stale", f"{path} is stale", where, help="run 'avionics render'")


def _stale(rendered: Rendered) -> Iterator[str]:
    for path in rendered.stale:
        yield f"{path} is stale"
    if rendered.stale or not rendered.foreign:
        yield "run 'avionics render'" if rendered.stale else "everything is up to date"
