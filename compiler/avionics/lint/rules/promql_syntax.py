"""Every expression is PromQL, and gives what its place needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from msgspec.structs import replace

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import PromqlAtHand, Written
from avionics.promql.meaning.examined import examined
from avionics.promql.meaning.labels import is_scalar
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.text.edit import single
from avionics.promql.text.tokens import MATCHERS, Token, TokenError, comment, selectors, tokens
from avionics.promql.text.variables import plain

_VALUE = "write the value itself, or remove the matcher"
_WINDOW = "write $window: each window is put in its place"
_RANGE = "a range of samples", "apply a function to it, such as rate(...[5m])"
_NOT_VALUES = {
    "MatrixSelector": _RANGE,
    "SubqueryExpr": _RANGE,
    "StringLiteral": ("a text", "take out the quotes that PromQL sees: they make it a text"),
}
_VARIABLE = re.compile(
    r"(?<![\\\[])\$(?:\{[A-Za-z_]\w*[^}]{0,200}\}|[A-Za-z_]\w*)"
)  # escaped or in brackets it is a dollar
_TEMPLATE = re.compile(r"\{\{-?\s*[.$][^{}]*\}\}")
"""Of Go. Other braces may be in a value: of a route, `/orders/{{id}}`."""
_LONGEST = 300
_CODE = re.compile(r"[(){}\[\]<>=]|\s[-+*/%^]\s")
"""Signs that an expression has, and a remark hardly ever."""


@rule("error", "every expression is PromQL, and every SLI made of selectors")
def check(promql: PromqlAtHand) -> Iterator[Problem]:
    """Looks at alerts, recording rules, SLIs, and what cockpits ask: there Grafana's variables are allowed."""
    for written in promql.conditions + promql.recordings:
        yield from _value(written)
        yield from _variables(written)
    for written in promql.formulas:
        yield from map(_asks_for_window, _value(written))
        yield from _variables(written)
        yield from _series(written)
    for written in promql.indicators:
        yield from _selector(written, examined(written.text)[1])
        yield from _variables(written)
    for written in promql.sources:
        yield from _selector(written, _filled(written))
    for query in promql.queries + promql.patched:
        if error := _filled(query):
            yield _refused(query, error)
        yield from _bare(query)
    for written in promql.everything:
        yield from _hidden(written)
        yield from _templates(written)


def _hidden(written: Written) -> Iterator[Problem]:
    """A folded text is one line, in which a comment hides what was written on the next. Words alone may be meant."""
    text = written.text
    found = comment(text) if "#" in text and "\n" not in text.strip() else None
    if found and _CODE.search(text, found[0]):
        message = "'#' begins a comment, which hides all that follows: this text is one line"
        help_ = "write the comment outside of the text, or use '|' for a text of several lines"
        yield Problem(written.where, message, help_, found)


def _filled(written: Written) -> PromqlError | None:
    """What is wrong with a text of a cockpit, whatever its variables hold."""
    filled = plain(written.text)
    return examined(filled)[1] if filled is not None else None


def _bare(written: Written) -> Iterator[Problem]:
    """Grafana puts no quotes around what it fills in."""
    if "=$" in written.text or "~$" in written.text:
        with suppress(TokenError):
            for label, operator, variable in _matched_bare(written.text):
                message = f"not PromQL: expected a text in quotes, found {variable.text}"
                meant = f'{label.text}{operator.text}"{variable.text}"'
                yield Problem(written.where, message, f"write {meant}", (variable.start, len(variable.text)))


def _matched_bare(text: str) -> Iterator[tuple[Token, Token, Token]]:
    """The label, operator and variable of matchers whose variable stands in no quotes."""
    stream, inside = tokens(text), False
    for label, operator, value in zip(stream, stream[1:], stream[2:], strict=False):
        inside = label.text == "{" or (inside and label.text != "}")
        if inside and operator.text in MATCHERS and value.kind == "variable":
            yield label, operator, value


def _refused(written: Written, error: PromqlError) -> Problem:
    return Problem(written.where, f"not PromQL: {error.message}", error.help, (error.offset, error.length))


def _value(written: Written) -> Iterator[Problem]:
    """Rules need one value a series."""
    tree, error = examined(written.text)
    if error is not None:
        yield _refused(written, error)
    elif (found := _NOT_VALUES.get(type(tree).__name__)) is not None:
        yield Problem(written.where, f"{found[0]} is not a value", found[1])


def _asks_for_window(problem: Problem) -> Problem:
    """Where an SLI is a formula, another tool's name of a window stands for ours."""
    from avionics.promql.syntax.advice import A_WINDOW  # noqa: PLC0415  for mistakes only

    return replace(problem, help=_WINDOW) if problem.help == A_WINDOW else problem


def _series(written: Written) -> Iterator[Problem]:
    """An SLI is summed, and a number has nothing to sum."""
    tree = examined(written.text)[0]
    if tree is not None and is_scalar(tree):
        yield Problem(written.where, "a number is no series", "write an expression of series, or vector(...) around it")


def _selector(written: Written, error: PromqlError | None) -> Iterator[Problem]:
    if error is not None:
        refused = _refused(written, error)
        yield _asks_for_series(refused, written.text) if error.help else refused
    elif single(written.text) is None:
        message = "expected one selector, without function, operator or range"
        yield Problem(written.where, message, _series_of(written.text))


def _asks_for_series(problem: Problem, text: str) -> Problem:
    """Where another tool's window is written, a selector has none at all."""
    from avionics.promql.syntax.advice import A_WINDOW  # noqa: PLC0415  for mistakes only

    filled = plain(_TEMPLATE.sub("5m", text)) if problem.help == A_WINDOW else None
    return problem if filled is None or single(filled) else replace(problem, help=_series_of(filled))


def _series_of(text: str) -> str:
    return f"write the series alone, {_alone(text)}: function and window are put around it"


def _alone(text: str) -> str:
    """The series that an expression reads, where it is one; else how one is written."""
    try:
        series = {text[one.start : one.end] for one in selectors(text)}
    except TokenError:
        series = set()
    return series.pop() if len(series) == 1 and len(text) <= _LONGEST else 'such as up{job="a"}'


def _variables(written: Written) -> Iterator[Problem]:
    """A rule whose matcher asks for the text `$job` finds nothing."""
    if "$" not in written.text or examined(written.text)[1] is not None:
        return
    for used, span in _asked(written.text, _VARIABLE) if not _TEMPLATE.search(written.text) else ():
        message = f"{used} is no value here: Grafana's variables are for cockpits only"
        yield Problem(written.where, message, _VALUE, span)


def _templates(written: Written) -> Iterator[Problem]:
    """Prometheus and Grafana fill in templates of texts, and none of expressions: the matcher asks for the braces."""
    if "{{" in written.text:
        with suppress(TokenError):
            for used, span in _asked(written.text, _TEMPLATE):
                yield Problem(written.where, f"{used} is filled in by nobody", _VALUE, span)


def _asked(text: str, what: re.Pattern[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """What is found in the texts that matchers ask for, and where."""
    for operator, token in pairwise(tokens(text)):
        found = what.search(token.text) if operator.text in MATCHERS and token.kind == "string" else None
        if found:
            yield found[0], (token.start + found.start(), len(found[0]))
