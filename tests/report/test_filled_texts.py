"""Texts of alerts as `explain` shows them to people: no template is left, and nothing that is no template is lost."""

from __future__ import annotations

import pytest

from avionics.app.compile import compile_project
from avionics.conventions import names
from avionics.report.explanation.filled import filled
from tools import ROOT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nothing {to} fill in", "nothing {to} fill in"),
        ("queue {{ $labels.queue }} waits {{ $value | humanizeDuration }}.", "queue <queue> waits <duration>."),
        ("{{$value}} of {{- $value | humanize -}} {{ $value | humanize1024 }}B", "<value> of <value> <value>B"),
        ("{{ $value | humanizePercentage }} since {{ $value | humanizeTimestamp }}", "<value>% since <time>"),
        ('{{ $value | printf "about %.2f%% of all" }}', "about <value>% of all"),
        ('as {{ "{{" }} was written }}', "as {{ was written }}"),
        ('{{ with print "a" $b | query }}now {{ . | first | value }}{{ else }}none{{ end }}.', "now <value>."),
        ("{{ if gt (. | first | value) 0.1 }}left: {{ . | first | value }}{{ else }}spent{{ end }}.", "left: <value>."),
        ("{{ if eq $a 1 }}one{{ else if eq $a 2 }}two{{ else }}many{{ end }}", "one"),
        ("{{ range $i, $p := . }}{{ if $i }} and {{ else }}first {{ end }}b{{ end }}", "first b"),
        (
            "{{ $h := printf `{a=%q}` $labels.a }}{{ range $i, $p := . }}{{ if $i }},{{ end }}{{ $p.Labels.b }}{{end}}",
            "<b>",
        ),
        ("{{ else }}a{{ end }}b", "ab"),
        ("{{ open", "{{ open"),
    ],
)
def test_shown(text, shown):
    assert filled(text) == shown


def test_of_what_is_compiled_here_nothing_is_left_to_fill_in():
    compiled = compile_project(str(ROOT), today="2026-11-26", targets=())
    plans = [outcome.plan for outcome in compiled.outcomes.values() if outcome.plan]
    texts = {
        text
        for plan in plans
        for alert in plan.alerts()
        for name, text in alert.annotations
        if name in (names.SUMMARY, names.DESCRIPTION, names.IMPACT) and "{{" in text
    }
    assert len(texts) > 100, "burn rates in each window and environment say how much they are"
    left = [shown for shown in map(filled, texts) if "{{" in shown or "}}" in shown or "$" in shown]
    assert left == []
