"""What to do about an expression that is not PromQL: read by those who made a mistake only."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from avionics.finding import nearest
from avionics.promql.patterns.matchers import placed
from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import RegexError, TooLarge
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.text.functions import FUNCTIONS
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import AGGREGATIONS, LABEL_LISTS, SET_OPERATORS, Token

_CALLED = FUNCTIONS | AGGREGATIONS | LABEL_LISTS | SET_OPERATORS | {"bool", "offset", "start", "end"}
_GROUPED = frozenset({"by", "without"})
_BETWEEN = SET_OPERATORS | _GROUPED | {"offset", "bool"}
_LIKE = 0.75  # words between values are short, and beside a name of two letters all are alike
_WORDS_TRIED = 100
_NO_TOKENS = {
    "&": "PromQL writes 'and'",
    "|": "PromQL writes 'or'",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "PromQL writes '-'"),
    **dict.fromkeys("\xa0\u2007\u2009\u202f\u3000", "it looks like a blank and is none"),
    "\u2260": "PromQL writes '!='",
    "\u2264": "PromQL writes '<='",
    "\u2265": "PromQL writes '>='",
}
"""What word processors make of signs, and other languages write for them."""
_SPACED = re.compile(r"\[\s*([0-9]{1,9})\s{1,9}(ms|[smhdwy])\b")
_CALLED_WITH = re.compile(
    r"([a-zA-Z_:][a-zA-Z0-9_:]{0,200})\(\s{0,9}[a-zA-Z_][a-zA-Z0-9_]{0,200}\s{0,9}(?:=~|!~|!=|=)\s{0,9}[\"'`]"
)
_LOGQL = re.compile(r"\|(?:[=~]|\s*(?:json|logfmt|pattern|regexp|unpack|unwrap|line_format|label_format)\b)")
"""How stages begin in the language of Loki, whose rule files look like Prometheus'."""
_BARE = re.compile(
    r"(?<![a-zA-Z0-9_])(?P<label>[a-zA-Z_][a-zA-Z0-9_]*)\s*(?P<operator>=~|!~|!=|=)\s*(?P<value>[^\s\"'`=~,{}()][^,}\n]*)"
)
_CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a"
"""Quotes as word processors write them, which PromQL reads as letters of a text."""
SIGNS = "write a sign that means itself in brackets, such as [(], [*] or [+]"
_TOO_LARGE = (
    "it is too large to be read here",
    "write [0-9A-Za-z_] for \\w, and [0-9] for \\d: these hold all letters and digits there are",
)
_LOOKAROUND = re.compile(r"\(\?(?:<?[!=])")
_NO_RANGE = re.compile(r"\[(?:\\.|[^\[\]\\]){0,80}?(\\[dDsSwW]-)[^\]]", re.DOTALL)
"""A minus behind a class in brackets, which means itself to Prometheus, and begins a range to our parser."""
_RANGE = re.compile(r"\[([^\[\]:]*)\]$")
_BEFORE_WINDOW = ("[", ":", "offset")
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,80}\}\}")
A_WINDOW = "write a window such as 5m"


def spelling(stream: tuple[Token, ...], stop: Token) -> tuple[Token, str] | None:
    """A word misspelt so that the expression stops being PromQL at `stop`, and what it may have meant."""
    strange = (pair for pair in pairwise(stream) if pair[0].kind == "name" and pair[0].text.lower() not in _CALLED)
    for token, after in islice(strange, _WORDS_TRIED):
        known = AGGREGATIONS if after.text.lower() in _GROUPED else _CALLED if after.text == "(" else ()
        if meant := nearest(token.text.lower(), known):
            return token, meant
    meant = nearest(stop.text.lower(), _BETWEEN, _LIKE) if stop.kind == "name" else ""
    return (stop, meant) if meant and meant != stop.text.lower() else None


