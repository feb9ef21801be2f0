"""Bytes of a file to text, the same for reading it and for showing lines of it."""

from __future__ import annotations

from avionics.source.lines import at

_BOM = b"\xef\xbb\xbf"


def decode(content: bytes) -> str:
    """The text of a UTF-8 file, without a byte order mark, its lines ended by `\\n`.

    Raises:
        UnicodeDecodeError: it is not UTF-8. Offsets count from behind the byte order mark.
    """
    return _unix(content.removeprefix(_BOM).decode())


def show(content: bytes) -> str:
    """As `decode`, with bytes that are not UTF-8 as escapes such as `\\xff`."""
    return _unix(content.removeprefix(_BOM).decode(errors="backslashreplace"))


def place_of(content: bytes, error: UnicodeDecodeError) -> tuple[int, int]:
    """Line and column, counted from 1, of the byte that is not UTF-8."""
    before = content.removeprefix(_BOM)[: error.start].decode()
    return at(before, len(before))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n") if "\r" in text else text
