"""Labels in `by` that an expression drops, and what each was probably meant as."""

from __future__ import annotations

from avionics.finding import nearest
from avionics.promql.meaning.apart import labels_apart
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry


def dropped(text: str, by: tuple[str, ...]) -> dict[str, str]:
    """The labels in `by` that certainly get lost, each with the label that the expression keeps instead: `queu` for
    `queue`; "" where none is like it.
    """
    parsed = tree(text) if by else None
    lost = [] if parsed is None else [label for label in by if not may_carry(parsed, label)]
    kept = [named.label for named in labels_apart(text, by)] if lost else []
    return {label: nearest(label, kept) for label in lost}
