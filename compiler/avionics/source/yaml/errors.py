"""libyaml's complaints in words that help, and the place where a duplicate key stood first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from avionics.source.yaml import conflict, slips
from avionics.source.yaml.events import events

_ADVICE = {
    slips.NO_MAPPING: "check the indentation; a text that holds ': ' must be in quotes",
    slips.NO_KEY: "check the indentation of this line and the one before it",
    "did not find expected '-' indicator": "check the indentation of this line and the one before it",
    slips.NO_COLON: "write 'key: value', or put the text in quotes",
    "did not find expected <document start>": "check the indentation of this line",
    "did not find expected alphabetic or numeric character": "put the text in quotes; an item begins with '- '",
    "block sequence entries are not allowed in this context": "write [one, two], or each '- ' on a line of its own",
    "did not find expected node content": "write the value that is missing, or close the bracket",
}
_BEFORE_PAIR = re.compile(r"(?:^|[,{\[]) {0,99}[\w.-]{1,99}: {1,99}([^\s,{}\[\]'\"#][^,{}\[\]'\"#]{0,300})\Z")
_LONGEST = 300
_ENDS = re.compile(r"[,{}\[\]\n]")
_METRIC = re.compile(r"(?:[,{\[]|: ) {0,99}([A-Za-z_][A-Za-z0-9_:]{0,200})\Z")
_MATCHERS = re.compile(r"\{[^{}'\n]{0,300}\}(?=\s*[,}\]])")
_APOSTROPHE = re.compile(r"[\s,\[{]'(?:[^']|''){0,300}'\Z")
_ESCAPE = re.compile("escape c|hexa?decimal")
_FOREIGN_BLANK = re.compile(" {0,99}([^\\S \t\r\n]|[\u200b\u2060\ufeff])")
_SWALLOWED = re.compile(r"(?:: |[,\[{]) {0,9}(#[^\s,\]}]{0,80})[^\n\]}]{0,300}[\]}]")


def words(error: yaml.YAMLError, text: str) -> tuple[str, int, str]:
    """What is wrong with `text`, the index where, and what to do about it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _not_allowed(text)
    if mark_of_git := conflict.MARK.search(text):
        return conflict.TOLD, mark_of_git.start(), conflict.HELP
    mark = error.problem_mark or error.context_mark
    index = min(mark.index, len(text)) if mark else 0
    if (tab := _tab(text, index)) is not None:
        return "a tab is used for indentation", tab, "indent with spaces"
    if (foreign := _foreign(text, index)) is not None:
        used = f"U+{ord(text[foreign]):04X}, which is no blank to YAML, is used for indentation"
        return used, foreign, "indent with spaces"
    problem, index, help_ = _said(error, text, index)
    return f"not valid YAML: {problem}", index, help_


def _tab(text: str, index: int) -> int | None:
    """Where the line at `index` is indented with a tab, or the one before it: YAML reads on in what stood there."""
    begin = text.rfind("\n", 0, index) + 1
    indent = text[begin : index + 1].lstrip(" ")
    if indent.startswith("\t"):
        return index + 1 - len(indent)
    before = text.rfind("\n", 0, max(0, begin - 1)) + 1
    return before if text.startswith("\t", before) else None


def _foreign(text: str, index: int) -> int | None:
    """Where the line at `index`, or the one before it, is indented with what looks like a space and is none."""
    begin = text.rfind("\n", 0, index) + 1
    before = text.rfind("\n", 0, max(0, begin - 1)) + 1
    found = _FOREIGN_BLANK.match(text, before) or _FOREIGN_BLANK.match(text, begin)
    return found.start(1) if found else None


def _said(error: yaml.MarkedYAMLError, text: str, index: int) -> tuple[str, int, str]:
    problem, context, begun = error.problem or str(error), error.context or "", error.context_mark
    if begun and problem == slips.NO_COLON:
        index = begun.index  # where the key begins that lacks it; YAML notices on a later line
    if known := _quoted(error, text, index) or slips.found(problem, text, index):
        return known
    if "cannot start any token" in problem:
        return f"a text cannot begin with {text[index : index + 1]!r}", index, "put the text in quotes"
    if "flow" in context and (comments := list(_SWALLOWED.finditer(text, 0, index))):
        said = "'#' begins a comment, so that the bracket before it is not closed"
        return said, comments[-1].start(1), f'put the text in quotes: "{comments[-1][1]}"'
    if begun and "flow" in context and "expected ','" in problem:
        unclosed = problem, index, f"the bracket opened on line {begun.line + 1} is not closed before this"
        return _unquoted(text, index) or unclosed
    begin = text.rfind("\n", 0, index) + 1
    line = text[begin:].partition("\n")[0]
    if "{{" in line or (text[begin:index].strip() and slips.PAIR_IN_PLAIN_TEXT.search(line)):
        return problem, index, "put the value in quotes"
    return problem, index, _ADVICE.get(problem, "")


