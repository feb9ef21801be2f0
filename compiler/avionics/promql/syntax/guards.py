"""What is refused before the parser in use sees it: what would crash it, and what it alone takes for PromQL."""

from __future__ import annotations

import re
from itertools import pairwise

from avionics.promql.syntax.bounds import guard_numbers
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.text.tokens import LABEL_LISTS, OPERATORS, SET_OPERATORS, Token

MAX_DEPTH = 100
MAX_OPERATORS = 300

_PAIRS = {")": "(", "]": "[", "}": "{"}
_SHORT = 1000
# Or whole seconds, as Prometheus 3 reads them.
_DURATION = re.compile(r"(?:(?:[0-9]+(?:ms|[smhdwy]))+|[0-9]{1,9})")
_UNSURE = re.compile(rf"\bor\b|\boffset\b(?!\s*-?\s*{_DURATION.pattern}(?![0-9a-zA-Z_.]))", re.IGNORECASE)
_LARGE = re.compile(r"[0-9](?:[0-9]{3}|\.?[yweExX])")
"""What may be a number, a duration or a time too large for Prometheus."""
_NO_MODIFIER_AFTER = SET_OPERATORS | LABEL_LISTS | {"bool"}
_SIGNS = frozenset({"+", "-"})
_NUMBERS = frozenset({"inf", "nan"})


def harmless(text: str) -> bool:
    """Whether `text` is so short and flat, and its numbers so small, that no guard is needed, as nearly all are."""
    if len(text) > _SHORT or sum(map(text.count, "([{")) > MAX_DEPTH or "@" in text or _LARGE.search(text):
        return False
    lower = text.lower()
    return not (("or" in lower or "offset" in lower) and _UNSURE.search(text))


def guard(text: str, stream: tuple[Token, ...], most: int) -> None:
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
    guard_numbers(stream)


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
                instead = f"write {_closing(open_[-1])!r} instead" if open_ else "open it"
                raise _unbalanced(text, stream, f"unexpected {token.text!r}", token, f"take it out, or {instead}")
            if open_[-1].text != opening:
                break  # another bracket, within that which `token` closes
            open_.pop()
    if open_:
        help_ = f"write the {_closing(open_[-1])!r} that is missing"
        raise _unbalanced(text, stream, f"{open_[-1].text!r} is never closed", open_[-1], help_)


def _closing(bracket: Token) -> str:
    return next(sign for sign, opening in _PAIRS.items() if opening == bracket.text)


def _unbalanced(text: str, stream: tuple[Token, ...], message: str, bracket: Token, help_: str) -> PromqlError:
    """The bracket, or a word out of place among brackets: `sum by (x) rate(y[5m]))` lacks one before `rate`."""
    from avionics.promql.syntax import blame, grammar  # noqa: PLC0415  for mistakes only

    try:
        grammar.parts(stream)
    except grammar.SyntaxFault as fault:
        if fault.token is not stream[-1] and fault.token.text not in {*_PAIRS, *_PAIRS.values()}:
            return blame.misspelt(text, stream, fault)
    return PromqlError(message, bracket.start, 1, help_)


def _in_braces(stream: tuple[Token, ...], token: Token) -> bool:
    before = [other.text for other in stream if other.start < token.start]
    return before.count("{") > before.count("}")


def guard_patterns(text: str) -> None:
    """Refuses patterns that the parser in use reads and Prometheus does not."""
    from avionics.promql.patterns import matchers, re2  # noqa: PLC0415  for unusual patterns only
    from avionics.promql.syntax import advice  # noqa: PLC0415  for unusual patterns only

    for one, offset, length in matchers.placed(text):
        why = re2.refusal(one.text) if "~" in one.operator else ""
        if why:
            raise PromqlError(f"the pattern cannot be read: {why}", offset, length, advice.SIGNS)
