"""Links to logs: what they open, and what Prometheus makes of the templates in them."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from avionics.links import grafana, kibana
from links.kibana_reader import opened
from tools import promtools

BASE = "https://kibana.example"
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
NASTY = [
    "eu-1",
    "a b",
    "O'Hara's !important",
    "x'),index:other,y:('",
    'x" or service.name : "other',
    'back\\slash\\" or "',
    "100%&from=1#?=+/é☃",
    "!' !! '",
    "{{ .Value }}",
    "$1 ${1}",
    "",
]


def query_of(link):
    return opened(link).states["_a"]["query"]["query"]


def test_discover():
    link = kibana.discover(f"{BASE}/", "ops", "logs-app", 'service.name: "checkout"', ("log.level", "message")).back(
        "6h"
    )
    assert link == (
        "https://kibana.example/s/ops/app/discover#/"
        "?_a=(columns:!(log.level,message),dataSource:(dataViewId:logs-app,type:dataView),filters:!(),index:logs-app,"
        "interval:auto,query:(language:kuery,query:%27service.name%3A%20%22checkout%22%27),"
        "sort:!(!(%27%40timestamp%27,desc)))"
        "&_g=(filters:!(),refreshInterval:(pause:!t,value:60000),time:(from:now-6h,to:now))"
    )


def test_the_query_is_narrowed_to_labels():
    link = kibana.discover(BASE, "", "v", "a:1 or b:2", (), (("cloud.region", "region"), ("not", "queue"))).back("6h")
    templates = [f"{{{{ $labels.{name} | {_ESCAPES} | urlquery }}}}" for name in ("region", "queue")]
    assert query_of(link) == f'(a:1 or b:2) and cloud.region : "{templates[0]}" and "not" : "{templates[1]}"'


_ESCAPES = r'reReplaceAll `(["\\])` `\$1` | reReplaceAll `([!' + r"'])` `!$1`"


def test_only_labels_and_no_query():
    link = kibana.discover(BASE, "", "v", " ", (), (("region", "region"),)).back("6h")
    assert query_of(link).startswith('region : "{{ $labels.region')


def test_the_default_space_has_no_address_of_its_own():
    assert kibana.saved_view(BASE, "default", "x").back("6h").startswith(f"{BASE}/app/discover#/view/x?_g=")
    assert opened(kibana.dashboard(BASE, "", "x").back("6h")).space == ""


def test_saved_views_and_dashboards():
    view, board = (
        kibana.saved_view(BASE, "ops", "a-1").back("6h"),
        kibana.dashboard(BASE, "ops", "b-2", (("f", "region"),)).back("6h"),
    )
    found = [(one.space, one.app, one.route) for one in map(opened, (view, board))]
    assert found == [("ops", "discover", "/view/a-1"), ("ops", "dashboards", "/view/b-2")]
    assert "/app/dashboards#/view/b-2?_g=(filters:!((%27%24state%27:(store:globalState)" in board
    assert "match_phrase:(f:%27{{ $labels.region" in board


@given(TEXTS, TEXTS.filter(lambda s: s != "default"), TEXTS, st.lists(TEXTS))
def test_no_text_leaves_its_place(query, space, view, columns):
    found = opened(kibana.discover(BASE, space, view, query, tuple(columns)).back("6h"))
    state = found.states["_a"]
    assert (found.space, found.app, found.route) == (space, "discover", "/")
    assert (state["dataSource"]["dataViewId"], state["index"]) == (view, view), "Kibana before 8.15 reads the index"
    assert (state["query"]["query"], state["columns"]) == (query, columns)


@given(TEXTS.filter(lambda s: s not in ("", "default")), TEXTS.filter(bool), st.lists(TEXTS))
def test_links_are_read_back(space, view, columns):
    found = kibana.parse(kibana.discover(f"{BASE}/k/", space, view, "x", tuple(columns)).back("6h"))
    assert found == kibana.DiscoverLink(f"{BASE}/k", space, view)


@pytest.mark.parametrize(
    "link",
    [
        f"{BASE}/app/discover#/view/x?_g=()",
        f"{BASE}/app/discover#/?_g=()&_a=(dataSource:(dataViewId:v,type:dataView))",
        f"{BASE}/app/discover#/?_a=(columns:!(),dataSource:(dataViewId:v,type:dataView),filters:!(),index:w,)",
    ],
)
def test_links_that_others_wrote_are_refused(link):
    with pytest.raises(ValueError, match="no link of ours"):
        kibana.parse(link)


def test_prometheus_fills_in_nasty_values_and_nothing_breaks_out(tmp_path):
    for promtool in promtools():
        _assert_filled(promtool, tmp_path)


def _assert_filled(promtool, folder):
    discover = kibana.discover(
        BASE, "ops", "v", 'service.name: "it\'s {{x}}!"', (), (("cloud.region", "region"),)
    ).back("6h")
    board = kibana.dashboard(BASE, "ops", "b", (("cloud.region", "region"),)).back("6h")
    cockpit = grafana.dashboard("https://g.example", "u", 7, (("environment", "P {{x}}"),), ("region",)).back("6h")
    links = {"discover": discover, "board": board, "cockpit": cockpit}
    for value, found in zip(NASTY, _filled(promtool, folder, links), strict=True):
        clause = value.replace("\\", "\\\\").replace('"', '\\"')
        narrowed = f'cloud.region : "{clause}"' if value else "*:*"  # `cloud.region : ""` would find nothing
        expected = f'(service.name: "it\'s {{{{x}}}}!") and {narrowed}'
        assert query_of(found["discover"]) == expected, value
        state = opened(found["board"]).states["_g"]
        assert state["time"] == {"from": "now-6h", "to": "now"}
        (pinned,) = state["filters"]
        assert pinned["query"] == {"match_phrase": {"cloud.region": value}}
        assert pinned["meta"]["disabled"] is (value == "")
        assert grafana.parse(found["cockpit"]).variables == (("environment", "P {{x}}"), ("region", value))


def _filled(promtool, folder, links):
    """What `promtool test rules` says the annotations are: one alert per value, each expected to be another."""
    rule = {"alert": "A", "expr": "x > 0", "annotations": links}
    (folder / "rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "g", "rules": [rule]}]}, width=10_000))
    found = []
    for value in NASTY:
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        test = {
            "interval": "1m",
            "input_series": [{"series": f'x{{region="{quoted}"}}', "values": "1 1"}],
            "alert_rule_test": [{"eval_time": "1m", "alertname": "A", "exp_alerts": [{"exp_labels": {"no": "such"}}]}],
        }
        (folder / "test.yml").write_text(yaml.safe_dump({"rule_files": ["rules.yml"], "tests": [test]}))
        ran = subprocess.run(
            [promtool, "test", "rules", "test.yml"], cwd=folder, capture_output=True, text=True, check=False
        )
        got = (ran.stdout + ran.stderr).partition("got:")[2]
        assert got, ran.stdout + ran.stderr
        found.append({name: re.search(rf'{name}="((?:[^"\\]|\\.)*)"', got)[1] for name in links})
    return found
