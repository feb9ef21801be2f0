"""YAML that is passed on to the program it was written for: plain scalars keep the text they were written as.

Programs in Go read `17:00`, `010` and `off` as texts where they want a text; YAML 1.1 as numbers and false. So whatever
is neither quoted nor nothing stays what it looks like.
"""

from __future__ import annotations

from typing import Any

import yaml

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_DUMPER: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"


class Plain(str):
    """A scalar without quotes: a text, or what its reader takes it for."""

    __slots__ = ()


class _Reader(_LOADER):  # type: ignore[misc]
    yaml_implicit_resolvers = {  # noqa: RUF012  PyYAML's way to say it
        first: [(tag, pattern) for tag, pattern in known if tag == _NULL]
        for first, known in _LOADER.yaml_implicit_resolvers.items()
    }


class _Writer(_DUMPER):  # type: ignore[misc]
    pass


def _read(_: Any, node: yaml.ScalarNode) -> str:
    return str(node.value) if node.style else Plain(node.value)


def _write(writer: Any, text: Plain) -> Any:
    return writer.represent_scalar(writer.resolve(yaml.ScalarNode, str(text), (True, False)), str(text))


_Reader.add_constructor(_TEXT, _read)
_Writer.add_representer(Plain, _write)


def load(text: str) -> Any:
    """What `text` holds, which `source.yaml` has found to be YAML without tags, aliases and merge keys."""
    return yaml.load(text, _Reader)  # noqa: S506  a safe loader


def dump(value: Any) -> str:
    """`value` as YAML, its keys in their order."""
    return str(yaml.dump(value, Dumper=_Writer, sort_keys=False, width=1_000_000, allow_unicode=True))