def _unquoted(text: str, index: int) -> tuple[str, int, str] | None:
    """What is wrong with a text without quotes in brackets: a bracket ends it there, and ': ' may not stand in it."""
    char, line = text[index : index + 1], text[text.rfind("\n", 0, index) + 1 : index]
    if text.startswith("{{", index):
        return "in brackets, a text that holds {{ }} must be in quotes", index, "put the whole text in quotes"
    if char == ":" and (pair := _BEFORE_PAIR.search(line)):
        return "in brackets, a text that holds ': ' must be in quotes", index, _as_one(pair[1], text[index:])
    if char in ("{", "[") and line[-1:].strip(" ,:{["):
        metric, matchers = _METRIC.search(line), _MATCHERS.match(text, index)
        whole = f": '{metric[1]}{matchers[0]}'" if metric and matchers else ""
        help_ = f"put the whole text in quotes{whole}; or write it on a line of its own, outside the brackets"
        return f"in brackets, {char!r} ends a text without quotes", index, help_
    return None


def _as_one(before: str, after: str) -> str:
    """How to write a text that goes on `after` a colon; where its last word may be a key, what is missing may be a
    comma.
    """
    value = before + _ENDS.split(after[:_LONGEST], maxsplit=1)[0].rstrip()
    first, _, key = before.rpartition(" ")
    cures = [] if {*value} & {*"'\""} else [f'write "{value}"']
    return ", or ".join([*cures, f"write a comma before {key!r}"] if first else cures) or "put the text in quotes"


def _quoted(error: yaml.MarkedYAMLError, text: str, index: int) -> tuple[str, int, str] | None:
    """What is wrong with quotes: they are not closed, or something in them was not meant as YAML reads it."""
    begun = error.context_mark
    if begun and "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
        return "the quoted text that begins here never ends", begun.index, "close the quotes"
    if _ESCAPE.search(error.problem or ""):
        begin = text.rfind("\\", 0, index + 1)
        said = f"in double quotes a backslash begins an escape, and {text[begin : begin + 2]} is none here"
        return said, begin, "write two backslashes for one, or put the text in single quotes"
    line = text.rfind("\n", 0, index) + 1
    if text[index : index + 1].isalnum() and _APOSTROPHE.search(text, line, index):
        return _ended("'", index)
    before = text[line:index].rstrip(" ")
    in_brackets = "flow" in (error.context or "") and before != text[line:index]  # a comma may be missing
    return None if in_brackets or before[-1:] not in ("'", '"') else _ended_early(text, line + len(before), index)


def _ended_early(text: str, end: int, index: int) -> tuple[str, int, str] | None:
    """What is wrong with the quoted text that ends at `end`, where it was not meant to: at a quote in it, or, its own
    missing, at that with which a later text begins."""
    last: Any = None
    with suppress(yaml.YAMLError):
        for event in events(text):
            last = event if isinstance(event, ScalarEvent) else last
    if last is None or last.end_mark.index != end or last.style not in ("'", '"'):
        return None
    if last.end_mark.line == last.start_mark.line:
        return _ended(last.style, index)
    said = f"the quoted text that begins here ends only at the next quote, on line {last.end_mark.line + 1}"
    return said, last.start_mark.index, "close the quotes where it ends"


def _ended(quote: str, index: int) -> tuple[str, int, str]:
    """That a text ends at one of these quotes, before the `index` that was meant to be in it."""
    name, other, written = ("single", "double", "''") if quote == "'" else ("double", "single", '\\"')
    help_ = f"write {written} for {quote} inside {name} quotes, or put the text in {other} quotes"
    return f"the text in {name} quotes ends before this", index, help_


def _not_allowed(text: str) -> tuple[str, int, str]:
    found = next(yaml.reader.Reader.NON_PRINTABLE.finditer(text))
    return (
        f"YAML does not allow the character U+{ord(found[0]):04X}",
        found.start(),
        "remove it, or write it as an escape in double quotes",
    )


def first_of(key: str, index: int, events: Iterable[Any]) -> int | None:
    """Where the mapping that has `key` at `index` has it first: nobody noted it while reading."""
    keys: list[dict[str, int] | None] = []  # of each open container; None for a list
    pending = False  # whether the next node is the value of a key
    for event in events:
        start = event.start_mark.index
        if isinstance(event, ScalarEvent) and keys and keys[-1] is not None:
            if start == index:
                return keys[-1].get(key)
            if not pending:
                keys[-1][event.value] = start
            pending = not pending
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            keys.append({} if isinstance(event, MappingStartEvent) else None)
            pending = False
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            keys.pop()
            pending = False
    return None
