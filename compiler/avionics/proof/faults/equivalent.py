"""Faults that change nothing: no data that there can be tells such a mutant from its rule, so no test could either.

What is multiplied by nought to fill a gap has no value that matters, so neither has its range or how it is aggregated;
nor, where the sum is divided by the very same held above nought, would dividing by it, since of nought itself nothing
is left. What `>= bool -Inf` makes 1 may have any value, as may what an alert does not compare. A count or a measured
ratio never equals a fraction, nor a rate a number other than 0. The last value of an idle window is looked for as long
as the long window remembers, and found sooner if it is looked for more often; a subquery that is held to what is after
an instant holds no more if it looks further back. What is true or false lies on the same side of all that is between 0
and 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import ge, gt, le, lt

from msgspec import Struct

from avionics.promql.text.brackets import depths
from avionics.promql.text.duration import seconds
from avionics.promql.text.tokens import AGGREGATIONS, COMPARISONS, Token, selectors, tokens
from avionics.proof.faults.single import is_of_one

_ARITHMETIC = frozenset("+-*/")
_ENDS_OPERAND = _ARITHMETIC | COMPARISONS | {"and", "or", "unless"}
_CONTINUOUS = frozenset({"rate", "irate", "increase", "deriv", "predict_linear", "histogram_quantile", "time"})
"""What comes of them is no count."""
_HOLDS = {">": gt, "<": lt, ">=": ge, "<=": le}


class Expression(Struct, frozen=True):
    """An expression by its tokens: which are in its fills, in what only must be there, and in what is `valued`.

    Its `series` begin at these offsets; `boolean` says that all it compares at its end is 0 or 1.
    """

    stream: tuple[Token, ...]
    series: frozenset[int]
    fills: frozenset[int]
    present: frozenset[int]
    boolean: bool
    valued: frozenset[int]

    def same(self, index: int, inside: str, changed: str) -> bool:
        """Whether nothing changes if the token at `index`, which stands `inside` such a bracket, is written so."""
        token = self.stream[index]
        if inside == "[":
            return index in self.fills | self.present or self._only_looks_back(index, changed)
        if token.text.lower().removesuffix("_over_time") in AGGREGATIONS:
            no_matter = index not in self.valued or index in self.fills | self.present
            return no_matter or is_of_one(self.stream, self.series, index, changed)
        if token.kind == "number":
            return index in self.present or (self.boolean and self._on_the_same_side(index, changed))
        if changed == f"{token.text}=" or token.text == f"{changed}=":
            return _measured(self.stream, index)
        return (index in self.present and token.text in _ARITHMETIC) or (
            changed == "/" and _is_held_above_nought(self.stream, index)
        )

    def _only_looks_back(self, index: int, changed: str) -> bool:
        """Whether a longer range looks further back for what is forgotten, or held to what is after an instant.

        Or a shorter step looks more often for what is remembered.
        """
        longer = seconds(changed) > seconds(self.stream[index].text)
        if self.stream[index - 1].text == ":":
            return not longer and recorded_before(self.stream, index)
        return longer and (_remembers(self.stream, index) or _is_held(self.stream, index))

    def _on_the_same_side(self, index: int, changed: str) -> bool:
        """Whether both numbers, the last of the expression, part 0 and 1 alike."""
        holds = _HOLDS.get(self.stream[index - 1].text)
        if holds is None or index != len(self.stream) - 1:
            return False
        return all(holds(value, float(self.stream[index].text)) == holds(value, float(changed)) for value in (0, 1))


def expression(expr: str, *, alert: bool, boolean: bool) -> Expression:
    """What is known of `expr`; an `alert` fires whatever the value is of what it does not compare."""
    stream = tokens(expr)
    return Expression(
        stream,
        series=frozenset(one.start for one in selectors(expr)),
        fills=frozenset(_of_fills(stream)),
        present=frozenset(_of_what_is_present(stream)),
        boolean=boolean,
        valued=frozenset(_of_what_is_compared(stream) if alert else range(len(stream))),
    )


def recorded_before(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a range is that over which the last value of a recorded series is looked for."""
    bracket = _opening([token.text for token in stream], index)
    return stream[bracket - 1].text == "last_over_time" and ":" in stream[bracket + 1].text


