"""Rules with one fault each: what a test that deserves its name must notice.

Changed are thresholds and factors, operators, windows, `for` and `keep_firing_for`, labels of joins, and fills. Not
changed is what changes nothing: a strict comparison with a fraction, which no count and no measured ratio ever equals,
or of a rate with a number other than 0; how far back the last value of an idle window is looked for, beyond what the
long window remembers; how far back a subquery looks for what is after an instant only; the range of what is multiplied
by nought to fill a gap, of which no value matters; and the values of what `>= bool -Inf` makes 1, whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert
from avionics.promql.duration import seconds, text
from avionics.promql.number import number
from avionics.promql.tokens import LABEL_LISTS, Token, tokens
from avionics.proof.needed import Rule, name_of

_OPERATORS = {
    ">": ("<",), "<": (">",), ">=": ("<",), "<=": (">",), "==": ("!=",), "!=": ("==",),
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",),
    "and": ("or", "unless"), "or": ("and",), "unless": ("and",),
}  # fmt: skip
_ARITHMETIC = frozenset("+-*/")
_EDGES = {">": ">=", "<": "<=", ">=": ">", "<=": "<"}
_CONTINUOUS = frozenset({"rate", "irate", "increase", "deriv", "predict_linear", "histogram_quantile", "time"})
"""What comes of them is no count."""


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
    """Every fault of a rule."""
    for said, expr in _faults(rule.expr):
        yield Mutant(rule, replace(rule, expr=expr), said)
    if isinstance(rule, PlannedAlert):
        yield from _timing(rule)


def with_fault(groups: Iterable[Group], mutant: Mutant) -> tuple[Group, ...]:
    """The groups with the rule replaced by its mutant."""
    return tuple(
        Group(
            group.name, group.interval, tuple(mutant.changed if rule is mutant.rule else rule for rule in group.rules)
        )
        for group in groups
    )


def _timing(rule: PlannedAlert) -> Iterator[Mutant]:
    for said, changed in _other_times(rule.for_):
        yield Mutant(rule, replace(rule, for_=changed), f"for: {rule.for_} -> {said}")
    for said, changed in _other_times(rule.keep_firing_for):
        yield Mutant(rule, replace(rule, keep_firing_for=changed), f"keep_firing_for: {rule.keep_firing_for} -> {said}")


def _other_times(written: str) -> Pairs:
    """What a time may be instead, as it is said and as a rule has it."""
    length = seconds(written) if written else 0
    return (("none", ""), *((text(other), text(other)) for other in (2 * length, length // 2))) if length else ()


def _faults(expr: str) -> Iterator[tuple[str, str]]:
    """What was done, and the expression it gives."""
    stream = tokens(expr)
    inside, unheard, present = _inside(stream), _of_fills(stream), _of_what_is_present(stream)
    for index, token in enumerate(stream):
        if inside[index] == "[" and index in unheard | present:
            continue
        if index in present and (token.kind == "number" or token.text in _ARITHMETIC):
            continue
        for changed in _changes(stream, index, inside[index]):
            around = expr[max(0, token.start - 25) : token.start].rsplit("\n", 1)[-1]
            yield (
                f"...{around}{token.text} -> {changed or 'nothing'}",
                expr[: token.start] + changed + expr[token.end :],
            )
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
        if token.kind == "number" and stream[index - 1].text == "[":
            if _of_one_evaluation(stream, index):
                yield "5m"
                return
            yield from _lengths(token.text, twice=not (_remembers(stream, index) or _is_held(stream, index)))
    elif token.kind == "number":
        yield from _lengths(token.text) if stream[index - 1].text == "offset" else _numbers(token.text)
    elif token.text.lower() in _OPERATORS and _between(stream, index):
        yield from _OPERATORS[token.text.lower()]
        if token.text in _EDGES and _whole(stream[index + 1 :]) and not _measured(stream, index):
            yield _EDGES[token.text]


def _between(stream: tuple[Token, ...], index: int) -> bool:
    """Whether an operator stands between two values, and is no sign."""
    before = stream[index - 1] if index else None
    return before is not None and (before.kind in ("name", "number") or before.text in (")", "}", "]"))


def _whole(rest: tuple[Token, ...]) -> bool:
    """Whether what is compared with is one whole number, so that the edge matters."""
    last = len(rest) == 1 or rest[1].text in (")", "and", "or", "unless")
    return bool(rest) and rest[0].kind == "number" and rest[0].text.isdigit() and last


def _measured(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a rate or a length of time is compared with another number than 0, which it never exactly equals."""
    left = {token.text for token in stream[:index]}
    return float(stream[index + 1].text) != 0 and not left.isdisjoint(_CONTINUOUS)


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


def _remembers(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a range only looks back for the last value there was: further back, the long window has forgotten."""
    return stream[_bracket(stream, index) - 1].text == "last_over_time"


def _of_one_evaluation(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a recorded series is only looked for where an evaluation wrote it; an instant value may be 5 m old."""
    recorded = ":" in stream[_bracket(stream, index) + 1].text
    return recorded and _remembers(stream, index) and stream[index + 1].text == "]"


def _bracket(stream: tuple[Token, ...], index: int) -> int:
    """The last bracket that opens before."""
    return next((at for at in range(index, 0, -1) if stream[at].text == "("), 0)


def _is_held(stream: tuple[Token, ...], index: int) -> bool:
    """Whether the range is that of a subquery which is held to what is after an instant, as `x > scalar(y @ end())`."""
    before = [token.text for token in stream[: index - 1]]
    while before and before[-1] == ")":
        before.pop()
    return before[-3:] == ["@", "end", "("]


def _of_fills(stream: tuple[Token, ...]) -> set[int]:
    """Which tokens stand in what is multiplied by nought, as in `or 0 * sum(rate(x[5m]))`."""
    found: set[int] = set()
    for at, (zero, times) in enumerate(pairwise(stream)):
        if zero.text == "0" and times.text == "*":
            found.update(_operand(stream, at + 2))
    return found


def _of_what_is_present(stream: tuple[Token, ...]) -> set[int]:
    """Which tokens stand in brackets before `>= bool -Inf`, which makes 1 of every value but NaN."""
    found: set[int] = set()
    words = [token.text for token in stream]
    for at in range(1, len(words) - 3):
        if words[at : at + 4] == [">=", "bool", "-", "Inf"] and words[at - 1] == ")":
            begin, depth = at - 1, 1
            while depth and begin:
                begin -= 1
                depth += (words[begin] == ")") - (words[begin] == "(")
            found.update(range(begin, at))
    return found


def _operand(stream: tuple[Token, ...], begin: int) -> Iterator[int]:
    """The tokens from one on that belong to the same operand."""
    depth = 0
    for index in range(begin, len(stream)):
        word = stream[index].text.lower()
        depth += (word in ("(", "{", "[")) - (word in (")", "}", "]"))
        if depth < 0 or (not depth and word in _OPERATORS):
            return
        yield index


def _lengths(written: str, *, twice: bool = True) -> Iterator[str]:
    length = seconds(written)
    if length > 1:
        if twice:
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
