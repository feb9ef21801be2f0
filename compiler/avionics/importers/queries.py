"""What a query of theirs says, where it says no more than an indicator of ours: sums of rates of one selector."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from msgspec import Struct

from avionics.importers.fields import Fields, LeftOut
from avionics.plan.newer import newer
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import is_scalar
from avionics.promql.patterns.listed import listed
from avionics.promql.patterns.matchers import Matcher, matchers
from avionics.promql.patterns.regex import RegexError
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.parse import parse
from avionics.promql.text.brackets import bare, operators, trimmed
from avionics.promql.text.constant import constant
from avionics.promql.text.edit import single
from avionics.promql.text.number import number
from avionics.promql.text.tokens import Token, TokenError, selectors, tokens
from avionics.slis.raw import WINDOW
from avionics.source.yaml.foreign import TEMPLATE

_TEMPLATE = re.compile(r"\{\{-?\s*\.[wW]indow\s*-?\}\}")
_UNFILLED = re.compile(r"\{\{-?\s*[.$][^{}]*\}\}|\$\{[A-Za-z_]\w*\}")
"""A value of another tool's, as Helm and Terraform write it. Other braces may be in a value: of a route,
`/orders/{{id}}`; and `${1}` is a part of what a pattern found."""
_GROUP = "(?P<"
"""A part of a pattern with a name, by which `${name}` is filled in."""
TEMPLATED = "1023s"
"""Stands for the window of a template, so that a query is PromQL: a duration that nobody writes."""

_BEFORE = re.compile(r"\(*(?:sum(?:by\(([\w,]*)\))?\(\(*)(?:(?:rate|increase)\()?\Z")
_ALONE = re.compile(r"\(*(?:rate|increase)\(\Z")
_RATE = re.compile(r"(?:rate|increase)\(\Z")
_AFTER = re.compile(r"(?:\[(\w+)\])?\)+(?:by\(([\w,]*)\)\)*)?\Z")
_FILLED = re.compile(r"(?<!\s)\s+or\s+(?:on\s*\(\s*\)\s*)?vector\s*\(\s*0\s*\)\s*\Z", re.IGNORECASE)
_LE = re.compile(r'(,\s*)?\ble\s*=~?\s*"[^"]*"(\s*,)?')
_MILLISECONDS = {"seconds": 1000, "milliseconds": 1}
"""The units of histograms, by what their names end with."""

_ALL = 'le="+Inf"'
_BOUND = re.compile(r"[0-9]+(\.[0-9]+)?(e\+[0-9]{2})?\Z")


class Sum(Struct, frozen=True):
    """A sum of the rates of one selector, kept apart by labels. `window` is the range, "" where there is none. `apart`:
    these rates, each by itself and not added up.
    """

    selector: str
    by: tuple[str, ...] = ()
    window: str = ""
    apart: bool = False


def read(fields: Fields, name: str) -> str:
    """As `plain`, with a duration in the place of the tool's window. All that follows reads such queries."""
    return _read(fields, name, _TEMPLATE.sub(TEMPLATED, fields.need(name)))


def plain(fields: Fields, name: str) -> str:
    """The query in a field as PromQL.

    It is without the comments around it: in a query it becomes a part of, one would swallow what comes behind.

    Raises:
        LeftOut: some Prometheus that our output must load in would not read it, or nobody fills in a template in it.
    """
    return _read(fields, name, fields.need(name))


def _read(fields: Fields, name: str, text: str) -> str:
    query = readable(text.strip())
    if (unfilled := _UNFILLED.search(query)) and not (unfilled[0][0] == "$" and _GROUP in query):
        raise LeftOut(fields.at(name), f"{unfilled[0]} in {name} is filled in by nobody", TEMPLATE)
    try:
        if text:
            parse(query)
        found = trimmed(query)
    except (PromqlError, TokenError) as error:
        message = f"{name} is no PromQL that Prometheus reads: {error.message}"
        raise LeftOut(fields.at(name), message, "say the same in PromQL") from None
    if unknown := newer(found):
        raise LeftOut(fields.at(name), unknown[0].message, unknown[0].help)
    return found


def readable(text: str) -> str:
    """A query without blanks at the ends of its lines, which YAML has no readable way to write; as it is where they may
    be in a value.
    """
    return text if "`" in text else "\n".join(map(str.rstrip, text.split("\n")))


def sum_of(query: str) -> Sum | None:
    """The sum that `query` is: `sum(rate(selector[window]))` or `sum(selector)`, or rates that nobody adds up; None for
    anything else.
    """
    found, stream = selectors(query), tokens(query)
    if len(found) != 1 or not _balanced(stream):
        return None
    begin, end = found[0].start, found[0].end
    before = "".join(token.text for token in stream if token.end <= begin)
    after = "".join(token.text for token in stream if token.start >= end)
    opening, closing = _BEFORE.match(before), _AFTER.match(after)
    if closing and closing[1] and closing[2] is None and _ALONE.match(before):
        return Sum(query[begin:end], window=closing[1], apart=True)
    if not (opening and closing) or bool(_RATE.search(before)) != bool(closing[1]):
        return None
    by = opening[1] or closing[2] or ""
    return Sum(query[begin:end], tuple(filter(None, by.split(","))), closing[1] or "")


