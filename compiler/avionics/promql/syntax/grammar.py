"""Where an expression stops being PromQL.

The parser in use names no position, so an expression that it refused is read once more by a reader that knows the
syntax and nothing else (Prometheus, "Querying basics" and "Operators"), and stops at the first token out of place.
"""

from __future__ import annotations

from collections.abc import Callable

from avionics.promql.text.tokens import (
    AGGREGATIONS,
    COMPARISONS,
    LABEL_LISTS,
    MATCHERS,
    OPERATORS,
    SET_OPERATORS,
    Token,
)

_OPERATORS = OPERATORS | SET_OPERATORS
_GROUPINGS = frozenset({"group_left", "group_right"})
_MATCHINGS = LABEL_LISTS - _GROUPINGS - {"by", "without"}
_MISTAKEN = {
    "==": "a label is matched by '='",
    **dict.fromkeys(("<", ">", "<=", ">="), 'labels are texts; numbers from 500 on are code=~"5.."'),
}
_END = Token("end", "", 0)

Part = tuple[int, int]
"""Begin and end of a piece of the text."""


class SyntaxFault(Exception):
    """A token out of place, and why."""

    def __init__(self, message: str, token: Token) -> None:
        super().__init__(message)
        self.message, self.token = message, token


def parts(stream: tuple[Token, ...]) -> list[Part]:
    """The expressions and operands of an expression that reads as PromQL, the whole of it last.

    Raises:
        SyntaxFault: it does not.
    """
    reader = _Reader(stream)
    reader.expression()
    if reader.token is not _END:
        reader.stop(_too_much(reader.token))
    return reader.parts


def _too_much(token: Token) -> str:
    if token.text == "=":
        return "values are compared by '=='"
    return "it has no place here" if token.kind == "operator" else "an operator is missing before it"


class _Reader:
    """Goes through the tokens once. Precedence and types are the parser's; nesting is bounded before."""

    def __init__(self, stream: tuple[Token, ...]) -> None:
        self._stream = stream
        self._index = 0
        self.parts: list[Part] = []

    @property
    def token(self) -> Token:
        return self._at(self._index)

    def _at(self, index: int) -> Token:
        return self._stream[index] if index < len(self._stream) else _END

    def stop(self, why: str) -> None:
        """Raises with the token at hand; at the end, with the one before it.

        Raises:
            SyntaxFault: always.
        """
        if self.token is not _END:
            raise SyntaxFault(f"unexpected {self.token.text!r}: {why}", self.token)
        if not self._stream:
            raise SyntaxFault("there is no expression", _END)
        last = self._stream[-1]
        raise SyntaxFault(f"something is missing after {last.text!r}", last)

    def _next(self) -> None:
        self._index += 1

    def _accept(self, *texts: str) -> bool:
        """Whether the token at hand is one of `texts`; then it is taken."""
        found = self.token.text.lower() in texts
        self._index += found
        return found

    def _expect(self, text: str, why: str) -> None:
        if not self._accept(text):
            self.stop(why)

    def _expect_kind(self, why: str, *kinds: str) -> None:
        if self.token.kind not in kinds:
            self.stop(why)
        self._next()

    def _part(self, begin: int) -> None:
        self.parts.append((self._at(begin).start, self._stream[self._index - 1].end))

    def _list(self, closing: str, item: Callable[[], None], *, trailing_comma: bool = True) -> None:
        """Items up to the closing bracket."""
        if self._accept(closing):
            return
        item()
        while not self._accept(closing):
            self._expect(",", f"expected ',' or {closing!r}")
            if trailing_comma and self._accept(closing):
                return
            item()

    def expression(self) -> None:
        """Values joined by operators."""
        begin = self._index
        self._value()
        while self._accept(*_OPERATORS):
            if self._at(self._index - 1).text in COMPARISONS:
                self._accept("bool")
            self._matching()
            self._value()
        self._part(begin)

    def _matching(self) -> None:
        if self._accept(*_MATCHINGS):
            self._labels()
            if self._accept(*_GROUPINGS) and self.token.text == "(":
                self._labels()

    def _labels(self) -> None:
        self._expect("(", f"expected labels in parentheses after {self._at(self._index - 1).text!r}")
        self._list(")", lambda: self._expect_kind("expected the name of a label", "name", "string", "variable"))

    def _value(self) -> None:
        while self._accept("+", "-"):
            pass
        begin = self._index
        self._operand()
        while self._suffix():
            pass
        self._part(begin)

    def _operand(self) -> None:
        token = self.token
        if token.kind in ("number", "string", "variable"):
            self._next()
        elif self._accept("("):
            self.expression()
            self._expect(")", "expected an operator or ')'")
        elif token.text == "{":
            self._series()
        elif token.kind == "name" and token.text.lower() not in (_MATCHINGS | _GROUPINGS | {"bool"}):
            self._next()
            self._name(token.text.lower())
        else:
            self.stop("expected a series, a number, a function or '('")

    def _name(self, name: str) -> None:
        aggregation = name in AGGREGATIONS
        if aggregation and self._accept("by", "without"):
            self._labels()
            self._expect("(", "expected '(' and what is to be aggregated")
            self._list(")", self.expression, trailing_comma=False)
        elif self._accept("("):
            self._list(")", self.expression, trailing_comma=False)
            if aggregation and self._accept("by", "without"):
                self._labels()
        elif self.token.text == "{":
            self._series()

    def _series(self) -> None:
        self._expect("{", "expected '{'")
        self._list("}", self._matcher)

    def _matcher(self) -> None:
        quoted = self.token.kind == "string"
        self._expect_kind("expected the name of a label", "name", "string")
        if quoted and self.token.text in (",", "}"):
            return
        if self.token.text not in MATCHERS:
            self.stop(_MISTAKEN.get(self.token.text, "expected =, !=, =~ or !~ after the name of a label"))
        self._next()
        self._expect_kind("expected a text in quotes", "string", "variable")

    def _suffix(self) -> bool:
        if self._accept("["):
            self._range()
        elif self._accept("offset"):
            self._accept("-", "+")
            self._expect_kind("expected a duration such as 5m", "number", "variable")
        elif self._accept("@"):
            self._time()
        else:
            return False
        return True

    def _range(self) -> None:
        self._expect_kind("expected a duration such as 5m", "number", "variable")
        if self._accept(":"):
            if self.token.text != "]":
                self._expect_kind("expected a duration such as 5m", "number", "variable")
        elif self.token.text.startswith(":"):  # read as a name: `[1h :5m]`
            self._next()
        self._expect("]", "expected ']'")

    def _time(self) -> None:
        if self._accept("start", "end"):
            self._expect("(", "expected '()'")
            self._expect(")", "expected ')'")
            return
        self._accept("-", "+")
        self._expect_kind("expected a time in seconds, start() or end()", "number", "variable")
