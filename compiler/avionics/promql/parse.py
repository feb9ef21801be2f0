"""Is it PromQL? In process, by promql-parser, behind guards that keep it from crashing.

Facts are read from its tree by our own walk; its text is never re-printed (it prints invalid PromQL for some strings).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

from avionics.promql import grammar
from avionics.promql.bounds import beyond
from avionics.promql.quote import quote
from avionics.promql.tokens import AGGREGATIONS, LABEL_LISTS, OPERATORS, SET_OPERATORS, Token, TokenError, tokens

MAX_DEPTH = 100
MAX_OPERATORS = 300

_PAIRS = {")": "(", "]": "[", "}": "{"}
_REFUSED = "illegal regex for "
_PARTS_TRIED = 200
_SHORT = 1000
# Or whole seconds, as Prometheus 3 reads them.
_DURATION = re.compile(r"(?:(?:[0-9]+(?:ms|[smhdwy]))+|[0-9]{1,9})")
_UNSURE = re.compile(rf"\bor\b|\boffset\b(?!\s*-?\s*{_DURATION.pattern}(?![0-9a-zA-Z_.]))", re.IGNORECASE)
_SUSPECT = re.compile(r"[*+?}]\??[*+?{]|\{[0-9,]*[0-9]{4}|\)\{|\\[uU]|\(\?[^:]")
"""What may be a pattern that Prometheus refuses."""
_NO_MODIFIER_AFTER = SET_OPERATORS | LABEL_LISTS | {"bool"}
_SIGNS = frozenset({"+", "-"})
_NUMBERS = frozenset({"inf", "nan"})


class PromqlError(Exception):
    """An expression that is not PromQL: `length` characters at `offset` are to blame. `help` may say what to do."""

    def __init__(self, message: str, offset: int = 0, length: int = 1, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.offset, self.length, self.help = message, offset, length, help


def parse(text: str, operators: int = MAX_OPERATORS) -> Any:
    """The syntax tree of `text`, which holds `operators` at most.

    Raises:
        PromqlError: it is not PromQL, or nested deeper or longer than anybody writes.
    """
    if far := beyond(text):
        raise PromqlError(*far)
    found = _judged(text, operators)
    if "~" in text and _SUSPECT.search(text):
        _guard_patterns(text)
    return found


def _judged(text: str, operators: int) -> Any:
    if _harmless(text):
        with suppress(ValueError):  # said with its place below
            return _parsed(text)
    try:
        stream = tokens(text)
    except TokenError as error:
        raise _no_token(text, error) from None
    _guard(text, stream, operators)
    try:
        return _parsed(text)
    except ValueError as error:
        raise _located(text, stream, str(error), _parsed) from None


def _parsed(text: str) -> Any:
    """What the parser in use makes of `text`. A panic in it is no Exception, and would end the run.

    Raises:
        ValueError: it is not PromQL.
        PromqlError: the parser gave up.
    """
    import promql_parser  # noqa: PLC0415  a Rust extension, needed by compiles only

    try:
        return promql_parser.parse(_double_quoted(text) if "`" in text else text)
    except (ValueError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001
        raise PromqlError(f"the parser cannot read it: {error}", 0, len(text)) from None


def _double_quoted(text: str) -> str:
    """`text` with strings in backquotes in double quotes: the parser in use takes a backslash in them for an escape."""
    pieces, position = [], 0
    with suppress(TokenError):
        for token in tokens(text):
            if token.text[0] == "`":
                pieces += [text[position : token.start], quote(token.text[1:-1])]
                position = token.end
    return "".join([*pieces, text[position:]])


def _guard_patterns(text: str) -> None:
    """Refuses patterns that the parser in use reads and Prometheus does not."""
    from avionics.promql import advice, matchers, re2  # noqa: PLC0415  for unusual patterns only

    for one, offset, length in matchers.placed(text):
        why = re2.refusal(one.text) if "~" in one.operator else ""
        if why:
            raise PromqlError(f"the pattern cannot be read: {why}", offset, length, advice.SIGNS)


def _harmless(text: str) -> bool:
    """Whether `text` is so short and flat that no guard is needed, as nearly all are."""
    if len(text) > _SHORT or sum(map(text.count, "([{")) > MAX_DEPTH:
        return False
    lower = text.lower()
    return not (("or" in lower or "offset" in lower) and _UNSURE.search(text))


def _guard(text: str, stream: tuple[Token, ...], most: int) -> None:
    """Refuses what would crash a recursive parser, and what the one in use takes for PromQL and Prometheus does not."""
    _guard_brackets(text, stream)
    operators = [token for token in stream if token.text in OPERATORS or token.text.lower() in SET_OPERATORS]
    if len(operators) > most:
        message = f"more than {most} operators; record parts of it as rules"
        raise PromqlError(message, operators[most].start, len(operators[most].text))
    for before, token in pairwise(stream):
        if before.kind == "string" and token.text.lower() == "or" and _in_braces(stream, token):
            raise PromqlError("matchers cannot be joined by 'or'; use one regular expression", token.start, 2)
    _guard_offsets(stream)


def _guard_offsets(stream: tuple[Token, ...]) -> None:
    """Refuses an offset that is no duration: the parser in use panics at one that is infinite."""
    for index, token in enumerate(stream):
        if token.text.lower() != "offset" or not _ends_operand(stream, index - 1):
            continue
        after = stream[index + 1 : index + 3]
        given = after[1:] if after and after[0].text in _SIGNS else after[:1]
        if given and (given[0].kind == "number" or given[0].text.lower() in _NUMBERS):
            wrong = after[0] if after[0].text == "+" else given[0]
            if wrong.text == "+" or not _DURATION.fullmatch(wrong.text):
                message = f"unexpected {wrong.text!r}: expected a duration such as 5m"
                raise PromqlError(message, wrong.start, len(wrong.text))


def _ends_operand(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a value may end with the token at `index`, so that an `offset` behind it is no series of that name."""
    if index < 0:
        return False
    token = stream[index]
    if token.text == ")":  # of a value, or of the labels after `on`
        while index > 0 and stream[index].text != "(":
            index -= 1
        return stream[index - 1].text.lower() not in LABEL_LISTS
    if token.kind == "operator":
        return token.text in _PAIRS
    return token.text.lower() not in _NO_MODIFIER_AFTER


