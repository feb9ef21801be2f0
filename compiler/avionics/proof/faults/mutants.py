"""Rules with one fault each: what a test that deserves its name must notice.

Changed are thresholds and factors, operators, aggregations, windows and the steps of subqueries, `for` and
`keep_firing_for`, labels of joins, and fills. Not changed is what no data could tell apart: `equivalent`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.number import number
from avionics.promql.text.tokens import LABEL_LISTS, Token, tokens
from avionics.proof.faults import equivalent
from avionics.proof.needed import Rule, in_place, name_of
from avionics.proof.traffic.recorded import LOOK_BACK

_OPERATORS = {
    ">": ("<",), "<": (">",), ">=": ("<",), "<=": (">",), "==": ("!=",), "!=": ("==",),
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",),
    "and": ("or", "unless"), "or": ("and",), "unless": ("and",),
}  # fmt: skip
_AGGREGATIONS = {
    "sum": ("avg", "max"), "avg": ("sum",), "max": ("min",), "min": ("max",), "count": ("sum",), "group": ("sum",),
    "topk": ("bottomk",), "bottomk": ("topk",), "by": ("without",), "without": ("by",),
}  # fmt: skip
_EDGES = {">": ">=", "<": "<=", ">=": ">", "<=": "<"}
_BOOLEAN = "bool"
"""The unit of what is true or false."""


class Mutant(Struct, frozen=True):
    """A rule with one fault, and what was done to it."""

    rule: Rule
    changed: Rule
    said: str

    @property
    def name(self) -> str:
        """The rule's name."""
        return name_of(self.rule)


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every fault of a rule that may change what it does."""
    found = list(_faults(rule))
    several, met = Counter(said for said, _ in found), Counter[str]()
    for said, expr in found:
        met[said] += 1
        place = f" (place {met[said]} of {several[said]})" if several[said] > 1 else ""
        yield Mutant(rule, replace(rule, expr=expr), said + place)
    if isinstance(rule, PlannedAlert):
        yield from _timing(rule)


def with_fault(groups: Iterable[Group], mutant: Mutant) -> tuple[Group, ...]:
    """The groups with the rule replaced by its mutant."""
    return in_place(groups, lambda rule: (mutant.changed if rule is mutant.rule else rule,))


def _timing(rule: PlannedAlert) -> Iterator[Mutant]:
    for said, changed in _other_times(rule.for_):
        yield Mutant(rule, replace(rule, for_=changed), f"for: {rule.for_} -> {said}")
    for said, changed in _other_times(rule.keep_firing_for):
        yield Mutant(rule, replace(rule, keep_firing_for=changed), f"keep_firing_for: {rule.keep_firing_for} -> {said}")


def _other_times(written: str) -> Pairs:
    """What a time may be instead, as it is said and as a rule has it."""
    length = seconds(written)
    return (("none", ""), *((text(other), text(other)) for other in (2 * length, length // 2))) if length else ()


def _faults(rule: Rule) -> Iterator[tuple[str, str]]:
    """What was done, and the expression it gives."""
    expr, stream = rule.expr, tokens(rule.expr)
    alert = rule if isinstance(rule, PlannedAlert) else None
    whole = equivalent.expression(expr, alert=bool(alert), boolean=bool(alert and alert.unit == _BOOLEAN))
    for index, (token, inside) in enumerate(zip(stream, _inside(stream), strict=True)):
        for changed in _changes(stream, index, inside):
            if not whole.same(index, inside, changed):
                around = expr[max(0, token.start - 25) : token.start].rsplit("\n", 1)[-1]
                yield f"...{around}{token.text} -> {changed}", expr[: token.start] + changed + expr[token.end :]
    yield from _joins(expr, stream)


def _inside(stream: tuple[Token, ...]) -> list[str]:
    """For each token, the innermost of `[` and `{` it is in."""
    found: list[str] = []
    opened = ""
    for token in stream:
        found.append(opened)
        if token.text in ("[", "{"):
            opened = token.text
        elif token.text in ("]", "}"):
            opened = ""
    return found


def _changes(stream: tuple[Token, ...], index: int, inside: str) -> Iterator[str]:
    token = stream[index]
    if inside == "{":
        return
    if inside == "[":
        if token.kind == "number":
            yield from (text(LOOK_BACK),) if _of_one_evaluation(stream, index) else _lengths(token.text)
    elif _aggregates(stream, index):
        of, over_time, _ = token.text.lower().partition("_over_time")
        yield from (other + over_time for other in _AGGREGATIONS.get(of, ()))
    elif token.kind == "number":
        yield from _lengths(token.text) if stream[index - 1].text == "offset" else _numbers(token.text)
    elif token.text.lower() in _OPERATORS and _between(stream, index):
        yield from _OPERATORS[token.text.lower()]
        if token.text in _EDGES and _whole(stream[index + 1 :]):
            yield _EDGES[token.text]


def _aggregates(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a word is one that values or a list of labels follow, and no name of a series or a label."""
    following = [token.text.lower() for token in stream[index + 1 : index + 2]]
    return stream[index].kind == "name" and following in (["("], ["by"], ["without"])


def _between(stream: tuple[Token, ...], index: int) -> bool:
    """Whether an operator stands between two values, and is no sign."""
    before = stream[index - 1] if index else None
    return before is not None and (before.kind in ("name", "number") or before.text in (")", "}", "]"))


def _whole(rest: tuple[Token, ...]) -> bool:
    """Whether what is compared with is one whole number, so that the edge matters."""
    last = len(rest) == 1 or rest[1].text in (")", "and", "or", "unless")
    return bool(rest) and rest[0].kind == "number" and rest[0].text.isdigit() and last


def _numbers(written: str) -> Iterator[str]:
    try:
        value = float(written)
    except ValueError:
        return
    if value == 0:
        yield "1"
    else:
        yield number(2 * value)
        yield number(value / 2)


def _of_one_evaluation(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a recorded series is only looked for where an evaluation wrote it."""
    ranged = stream[index - 1].text == "[" and stream[index + 1].text == "]"
    return ranged and equivalent.recorded_before(stream, index)


def _lengths(written: str) -> Iterator[str]:
    length = seconds(written)
    if length > 1:
        yield text(2 * length)
        yield text(length // 2)


def _joins(expr: str, stream: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """A label less in a list of labels."""
    listed = ""
    for before, token in pairwise(stream):
        if token.text == "(" and before.text.lower() in LABEL_LISTS:
            listed = before.text
        elif token.text == ")":
            listed = ""
        elif listed and token.kind == "name":
            yield _without(expr, listed, token)


def _without(expr: str, listed: str, token: Token) -> tuple[str, str]:
    before, after = expr[: token.start], expr[token.end :]
    if after.lstrip().startswith(","):
        after = after.lstrip()[1:]
    else:
        before = before.rstrip().removesuffix(",")
    return f"{listed} (...{token.text}...) -> without {token.text}", before + after
