"""Selectors that name the environment, which ours never do: the compiler puts in what each environment asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from foreign_specs import errors, rules_in_project, said, text_in_project

from avionics.app.importing import Import

SLOTH = """\
version: prometheus/v1
service: shop
slos:
- name: requests
  objective: 99.9
  sli:
    events:
      error_query: sum(rate(requests_total{environment="production",code="500"}[{{.window}}]))
      total_query: sum(rate(requests_total{environment="production"}[{{.window}}]))
  alerting: {page_alert: {labels: {severity: page}}, ticket_alert: {disable: true}}
"""


def rules(expr: str, folder: Path) -> tuple[Import, dict]:
    """What becomes of one alert in a new project, and that alert."""
    done = rules_in_project(folder, json.dumps({"alert": "Down", "expr": expr}))
    return done, yaml.safe_load(done.made["alerts/shop.yaml"])["alerts"][0]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ('up{environment="production"} == 0', "up == 0"),
        ('up {environment="production"} == 0', "up == 0"),
        ("up{environment='production', job=\"shop\"} == 0", 'up{job="shop"} == 0'),
        ('up{job="shop" , environment="staging"} == 0', 'up{job="shop"} == 0'),
        ('up{job="shop",environment="staging",} == 0', 'up{job="shop",} == 0'),
        ('up{a="b",environment="staging",c="d"} == 0', 'up{a="b",c="d"} == 0'),
        ('up{environment="production"} == on (job) x{environment="production",a="b"}', 'up == on (job) x{a="b"}'),
    ],
)
def test_what_an_environment_asks_for_is_left_out_and_told(theirs, ours, tmp_path):
    done, alert = rules(theirs, tmp_path)
    assert alert["expr"] == ours
    assert any("was left out: the compiler puts in 'environment' for each environment, also others" in line
               for line in said(done))  # fmt: skip
    assert "# Look: environment=" in done.made["alerts/shop.yaml"], "it now holds in the other environment too"


@pytest.mark.parametrize(
    "theirs",
    [
        'up{environment="prod"} == 0',
        'up{environment=~"production"} == 0',
        'up{environment!="staging"} == 0',
        '{environment="production"} == 0',
    ],
)
def test_what_no_environment_asks_for_stays_and_is_told(theirs, tmp_path):
    done, alert = rules(theirs, tmp_path)
    assert alert["expr"] == theirs
    assert any("and the compiler puts in 'environment' for each environment" in line for line in said(done))
    assert "# Look: it asks for environment" in done.made["alerts/shop.yaml"]


def test_what_else_is_in_a_value_stays(tmp_path):
    """The label of an environment as a text, and as a part of another's name."""
    theirs = 'up{my_environment="production",a=\'{environment="production"}\'} == 0'
    _, alert = rules(theirs, tmp_path)
    assert alert["expr"] == theirs


def test_an_objective_is_sound_without(tmp_path):
    root, done = text_in_project("sloth", SLOTH, tmp_path)
    assert errors(root) == []
    (slo,) = yaml.safe_load(done.made["slos/shop.yaml"])["slos"]
    assert slo["sli"]["ratio"] == {"total": "requests_total", "errors": 'requests_total{code="500"}'}
