"""Numbers as PromQL and people write them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=1024, typed=True)  # equal numbers of two types may be written differently
def number(value: float | Decimal) -> str:
    """The shortest exact form without an exponent: 0.001, 14.4, 600."""
    text = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
