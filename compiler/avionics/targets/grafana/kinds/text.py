"""Text in Markdown. It asks no data source."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import Panel
from avionics.targets.grafana.modern import Json, modern_panel
from avionics.targets.grafana.vocabulary import word


@lru_cache(maxsize=1)
def prototype() -> Json:
    """What all panels of the kind share."""
    code = {"language": "plaintext", "showLineNumbers": False, "showMiniMap": False}
    panel = modern_panel(word("Text"), {"code": code})
    del panel["targets"]
    panel["fieldConfig"]["defaults"] = {}
    return panel


def fill(panel: Panel) -> Json:
    """What is this panel's own."""
    return {"options": {**prototype()["options"], "content": panel.markdown}}