def count_of(query: str) -> Sum | None:
    """As `sum_of`, of a query that counts series instead of adding them up."""
    return sum_of(f"sum{query[5:]}") if query.startswith("count") else None


def sums_of(query: str) -> tuple[Sum, ...] | None:
    """The sums that `query` adds up, all kept apart alike and over one range; None where it is anything else."""
    text = bare(query)
    signs = operators(text)
    if any(token.text != "+" for token in signs):
        return None
    begins, ends = [0, *(token.end for token in signs)], [*(token.start for token in signs), len(text)]
    found = [sum_of(text[begin:end].strip()) for begin, end in zip(begins, ends, strict=True)]
    alike = {(one.by, one.window, one.apart) for one in found if one}
    return tuple(one for one in found if one) if all(found) and len(alike) == 1 else None


def errors_of(query: str) -> str:
    """The query of errors without `or vector(0)`: what is missing is filled by our rules."""
    return _FILLED.sub("", bare(query))


def difference(query: str) -> tuple[str, str] | None:
    """The two sides of a subtraction, where `query` is one."""
    text = bare(query)
    signs = operators(text)
    if [token.text for token in signs] != ["-"]:
        return None
    return text[: signs[0].start].strip(), text[signs[0].end :].strip()


def quotient(query: str) -> tuple[str, str, bool]:
    """The total that a part of it is divided by, the part, and whether that is taken off 1; all empty for any other."""
    text = bare(query)
    signs = [token.text for token in operators(text)]
    if good := signs[:1] == ["-"] and constant(tree(text[: operators(text)[0].start])) == 1:
        text = bare(text[operators(text)[0].end :])
        signs = [token.text for token in operators(text)]
    sign = operators(text)[0] if signs == ["/"] else None
    total = bare(text[sign.end :]) if sign else ""
    if not sign or (parsed := tree(total)) is None or is_scalar(parsed):  # such as what follows 'on (a)'
        return "", "", False
    return total, bare(text[: sign.start]), good


def _balanced(stream: tuple[Token, ...]) -> bool:
    return sum(token.text == "(" for token in stream) == sum(token.text == ")" for token in stream)


def latency(bucket: str, count: str) -> dict[str, Any] | None:
    """Our latency indicator, where `bucket` and `count` are series of one histogram, and alike otherwise.

    The name of the histogram must say its unit, and the bound be written as ours will be. The last bucket is a count.
    """
    (name, within), (total, inside) = _split(bucket, "_bucket"), _split(count, "_count")
    if not total and any(one.written == _ALL for one in matchers(count)):
        total, inside = _split(count, "_bucket")
        inside = _unbounded(inside)
    unit = next((unit for unit in _MILLISECONDS if name.endswith(f"_{unit}")), "")
    bound = _bound(bucket) if unit and name == total else ""
    threshold = _duration(Decimal(bound) * _MILLISECONDS[unit]) if bound else ""
    if not threshold or _matchers(_unbounded(within)) != _matchers(inside):
        return None
    sli = {"histogram": f"{name}{{{inside}}}" if inside else name, "threshold": threshold}
    return {"latency": sli if unit == "seconds" else {**sli, "unit": unit}}


def _unbounded(inside: str) -> str:
    """The text between the braces of a bucket's selector without its bound."""
    return _LE.sub(lambda match: "," if match[1] and match[2] else "", inside).strip()


def _bound(bucket: str) -> str:
    """The bound that the selector of a bucket asks for, written as ours will be or with `.0` behind; "" for any other.

    A pattern may ask for one bound in several ways: `1(\\.0)?`.
    """
    asked = [one for one in matchers(bucket) if one.label == "le"]
    texts = _named(asked[0]) if len(asked) == 1 else frozenset()
    if not texts or not all(map(_BOUND.match, texts)):
        return ""
    bound, *others = {number(Decimal(text)) for text in texts}
    return "" if others or texts.isdisjoint((bound, f"{bound}.0")) else bound


def _named(asked: Matcher) -> frozenset[str]:
    """The texts that a matcher names, if it does."""
    if asked.operator == "=":
        return frozenset((asked.text,))
    try:
        return (listed(asked.text) if asked.operator == "=~" else None) or frozenset()
    except RegexError:
        return frozenset()


def _split(selector: str, suffix: str) -> tuple[str, str]:
    """The histogram and the text between the braces of a selector whose metric ends with `suffix`; "" otherwise."""
    found = single(selector)
    if found is None or not found.name.endswith(suffix):
        return "", ""
    inside = selector[found.start + len(found.name) : found.end].strip()[1:-1]
    return found.name.removesuffix(suffix), inside.strip().rstrip(",")


def _matchers(inside: str) -> list[str]:
    """The matchers between braces, in one order for all ways to write them."""
    found, current = [], ""
    for token in tokens(inside):
        if token.text == ",":
            found.append(current)
            current = ""
        else:
            current += token.text
    return sorted(each for each in (*found, current) if each)


def _duration(milliseconds: Decimal) -> str:
    """A length as a duration of whole milliseconds; "" where there is none."""
    if milliseconds != milliseconds.to_integral_value() or milliseconds <= 0:
        return ""
    whole = int(milliseconds)
    return f"{whole // 1000}s" if whole % 1000 == 0 else f"{whole}ms"


def own_window(query: str) -> str:
    """A query of theirs with our name for the window in the place of theirs."""
    return query.replace(TEMPLATED, WINDOW)
