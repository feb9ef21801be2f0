"""The texts of an alert: what it says, and which labels of its series they name."""

from __future__ import annotations

import re

from avionics.conventions.names import words
from avionics.importers import labels, names
from avionics.importers.fields import CHANGED, LOST, Fields
from avionics.plan.alerts.templates import ACTION, FUNCTION, is_value, label_in
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry
from avionics.source.yaml.foreign import TEMPLATE

_DESCRIPTIONS = ("description", "message")
_SUMMARIES = ("summary", "title")
"""What is the impact where it is a plain text; one that prints labels is a description, where there is no other."""
_RAW = re.compile(r"printf `([^`\"\\{}]*)`")
"""A format in the other quotes of Go."""
_CALLED = re.compile(r"\{\{-?\s*(" + FUNCTION + r")\s+\$value\s*-?\}\}")
_UNIT_OF = {"humanizePercentage": "percentunit", "humanizeDuration": "s"}
_PRINTED = re.compile(r"\$value\s*\|\s*(humanize\w+)")
_BEHIND = re.compile(r"\$value\b[^{}]*\}\}\s?(%|ms|s|B|milliseconds|seconds|bytes)(?![\w/])")
_CALLED_BEHIND = {
    "%": "percent", "s": "s", "seconds": "s", "ms": "ms", "milliseconds": "ms", "B": "bytes", "bytes": "bytes",
}  # fmt: skip
_ESCAPED = re.compile(r"\{\{\s*(?:\"\{\{|`\{\{)|\{%")
"""Braces for whoever reads what a template becomes, of Helm or Ansible: this is a template of alerts."""
_ALL_LABELS = re.compile(r"[^\S\n]*\n?[^\n{}]*\{\{-?\s*\$labels\s*-?\}\}[^\n{}]*")
"""A line that prints all labels: they are on the alert, and whoever is told of it sees them."""
_OPTIONAL = re.compile(r"\s?\{\{-?\s*with \$labels\.\w+\s*-?\}\}[^{}]*\{\{-?\s*\.\s*-?\}\}[^{}]*\{\{-?\s*end\s*-?\}\}")
"""A phrase about a label for where there is one: ` on cluster a`. Ours say by themselves which series it is."""
_NAMED = re.compile(r"\$labels\.([a-zA-Z_]\w*)")


def description(annotations: Fields, expr: str) -> str:
    """What the alert means: the first of its texts that prints the value and labels of `expr` alone; "" for none."""
    said = [name for name in _DESCRIPTIONS if annotations.peek(name)]
    said += [name for name in _SUMMARIES if _prints(annotations, name)]
    return next(filter(None, (_carried(name, annotations, expr) for name in said)), "")


def _carried(name: str, annotations: Fields, expr: str) -> str:
    written = _CALLED.sub(r"{{ $value | \1 }}", _RAW.sub(r'printf "\1"', annotations.text(name)))
    text = _printing(_ALL_LABELS.sub("", written), name, annotations, expr)
    refused = next((one for one in ACTION.findall(text) if not (is_value(one) or label_in(one))), "")
    escaped = _ESCAPED.search(text)
    if refused or escaped:
        message = f"the annotation {name!r} was not carried: ours print the value and labels of the result alone"
        help_ = TEMPLATE if escaped else f"write it again without {refused}"
        annotations.told.say(LOST, "warning", annotations.at(name), message, help_)
        return ""
    return names.paragraph(text)


def _printing(text: str, name: str, annotations: Fields, expr: str) -> str:
    """A text without what prints nothing, or what ours say by themselves."""
    for empty in [one for one in dict.fromkeys(ACTION.findall(text)) if _is_empty(one, expr)]:
        text = text.replace(f"{empty} ", "").replace(empty, "")
        message = f"{empty} in {name!r} printed nothing, since the result has no such label; it was left out"
        annotations.told.say(CHANGED, "info", annotations.at(name), message, "read the text again")
    if optional := _OPTIONAL.search(text):
        text = _OPTIONAL.sub("", text)
        message = f"{optional[0].strip()} in {name!r} was left out: ours say which series they are about"
        annotations.told.say(CHANGED, "info", annotations.at(name), message, "write the label in 'by', if it is not")
    return text


def _prints(annotations: Fields, name: str) -> bool:
    return "{{" in labels.WHICH.sub("", annotations.peek(name))


def unit(said: str) -> str:
    """The unit of a value, by the function that prints it in the description, or by what stands behind it there."""
    printed = (_UNIT_OF.get(function, "") for function in _PRINTED.findall(said))
    behind = (_CALLED_BEHIND[word] for word in _BEHIND.findall(said))
    return next(filter(None, (*printed, *behind)), "")


def _is_empty(action: str, expr: str) -> bool:
    """Whether it prints a label that the result cannot have: nothing came of it, and nothing does."""
    label = label_in(action)
    return bool(label) and not may_carry(tree(expr), label)


def impact(annotations: Fields, alert: str, theirs: str) -> tuple[str, str]:
    """What users feel, and why somebody must look at that: it is what a text says is wrong, or the alert's name; that
    of `theirs` whose letters ours cannot have.
    """
    if found := labels.impact(annotations, labels.page(annotations)):
        return found, ""
    return words(alert) if theirs.isascii() else names.line(theirs), "a guess, after its name: say what users feel"


def named(annotations: Fields) -> tuple[str, ...]:
    """The labels that texts print, in their order: whoever wrote them knew what tells the series apart."""
    texts = " ".join(annotations.peek(name) for name in annotations.names())
    return tuple(dict.fromkeys(_NAMED.findall(texts)))
