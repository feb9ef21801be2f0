"""PromQL over one stream: series that all carry the same labels, so that every match is one to one.

Several streams stand side by side where `label_replace` told them apart, and where other objectives are read, until an
aggregation joins them. What the compiled rules are made of is understood; anything else is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.syntax.parse import walk
from avionics.replay.clock import NONE, Clock, Column, there
from avionics.replay.held import held
from avionics.replay.operators import ARITHMETIC, CLAMPS, COMPARISONS, FOLDS, MATHS, SETS, aggregated, kept, told
from avionics.replay.over_time import FUNCTIONS, Points, Windows
from avionics.replay.reader import Reader, Track
from avionics.replay.refused import NotReplayed
from avionics.replay.rulebook import Rule, apart, selector
from avionics.replay.streams import Apart, Value, grouped, mapped, pairwise


def evaluate(rule: Rule, reader: Reader, known: Column) -> Column:
    """The value of a rule at each instant; those of the first ones may be `known`.

    Raises:
        NotReplayed: there is something in it that is not understood.
    """
    column, every = [*known], rule.interval // reader.clock.step
    places = range(-(-len(column) // every) * every, reader.clock.count, every)
    column += [NONE] * (reader.clock.count - len(column))
    reader = replace(reader, places=places)
    column[places.start :: every] = _column(_value(rule.tree, reader), reader)
    return column


def _value(node: Any, reader: Reader) -> Value:
    kind = type(node).__name__
    if kind not in _KINDS:
        raise NotReplayed(kind)
    return _KINDS[kind](node, reader)


def _selected(node: Any, reader: Reader) -> Column | Apart:
    """A series as an instant value; at another instant only where a subquery is `held` to it."""
    if node.at is not None:
        raise NotReplayed("@")
    labels = apart(node, reader.own)
    return {labels: _written(node, reader)} if labels else _written(node, reader)


def _written(node: Any, reader: Reader) -> Column:
    """What was written last to a series, unless nothing was; with an offset, some time ago."""
    track = _track(node, reader)
    ago = _seconds(node.offset)
    if ago < 0:
        raise NotReplayed("a negative offset")
    behind, every = -(-ago // reader.clock.step) or reader.late(track), track.every
    if every == 1:
        return _shifted(track.values, behind, reader.places)
    places = (at - behind - (at - behind) % every for at in reader.places)
    return [track.values[at] if at >= 0 else NONE for at in places]


def _shifted(values: Column, behind: int, places: range) -> Column:
    """The values so many instants before each of these places; none before the first."""
    early, later = _later(places, behind)
    return [NONE] * early + values[later.start : later.stop : later.step]


def _later(places: range, behind: int) -> tuple[int, range]:
    """The instants that lie so many before these places, after how many of them that come before the first."""
    early = len(range(places.start, min(behind, places.stop), places.step))
    later = places[early:]
    return early, range(later.start - behind, later.stop - behind, later.step)


def _track(node: Any, reader: Reader) -> Track:
    try:
        return reader.tracks[selector(node, reader.own)]
    except KeyError:
        raise NotReplayed(f"the series {node.name}") from None


def _windows(node: Any, reader: Reader) -> Windows:
    """The samples behind a range: those that were recorded, or those of a subquery."""
    if type(node).__name__ == "MatrixSelector":
        return _recorded(node, reader)
    if type(node).__name__ == "SubqueryExpr" and node.step is not None:
        return _tiles(node, reader)
    raise NotReplayed(type(node).__name__)


def _recorded(node: Any, reader: Reader) -> Windows:
    if node.vector_selector.at is not None:
        raise NotReplayed("a range with @")
    track, ago = _track(node.vector_selector, reader), _seconds(node.vector_selector.offset)
    length, step = int(node.range.total_seconds()), reader.clock.step
    if ago < 0 or ago % step:
        raise NotReplayed("a range that ends between two instants")
    back = length // step
    late = 0 if ago else reader.late(track)
    first, end = (_behind(reader.places, ago // step + instants) for instants in (back, late - 1))
    only = None if back or late else _shifted(track.values, ago // step, reader.places)
    return Windows(track.points, first, end, only=only)


def _behind(places: range, instants: int) -> list[int]:
    """For each place the one so many before it; the first where there is none."""
    early, later = _later(places, instants)
    return [0] * early + list(later)


def _tiles(node: Any, reader: Reader) -> Windows:
    """A subquery looks at absolute multiples of its step; the newest of them may be this very instant."""
    length, tile, ago = (_seconds(each) for each in (node.range, node.step, node.offset))
    clock, only = reader.clock, held(node.expr)
    edges = _written(only.edge, reader) if only.edge else []
    points, origin = _steps(only.looked, reader, tile, length)
    now = _column(_value(only.looked, reader), reader)
    first, end, edge = [], [], []
    for index, place in enumerate(reader.places):
        instant = clock.at(place) - ago
        begin = -(-(instant - length) // tile)
        newest = instant // tile
        if edges:
            begin, newest = only.steps(edges[index], begin, newest, tile)
        at_once = not ago and newest * tile == instant
        first.append(max(0, begin - origin))
        end.append(max(first[-1], newest - origin + (not at_once)))
        edge.append(now[index] if at_once and begin <= newest else NONE)
    return Windows(Points(points), first, end, edge)


def _steps(looked: Any, reader: Reader, tile: int, length: int) -> tuple[Column, int]:
    """What is looked at by multiples of `tile` seconds, and the number of the first.

    What reads no series was there before the clock began as well.
    """
    clock, back = reader.clock, -(-length // reader.clock.step)
    if not any(type(each).__name__ == "VectorSelector" for each in walk(looked)):
        clock = Clock(clock.start - back * clock.step, clock.step, clock.count + back)
    origin = -(-clock.start // tile)
    ages = range(origin * tile - clock.start, clock.count * clock.step, tile)
    first, pace = ages.start // clock.step, 1 if tile % clock.step else tile // clock.step
    early = replace(reader.afterwards, clock=clock, places=range(first, clock.count, pace))
    past = _column(_value(looked, early), early)
    return [past[(age // clock.step - first) // pace] for age in ages], origin


def _seconds(length: timedelta | None) -> int:
    return int(length.total_seconds()) if length is not None else 0


def _call(node: Any, reader: Reader) -> Value:
    name = node.func.name
    if name in FUNCTIONS:
        return FUNCTIONS[name](_windows(node.args[0], reader))
    if name == "time":
        return _instants(reader)
    if name == "timestamp":
        return _stamps(node.args[0], reader)
    if name in ("vector", "scalar"):
        return _value(node.args[0], reader)
    if name == "label_replace":
        return _marked(node, reader)
    if name in MATHS or name in CLAMPS:
        return _mathematical(name, node.args, reader)
    raise NotReplayed(f"the function {name}")


def _mathematical(name: str, arguments: Any, reader: Reader) -> Value:
    """A function of each value, of one stream or of several; the bound of a clamp is the same for all."""
    value, *bounds = (_value(each, reader) for each in arguments)
    function: Callable[..., float] = MATHS.get(name) or CLAMPS[name]
    more = [_column(bound, reader) for bound in bounds]

    def made(column: Column) -> Column:
        return [function(*row) for row in zip(column, *more, strict=True)]

    return mapped(made, value) if isinstance(value, dict) else made(_column(value, reader))


def _instants(reader: Reader) -> Column:
    return [float(reader.clock.at(place)) for place in reader.places]


def _stamps(node: Any, reader: Reader) -> Column:
    """When a series was written last, where that can only have been now."""
    track = _track(node, reader) if type(node).__name__ == "VectorSelector" else None
    if track is None or track.every != 1 or reader.late(track) or node.offset is not None or node.at is not None:
        raise NotReplayed("a timestamp of another time")
    return [at if there(value) else NONE for at, value in zip(_instants(reader), _written(node, reader), strict=True)]


def _marked(node: Any, reader: Reader) -> Apart:
    """A stream with one more label, whose value is written out."""
    vector, mark, value_of, source, pattern = node.args
    if source.val or pattern.val:
        raise NotReplayed("label_replace from another label")
    return {((mark.val, value_of.val),): _column(_value(vector, reader), reader)}


def _aggregated(node: Any, reader: Reader) -> Value:
    """Of one stream the sum and the greatest are the stream, its group 1."""
    value = _value(node.expr, reader)
    if isinstance(value, dict):
        return grouped(value, node)
    if str(node.op) not in FOLDS:
        raise NotReplayed(f"the aggregation {node.op}")
    return aggregated(str(node.op), [_column(value, reader)])


def _binary(node: Any, reader: Reader) -> Value:
    left, right = _value(node.lhs, reader), _value(node.rhs, reader)
    if isinstance(left, dict) or isinstance(right, dict):
        return pairwise(lambda one, other: _joined(node, one, other, reader), left, right, str(node.op))
    return _joined(node, left, right, reader)


def _joined(node: Any, left: Value, right: Value, reader: Reader) -> Value:
    """One stream, or number, of two."""
    op, columns = str(node.op), (_column(left, reader), _column(right, reader))
    if op in SETS:
        return SETS[op](*columns)
    if op in ARITHMETIC:
        numbers = isinstance(left, float) and isinstance(right, float)
        values = list(map(ARITHMETIC[op], *columns))
        return values[0] if numbers else values
    if op not in COMPARISONS:
        raise NotReplayed(f"the operator {op}")
    if gives_a_number(node):
        return told(COMPARISONS[op], *columns)
    return kept(columns[1] if isinstance(left, float) else columns[0], COMPARISONS[op], *columns)


def _column(value: Value, reader: Reader) -> Column:
    """One stream, or a number at every instant."""
    if isinstance(value, dict):
        raise NotReplayed("streams side by side")
    return value if isinstance(value, list) else [value] * len(reader.places)


_KINDS: dict[str, Callable[[Any, Reader], Value]] = {
    "VectorSelector": _selected,
    "NumberLiteral": lambda node, _: float(node.val),
    "ParenExpr": lambda node, reader: _value(node.expr, reader),
    "Call": _call,
    "AggregateExpr": _aggregated,
    "BinaryExpr": _binary,
}
