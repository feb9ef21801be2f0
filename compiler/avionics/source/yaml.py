"""YAML text to plain data, from libyaml's events.

Our own builder (instead of `yaml.load`) so that duplicate keys, aliases, tags, depth and scalars are ours to decide:
scalars follow the YAML 1.2 core schema (`no` and `on` are text), keys are strings, and nothing is constructed.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_DEPTH = 60
MAX_NODES = 200_000
MAX_BYTES = 1 << 20

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC_START = frozenset("-+.0123456789")


class YamlError(Exception):
    """A file that cannot be read as a spec. `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.line, self.column, self.help = message, line, column, help


def _fail(message: str, mark: Any, help: str = "") -> YamlError:  # noqa: A002
    return YamlError(message, mark.line + 1, mark.column + 1, help)


def _scalar(event: ScalarEvent) -> Any:
    """The value of a plain scalar by the YAML 1.2 core schema; quoted scalars are text."""
    text = event.value
    if not event.implicit[0]:
        return text
    if text[:1] in _NUMERIC_START:
        if _INT.match(text):
            return int(text) if len(text) < 20 else text
        if _FLOAT.match(text):
            return float(text)
        return text
    return _WORDS.get(text, text)


def parse(text: str) -> tuple[Any, int]:
    """The one document in `text`, and the line it begins on.

    Raises:
        YamlError: bad syntax, a duplicate key, an alias, anchor, merge key or tag, more than one document,
            or more nodes or levels than any spec needs.
    """
    parser = _parser(text)
    try:
        return _build(parser)
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(f"a character that YAML does not allow: {error.character!r}", line, 1) from None
    finally:
        parser.dispose()


def _parser(text: str) -> Any:
    return yaml.cyaml.CParser(text) if yaml.__with_libyaml__ else yaml.Loader(text)


def _explain(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    if "\t" in shown[: column + 1] or "'\\t'" in str(error.problem):
        column = max(shown.find("\t"), 0)
        return YamlError("a tab is used for indentation", line + 1, column + 1, "indent with spaces")
    return YamlError(f"not valid YAML: {error.problem or error}", line + 1, column + 1, _yaml_help(shown))


def _yaml_help(line: str) -> str:
    if "{{" in line or re.search(r":\s+[^'\"|>].*:\s", line):
        return "put the value in quotes"
    return ""


def _build(parser: Any) -> tuple[Any, int]:  # noqa: PLR0912  one loop over events is the clearest form
    get = parser.get_event
    stack: list[tuple[Any, Any]] = []  # (container, pending key)
    root: Any = None
    container: Any = None
    key: Any = None
    line = 1
    nodes = documents = 0
    while (event := get()) is not None:
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor or event.tag:
                raise _refuse(event)
            nodes += 1
            if type(container) is dict and key is None:
                key = event.value
                if key in container:
                    raise _fail(f"the key {key!r} is written twice", event.start_mark, "keep one of the two")
                if key == "<<" and event.implicit[0]:
                    raise _fail("merge keys ('<<') are not allowed", event.start_mark, "write the values out")
                continue
            value = _scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor or event.tag:
                raise _refuse(event)
            if type(container) is dict and key is None:
                raise _fail("a key must be text", event.start_mark, "if this is a {{ template }}, put it in quotes")
            if len(stack) >= MAX_DEPTH:
                raise _fail(f"nested deeper than {MAX_DEPTH} levels", event.start_mark, "specs are flat")
            nodes += 1
            if container is None:
                line = event.start_mark.line + 1
            stack.append((container, key))
            container, key = ({} if kind is MappingStartEvent else []), None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = container
            container, key = stack.pop()
        elif kind is AliasEvent:
            raise _fail(f"aliases ('*{event.anchor}') are not allowed", event.start_mark, "write the value out")
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _fail("a second document begins here", event.start_mark, "write one document a file")
            continue
        if nodes > MAX_NODES:
            raise _fail(f"more than {MAX_NODES} values in one file", event.start_mark, "split the file")
        if container is None:
            root = value
        elif type(container) is dict:
            container[key] = value
            key = None
        else:
            container.append(value)
    return root, line


def _refuse(event: Any) -> YamlError:
    if event.anchor:
        return _fail(f"anchors ('&{event.anchor}') are not allowed", event.start_mark, "write the value out")
    return _fail(f"tags ({event.tag!r}) are not allowed", event.start_mark, "remove the tag")
