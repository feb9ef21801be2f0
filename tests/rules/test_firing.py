"""The states of alerts as the replay counts them, against those of promtool."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from bench.replay.firing import states
from bench.rules import read

from rules.promtool import Case, run

MINUTES = 120


@pytest.mark.parametrize(("wait", "keep"), [("0s", "0s"), ("3m", "0s"), ("0s", "5m"), ("2m", "7m")])
def test_alerts_fire_when_promtool_says_so(wait: str, keep: str, tmp_path: Path) -> None:
    rule = {"alert": "Broken", "expr": "broken > 0", "for": wait, "keep_firing_for": keep}
    file = json.dumps({"groups": [{"name": "one", "rules": [rule]}]})
    (alert,) = read(file, 60).alerts
    draw, fired = random.Random(7), set[int]()
    for often in (0.3, 0.7, 0.95):
        broken = [int(draw.random() < often) for _ in range(MINUTES)]
        looks = range(0, MINUTES * 60, 60)
        case = Case("flaps", {"broken": " ".join(map(str, broken))}, alerts=[("Broken", at) for at in looks])
        counted = list(states([at for at in looks if broken[at // 60]], alert))
        for outcome in run(tmp_path, file, [case]):
            said = [at for at in looks if outcome.firing("Broken", at)]
            assert [at for at in looks if any(start <= at < end for start, end in counted)] == said, str(outcome)
            fired.update(said)
    assert fired, "nothing fires: the test says nothing"