def _guard_brackets(text: str, stream: tuple[Token, ...]) -> None:
    open_: list[Token] = []
    for token in stream:
        if token.text in _PAIRS.values():
            open_.append(token)
            if len(open_) > MAX_DEPTH:
                raise PromqlError(f"nested deeper than {MAX_DEPTH} levels", token.start)
        elif token.text in _PAIRS:
            opening = _PAIRS[token.text]
            if all(bracket.text != opening for bracket in open_):
                raise _unbalanced(text, stream, f"unexpected {token.text!r}", token)
            if open_[-1].text != opening:
                break  # another bracket, within that which `token` closes
            open_.pop()
    if open_:
        raise _unbalanced(text, stream, f"{open_[-1].text!r} is never closed", open_[-1])


def _unbalanced(text: str, stream: tuple[Token, ...], message: str, bracket: Token) -> PromqlError:
    """The bracket, or a word out of place among brackets: `sum by (x) rate(y[5m]))` lacks one before `rate`."""
    try:
        grammar.parts(stream)
    except grammar.SyntaxFault as fault:
        if fault.token is not stream[-1] and fault.token.text not in {*_PAIRS, *_PAIRS.values()}:
            return _misspelt(text, stream, fault)
    return PromqlError(message, bracket.start)


def _in_braces(stream: tuple[Token, ...], token: Token) -> bool:
    before = [other.text for other in stream if other.start < token.start]
    return before.count("{") > before.count("}")