def character(text: str, offset: int) -> tuple[str, int] | None:
    """What to write instead of the character at `offset`, which begins no token, and how many to blame."""
    if text.startswith("~=", offset):
        return "a pattern is asked for by '=~'", 2
    if _LOGQL.match(text, offset):
        return "this is LogQL, which Loki reads", 1
    said = _NO_TOKENS.get(text[offset])
    return (said, 1 + (text[offset : offset + 2] == text[offset] * 2)) if said else None


def out_of_place(text: str, offset: int) -> str:
    """What to write instead of the token at `offset`: of a window with a blank in it, or of matchers in parentheses."""
    for found in islice(_SPACED.finditer(text), _WORDS_TRIED):
        if found.start(2) == offset:
            return f"write {found[1]}{found[2]}"
    called = (found for found in islice(_CALLED_WITH.finditer(text), _WORDS_TRIED) if found[1] not in _CALLED)
    blamed = any(found.start() < offset < found.end() for found in called)
    return 'the labels of a series stand in braces: up{job="shop"}' if blamed else ""


def unquoted(text: str, offset: int) -> PromqlError | None:
    """The fault of a matcher whose value, around `offset`, stands in no quotes."""
    for found in islice(_BARE.finditer(text), _WORDS_TRIED):
        if found.start("value") <= offset < found.end("value"):
            value = found["value"].rstrip("\"'` ")
            message, meant = f"expected a text in quotes, found {value}", quote(value.strip(_CURLY))
            help_ = f"write {found['label']}{found['operator']}{meant}"
            return PromqlError(message, found.start("value"), len(value), help_)
    return None


def pattern(part: str, begin: int, refused: str) -> PromqlError | None:
    """The fault of the first matcher with a pattern that is refused, in a `part` that begins at `begin`."""
    for one, offset, length in placed(part):
        if "~" in one.operator and one.text == refused:
            why, help_ = _refusal(refused)
            return PromqlError(f"the pattern cannot be read: {why}", begin + offset, length, help_)
    return None


def _refusal(text: str) -> tuple[str, str]:
    if _LOOKAROUND.search(text):
        return "Prometheus's patterns look neither ahead nor behind", "leave values out by another matcher, with !~"
    if found := _NO_RANGE.search(text):
        return f"{found[1]} begins no range", "write the minus last in its brackets: [\\w.-]"
    try:
        read(text)
    except RegexError as error:
        return _TOO_LARGE if isinstance(error, TooLarge) else (str(error), SIGNS)
    return _TOO_LARGE


def variable(stream: tuple[Token, ...]) -> PromqlError | None:
    """The fault of the first variable of Grafana."""
    for before, token in pairwise((Token("", "", 0), *stream)):
        if token.kind == "variable":
            help_ = A_WINDOW if before.text.lower() in _BEFORE_WINDOW else "write a value"
            return PromqlError("Grafana's variables are for cockpits only", token.start, len(token.text), help_)
    return None


def template(text: str, offset: int) -> PromqlError | None:
    """The fault of a template of another tool's, such as `{{.window}}`, around `offset`."""
    found = next((one for one in _TEMPLATE.finditer(text) if one.start() <= offset < one.end()), None)
    if found is None:
        return None
    help_ = A_WINDOW if text[: found.start()].rstrip().lower().endswith(_BEFORE_WINDOW) else "write a value"
    return PromqlError(f"{found[0]} is filled in by nobody", found.start(), len(found[0]), help_)


def typed(message: str, part: str) -> str:
    """What to do about a fault of types in `part` of the text, by the parser's message; "" when nothing is known."""
    if message.startswith("ranges only allowed"):
        found = _RANGE.search(part.rstrip())
        return f"a range over an expression is a subquery: [{found[1] if found else '1h'}:]"
    if message.startswith("expected type matrix") and message.endswith("got vector"):
        return "add a range, such as x[5m]"
    if message.endswith(("got matrix", "got: matrix")) or ("instant vector types" in message and "]" in part):
        return "a range of samples is no value: apply a function to it, such as rate(x[5m])"
    if message.startswith("unknown escape sequence"):
        return "write a backslash twice, or the text in backquotes: `...`"
    return "write 'bool' after the comparison" if message.endswith("must use BOOL modifier") else ""
