"""A recording rule of theirs."""

from __future__ import annotations

from avionics.importers import labels, queries
from avionics.importers.fields import Fields, LeftOut
from avionics.importers.prometheus.group import SERVICE, Group
from avionics.importers.values import Recording


def recording(rule: Fields, of: Group) -> Recording:
    """The recording rule in `rule`.

    Raises:
        LeftOut: ours cannot be called so, or its expression is no PromQL.
    """
    record = rule.need("record")
    if ":" not in record.strip(":"):
        message = "what ours record has a colon in its name, so that nobody takes it for what was scraped"
        raise LeftOut(rule.at("record"), message, "call it level:metric:operation, there and in what reads it")
    written = rule.pairs("labels")
    carried = labels.carried(written)
    own = {name: value for name, value in of.labels.items() if name != SERVICE}
    return Recording(rule.where, of.service, record, queries.read(rule, "expr"), {**own, **carried})
