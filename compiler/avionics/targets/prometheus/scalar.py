"""The one function that quotes text for YAML."""

from __future__ import annotations

_CONTROLS = tuple(map(chr, (*range(0x0A), *range(0x0B, 0x20), 0x7F)))


def is_plain(text: str) -> bool:
    """Whether no character of a file's text asks for escapes; of ASCII it is seen at an eighth of the usual cost."""
    if text.isascii():
        return not any(map(text.__contains__, _CONTROLS))
    return text.replace("\n", "").isprintable()


def scalar(text: str) -> str:
    """`text` as a YAML string on one line: in single quotes, or in double quotes where a control character asks for it.

    JSON's escapes are YAML's; characters beyond ASCII stay as they are, except the few that YAML reads as line breaks.
    """
    if text.isprintable():
        return f"'{text}'" if "'" not in text else "'" + text.replace("'", "''") + "'"
    from json.encoder import encode_basestring  # noqa: PLC0415  for what hardly any text holds

    quoted = encode_basestring(text)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
