"""What a service watches in one form, however it is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from avionics.model.watched import Watched
from avionics.promql.canonical import condition, value
from avionics.slis import routes

Form = tuple[object, ...]


def form(watched: Watched) -> Form | None:
    """The same for all that mean the same; None for what is no PromQL or reads no series, as composites do."""
    if not watched.kind:
        met = condition(watched.condition)
        return (met,) if met else None
    counted = list(_counted(watched))
    queries = tuple(sorted((field, text) for field, text in counted if text))
    if not queries or len(queries) < len(counted):
        return None
    known = {field for field, _ in counted}
    others = [f"{field}: {each}" for field, each in routes.fields(watched.condition).items() if field not in known]
    return watched.kind, queries, tuple(sorted(others)), tuple(sorted(watched.by))


def _counted(watched: Watched) -> Iterator[tuple[str, str | None]]:
    """The queries of an indicator, each with the field it stands in: the order of a list says nothing."""
    written = routes.selectors(watched.kind, watched.condition), routes.expressions(watched.kind, watched.condition)
    for route, text in chain.from_iterable(written):
        yield str(route[0]) if route else "", value(text)