def _located(text: str, stream: tuple[Token, ...], message: str, parse_: Callable[[str], Any]) -> PromqlError:
    """The parser names no position: a token out of place has one, other faults are in the smallest part with them."""
    from avionics.promql import advice  # noqa: PLC0415  for mistakes only

    if grafana := advice.variable(stream):
        token, help_ = grafana
        return PromqlError("Grafana's variables are for cockpits only", token.start, len(token.text), help_)
    try:
        parts = grammar.parts(stream)
    except grammar.SyntaxFault as fault:
        return _misspelt(text, stream, fault)
    for begin, end in sorted(parts, key=lambda part: part[1] - part[0])[:_PARTS_TRIED]:
        try:
            parse_(text[begin:end])
        except ValueError as error:
            if str(error) == message:
                return _blamed(text, begin, end, message)
    return PromqlError(message, 0, len(text))


def _no_token(text: str, error: TokenError) -> PromqlError:
    from avionics.promql import advice  # noqa: PLC0415  for mistakes only

    if known := advice.character(text, error.offset):
        return PromqlError(f"{error.message}: {known[0]}", error.offset, known[1])
    return _templated(text, error.offset) or _unquoted(text, error.offset) or PromqlError(error.message, error.offset)


def _templated(text: str, offset: int) -> PromqlError | None:
    """The fault of a template of another tool's."""
    from avionics.promql import advice  # noqa: PLC0415  for mistakes only

    if found := advice.template(text, offset):
        start, length, help_ = found
        return PromqlError(f"{text[start : start + length]} is filled in by nobody", start, length, help_)
    return None


def _unquoted(text: str, offset: int) -> PromqlError | None:
    """The fault of a matcher whose value is not in quotes."""
    from avionics.promql import advice  # noqa: PLC0415  for mistakes only

    if found := advice.bare(text, offset):
        start, length, quoted = found
        message = f"expected a text in quotes, found {text[start : start + length]}"
        return PromqlError(message, start, length, f"write {quoted}")
    return None


def _misspelt(text: str, stream: tuple[Token, ...], fault: grammar.SyntaxFault) -> PromqlError:
    from avionics.promql import advice  # noqa: PLC0415  for mistakes only

    if spelt := advice.spelling(stream, fault.token):
        token, meant = spelt
        return PromqlError(f"unknown {token.text!r}; did you mean {meant!r}?", token.start, len(token.text))
    known = _templated(text, fault.token.start) or _unquoted(text, fault.token.start)
    return known or PromqlError(fault.message, fault.token.start, len(fault.token.text))


def _blamed(text: str, begin: int, end: int, message: str) -> PromqlError:
    from avionics.finding import did_you_mean  # noqa: PLC0415  difflib, for mistakes only
    from avionics.promql import advice  # noqa: PLC0415
    from avionics.promql.functions import FUNCTIONS  # noqa: PLC0415

    if message.startswith(_REFUSED):
        known = advice.pattern(text[begin:end], message.removeprefix(_REFUSED))
        if known:
            offset, length, why, help_ = known
            return PromqlError(f"the pattern cannot be read: {why}", begin + offset, length, help_)
    name, found, _ = text[begin:end].partition("(")
    if not (found and message.startswith("unknown function")):
        return PromqlError(message, begin, end - begin, advice.typed(message, text[begin:end]))
    near = did_you_mean(name.strip(), FUNCTIONS | AGGREGATIONS)
    hint = f"; {near}" if near.startswith("did") else ""
    return PromqlError(f"unknown function {name.strip()!r}{hint}", begin, len(name.rstrip()))


def walk(node: Any) -> Iterator[Any]:
    """`node` and every expression below it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(_below(current))


def _below(node: Any) -> list[Any]:
    kind = type(node).__name__
    if kind == "BinaryExpr":
        return [node.rhs, node.lhs]
    if kind == "Call":
        return list(reversed(node.args))
    if kind == "AggregateExpr":
        return [node.expr] if node.param is None else [node.expr, node.param]
    if kind in ("ParenExpr", "SubqueryExpr", "UnaryExpr"):
        return [node.expr]
    if kind == "MatrixSelector":
        return [node.vector_selector]
    return []
