"""What `render` says it did, and what to look at next."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from avionics.app.render import Rendered
from avionics.finding import Finding
from avionics.place import Where

_NAMES = {
    "prometheus": ("rule file", "rule files"),
    "grafana": ("cockpit", "cockpits"),
    "alertmanager": ("alertmanager.yml", "alertmanager.yml"),
    "drafts": ("draft", "drafts"),
    "CODEOWNERS": ("CODEOWNERS", "CODEOWNERS"),
}


def summary(rendered: Rendered, seconds: float) -> Iterator[str]:
    """The lines that follow the findings."""
    if rendered.failed:
        yield "nothing was written"
        return
    if rendered.written is None:
        yield from _stale(rendered)
        return
    catalog, shared, written = rendered.catalog, rendered.shared, rendered.written
    if catalog is None or shared is None:
        return
    environments = ", ".join(environment.name for environment in catalog.project.environments)
    counts = ((len(shared.services), "service"), (shared.objectives, "objective"), (shared.alerts, "alert"))
    counted = ", ".join(f"{count:,} {word if count == 1 else word + 's'}" for count, word in counts)
    yield f"{counted}, for {environments}"
    yield (
        f"{_made(rendered)} in {seconds:.2f} s: {len(written.changed)} changed, "
        f"{len(written.removed)} removed, {written.unchanged} as they were"
    )
    yield (
        f"rules checked by promtool {rendered.promtool}"
        if rendered.promtool
        else "rules were parsed here, not checked by promtool (it is not on PATH, or was skipped)"
    )
    yield from _look_at(rendered, written.changed)


def _made(rendered: Rendered) -> str:
    counted = Counter(item.entry.path.partition("/")[0] for item in rendered.staged)
    return ", ".join(f"{count} {_NAMES.get(kind, (kind, kind))[count > 1]}" for kind, count in sorted(counted.items()))


def _look_at(rendered: Rendered, changed: tuple[str, ...]) -> Iterator[str]:
    out = os.path.relpath(rendered.out)
    first = next((path for path in changed if path.startswith("grafana/")), "")
    if first:
        name = os.path.basename(first).removesuffix(".json")
        yield ""
        yield f"look at {out}/{first}, or ask: avionics explain {name}"
        yield f"what came from where: {out}/manifest.json"


def stale(rendered: Rendered, form: str) -> Iterator[Finding]:
    """What `--check` found stale, for machines; people read a line each."""
    for path in rendered.stale if form != "text" else ():
        yield Finding("stale", f"{path} is stale", Where(path, line=1), help="run 'avionics render'")


def _stale(rendered: Rendered) -> Iterator[str]:
    for path in rendered.stale:
        yield f"{path} is stale"
    if rendered.stale or not rendered.foreign:
        yield "run 'avionics render'" if rendered.stale else "everything is up to date"
