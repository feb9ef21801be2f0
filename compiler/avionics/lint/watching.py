"""What a service watches in one form, however it is written."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.watched import Watched
from avionics.promql.meaning.canonical import condition, value
from avionics.promql.text import duration
from avionics.slis.indicator import Indicator

Form = tuple[object, ...]


def form(watched: Watched) -> Form | None:
    """The same for all that mean the same; None for what is no PromQL or reads no series, as composites do."""
    measured = watched.condition
    if isinstance(measured, str):
        met = condition(measured)
        return (met,) if met else None
    counted = list(_counted(measured))
    queries = tuple(sorted((field, text) for field, text in counted if text))
    if not queries or len(queries) < len(counted):
        return None
    known = {field for field, _ in counted}
    others = [f"{field}: {_length(each)}" for field, each in measured.fields.items() if field not in known]
    return measured.kind, queries, tuple(sorted(others)), tuple(sorted(watched.by))


def _length(written: object) -> object:
    """What was written, but one text for all ways to write a length of time."""
    return duration.milliseconds(written) if isinstance(written, str) and duration.is_duration(written) else written


def _counted(measured: Indicator) -> Iterator[tuple[str, str | None]]:
    """The queries of an indicator, each with the field it stands in: the order of a list says nothing."""
    for route, text in (*measured.selectors(), *measured.expressions()):
        yield str(route[0]) if route else "", value(text)
