"""Links to cockpits, and their inverse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avionics.links import grafana

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


def test_a_panel_with_its_variables():
    timeless = grafana.dashboard(
        "https://grafana.example/",
        "cockpit-checkout",
        1234,
        (("datasource", "prom-p"), ("environment", "P")),
        ("region",),
    )
    link = timeless.back("6h")
    assert link == (
        "https://grafana.example/d/cockpit-checkout?var-datasource=prom-p&var-environment=P"
        "&var-region={{ $labels.region | urlquery }}&viewPanel=1234&from=now-6h&to=now"
    )
    assert grafana.parse(link) == grafana.DashboardLink(
        "https://grafana.example",
        "cockpit-checkout",
        1234,
        (("datasource", "prom-p"), ("environment", "P"), ("region", "{{ $labels.region | urlquery }}")),
    )


def test_a_whole_dashboard_below_a_path():
    link = grafana.dashboard("https://x.example/grafana", "u", None).back("1h")
    assert link == "https://x.example/grafana/d/u?from=now-1h&to=now"
    assert grafana.parse(link) == grafana.DashboardLink("https://x.example/grafana", "u", None, ())


@given(TEXTS.filter(bool), st.integers(0, 2**31), st.lists(st.tuples(TEXTS, TEXTS)))
def test_links_are_read_back(uid, panel, fixed):
    found = grafana.parse(grafana.dashboard("https://g.example", uid, panel, tuple(fixed)).back("1h"))
    assert found == grafana.DashboardLink("https://g.example", uid, panel, tuple(fixed))


def test_the_newer_name_of_a_panel_and_a_slug_are_read():
    assert grafana.parse("https://g.example/d/u/some-title?viewPanel=panel-7").panel == 7
    assert grafana.parse("https://g.example/d/u/some-title").uid == "u"


@pytest.mark.parametrize(
    "link", ["https://g.example/", "https://g.example/d/", "https://g.example/explore?x=1", "/d/u"]
)
def test_other_addresses_are_refused(link):
    with pytest.raises(ValueError, match=r"dashboard|address"):
        grafana.parse(link)