def _remembers(stream: tuple[Token, ...], index: int) -> bool:
    """Whether it looks back for the last ratio there was: further back, the long window has forgotten."""
    return recorded_before(stream, index) and stream[index + 1].text == ":"


def _measured(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a rate or a length of time is compared with another number than 0, which it never exactly equals."""
    left = {token.text for token in stream[:index]}
    return float(stream[index + 1].text) != 0 and not left.isdisjoint(_CONTINUOUS)


def _is_held(stream: tuple[Token, ...], index: int) -> bool:
    """Whether the range is that of a subquery which is held to what is after an instant, as `x > scalar(y @ end())`."""
    before = [token.text for token in stream[: index - 1]]
    while before and before[-1] == ")":
        before.pop()
    return before[-3:] == ["@", "end", "("]


def _of_fills(stream: tuple[Token, ...]) -> Iterator[int]:
    """Which tokens stand in what is multiplied by nought, as in `or 0 * sum(rate(x[5m]))`."""
    for at in range(1, len(stream)):
        if _is_fill(stream, at):
            yield from _operand(stream, at + 1)


def _is_fill(stream: tuple[Token, ...], index: int) -> bool:
    """Whether an operator multiplies nought."""
    return stream[index].text == "*" and stream[index - 1].text == "0"


def _is_held_above_nought(stream: tuple[Token, ...], index: int) -> bool:
    """Whether its sum is divided by what nought is multiplied by, where that is more: `(x or 0 * T) / (T > 5)`."""
    if not _is_fill(stream, index) or stream[index - 2].text != "or":
        return False
    words = [token.text for token in stream]
    filling = [words[at] for at in _operand(stream, index + 1)]
    closing = index + 1 + len(filling)
    divided = [")", "/", "(", *filling, ">"]
    bound = closing + len(divided)
    return (
        words[closing:bound] == divided
        and stream[_opening(words, closing) - 1].kind != "name"
        and [token.kind for token in stream[bound : bound + 1]] == ["number"]
        and words[bound + 1 : bound + 2] == [")"]
    )


def _of_what_is_present(stream: tuple[Token, ...]) -> Iterator[int]:
    """Which tokens stand in brackets before `>= bool -Inf`, which makes 1 of every value but NaN."""
    words = [token.text for token in stream]
    for at in range(1, len(words) - 3):
        if words[at : at + 4] == [">=", "bool", "-", "Inf"] and words[at - 1] == ")":
            yield from range(_opening(words, at - 1), at)


def _of_what_is_compared(stream: tuple[Token, ...]) -> Iterator[int]:
    """Which tokens stand in a part with a comparison, between the `and`, `or` and `unless` outside of brackets."""
    parts: list[list[int]] = [[]]
    for index, (token, depth) in enumerate(zip(stream, depths(stream), strict=True)):
        if not depth and token.text.lower() in ("and", "or", "unless"):
            parts.append([])
        parts[-1].append(index)
    for part in parts:
        if any(stream[index].text in COMPARISONS for index in part):
            yield from part


def _opening(words: list[str], closing: int) -> int:
    """The bracket that is open until there."""
    at, depth = closing, 1
    while depth and at:
        at -= 1
        depth += (words[at] == ")") - (words[at] == "(")
    return at


def _operand(stream: tuple[Token, ...], begin: int) -> Iterator[int]:
    """The tokens from one on that belong to the same operand."""
    depth = 0
    for index in range(begin, len(stream)):
        word = stream[index].text.lower()
        depth += (word in ("(", "{", "[")) - (word in (")", "}", "]"))
        if depth < 0 or (not depth and word in _ENDS_OPERAND):
            return
        yield index
