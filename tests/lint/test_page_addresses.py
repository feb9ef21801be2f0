"""Which addresses in pages no longer open what they opened, beside the examples on the pages of the rules."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked

from avionics.conventions import names

PAGE = "playbooks/checkout/availability.md"
CONFIRM = "Look at the panel that the alert links to."
PANEL = names.panel_id("cockpit-checkout", names.slo_panel("availability"))
COCKPIT = "https://grafana.example.org/d/cockpit-checkout"
LOGS = (
    "https://kibana.example.org/app/discover#/?_a=(columns:!(),dataSource:(dataViewId:{view},type:dataView),"
    "filters:!(),index:{view},interval:auto,query:(language:kuery,query:%27%27),sort:!(!(%27%40timestamp%27,desc)))"
    "&_g=(filters:!(),refreshInterval:(pause:!t,value:60000),time:(from:now-1h,to:now))"
)
RULES = (
    "broken-cockpit-link",
    "broken-panel-link",
    "broken-variable-link",
    "broken-logs-link",
    "command-outdated",
    "stale-address",
)


def found(text: str, folder, **files: str) -> list[tuple[str, str, str]]:
    """What these rules say of a page that says `text`: rule, message and help."""
    page = (BASE / PAGE).read_text()
    assert CONFIRM in page, "the text takes the place of a sentence of the page"
    findings, _ = checked({PAGE: page.replace(CONFIRM, text), **files}, folder / "project")
    return [(one.rule, one.message, one.help) for one in findings if one.rule in RULES]


@pytest.mark.parametrize(
    "text",
    [
        f"<{COCKPIT}?viewPanel={PANEL}>",
        f"{COCKPIT}/checkout?orgId=1&from=now-6h&to=now&var-environment=P&viewPanel=panel-{PANEL}.",
        f"[it]({COCKPIT}?var-environment=P&var-environment=staging&var-queue=anything)",
        f"[it]({COCKPIT}?var-environment=$__all&var-queue=$__all)",
        f"[it]({COCKPIT}?orgId=1&var-datasource=Prometheus%20P)",
        f"[it]({COCKPIT}?viewPanel=panel-{PANEL}-clone-1)",
        "[it](http://Grafana.example.org/d/cockpit-checkout)",
        f"`{COCKPIT}?viewPanel=1`",
        f"```sh\ncurl '{COCKPIT}?viewPanel=1'\n```",
        f"<!-- {COCKPIT}?viewPanel=1 -->",
        "[it](https://grafana.example.org/d/queue-brokers/queues?viewPanel=1&var-x=y)",
        "[it](https://grafana.elsewhere.example/d/cockpit-other?viewPanel=1)",
        "[it](https://grafana.example.org/d/cockpit-payments?var-environment=P)",
        f"[it](<{LOGS.format(view='staging-app-logs')}>)",
        f"[it]({LOGS.format(view='p-app-logs')})",
        "[it](https://kibana.example.org/app/discover#/?_g=()&_a=(dataSource:(dataViewId:theirs,type:dataView)))",
        "[it](https://kibana.example.org/s/theirs/app/discover#/view/audit)",
    ],
)
def test_what_opens_or_is_not_ours(text, tmp_path):
    assert found(text, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("checkout", ""),
        ("checkout/availability", ""),
        ("checkout/CheckoutQueueStuck", ""),
        ("checkout/CheckoutQueueJammed", "checkout has no objective or alert 'checkout/CheckoutQueueJammed'"),
        ("checkout/jammed", "checkout has no objective or alert 'checkout/jammed'"),
        ("payments/jammed", "payments has no objective or alert 'payments/jammed'"),
        ("checkout-payments/availability", "there is no service 'checkout-payments'"),
        ("CheckoutPaymentsJammed", ""),  # of a service checkout-payments, perhaps
        ("cause-pages", ""),  # a rule, which is explained too
        ("checkout/<objective>", ""),  # any of them
        ("checkout/…", ""),
    ],
)
def test_a_command_in_a_page_names_what_a_service_has(name, wrong, tmp_path):
    told = found(f"See `avionics explain {name}`.", tmp_path)
    expected = [("command-outdated", wrong)] if wrong else []
    assert [(rule, message) for rule, message, _ in told] == expected, "told by the name alone"


def test_of_a_service_in_an_unknown_environment_nothing_is_said(tmp_path):
    """The one slip is told where it is; each page of the service would be said to open what is not there."""
    service = (BASE / "services/checkout.yaml").read_text()
    assert "environments: [P, staging]" in service
    text = f"{COCKPIT}?var-environment=P&var-datasource=prometheus-p&viewPanel=7"
    files = {"services/checkout.yaml": service.replace("[P, staging]", "[p]")}
    assert found(text, tmp_path / "unknown", **files) == []
    assert [rule for rule, _, _ in found(text, tmp_path / "known")] == ["broken-panel-link"]


@pytest.mark.parametrize(
    ("text", "rule", "message", "help_"),
    [
        (f"{COCKPIT}?viewPanel=7.", "broken-panel-link", "has no panel 7", f"write viewPanel={PANEL} (Availability"),
        (f"{COCKPIT}?viewPanel=panel-7", "broken-panel-link", "has no panel 7", f"write viewPanel={PANEL} (Avail"),
        (f"{COCKPIT}?var-queu=x", "broken-variable-link", "has no variable 'queu'", "did you mean 'queue'?"),
        (
            "https://grafana.example.org/d/cockpit-payments?viewPanel=7", "broken-panel-link",
            "the cockpit of payments has no panel 7", "open the panel in the cockpit and copy its address again",
        ),
        (
            "https://grafana.example.org/d/cockpit-payments?var-queue=x", "broken-variable-link",
            "the cockpit of payments has no variable 'queue'", "expected one of: datasource, environment",
        ),
        (f"{COCKPIT}?var-environment=D", "broken-variable-link", "environment is never 'D'", "write P (P) or staging"),
        (
            f"{COCKPIT}?var-datasource=old&var-environment=staging", "broken-variable-link",
            "datasource is never 'old' in the cockpit of checkout", "write prometheus-staging (staging)",
        ),
        (
            "https://grafana.example.org/d/cockpit-payments?var-environment=Q", "broken-variable-link",
            "environment is never 'Q' in the cockpit of payments", "write P (P) or staging (staging)",
        ),
        ("https://grafana.example.org/d/cockpit-tills", "broken-cockpit-link", "no service 'tills'", ""),
        (
            "https://old.example/d/cockpit-checkout", "stale-address",
            "https://old.example is not the Grafana of P or staging", "write https://grafana.example.org (P, staging)",
        ),
        (
            LOGS.format(view="old-logs"), "broken-logs-link", "no data view of P, staging is called 'old-logs'",
            "write p-app-logs (P) or staging-app-logs (staging)",
        ),
        (
            LOGS.format(view="staging-app-logs").replace("kibana.example.org", "old.example/s/ops"), "stale-address",
            "https://old.example/s/ops is not the Kibana of staging", "write https://kibana.example.org (staging)",
        ),
    ],
)  # fmt: skip
def test_what_does_not(text, rule, message, help_, tmp_path):
    ((by, said, told),) = found(text, tmp_path)
    assert by == rule
    assert message in said
    assert help_ in told


def test_a_grafana_that_only_another_environment_still_has(tmp_path):
    """Both had one; the link goes on opening, and shows nothing."""
    project = (BASE / "avionics.yaml").read_text()
    address = "  grafana: https://grafana.example.org\n"
    assert project.count(address) == 2
    moved = project.replace(address, "  grafana: https://metrics.example.org\n", 1)
    ((rule, message, help_),) = found(f"{COCKPIT}?var-datasource=prometheus-p", tmp_path, **{"avionics.yaml": moved})
    assert (rule, message) == ("stale-address", "https://grafana.example.org is not the Grafana of P")
    assert help_ == "write https://metrics.example.org (P)"


@pytest.mark.parametrize(("path", "told"), [("/templating/list/1", 0), ("/tags/-", 1)])
def test_a_value_that_a_patch_may_allow_is_left_alone(tmp_path, path, told):
    patch = f"patch: [{{op: add, path: {path}, value: {{name: environment, type: textbox}}}}]\n"
    cockpit = f"apiVersion: avionics/v1\nkind: Cockpit\nservice: checkout\n{patch}"
    said = found(f"<{COCKPIT}?var-environment=canary>", tmp_path / "own", **{"cockpits/checkout.yaml": cockpit})
    assert len(said) == told
    elsewhere = {"cockpits/payments.yaml": cockpit.replace("checkout", "payments")}
    address = COCKPIT.replace("checkout", "payments")
    assert len(found(f"<{address}?var-environment=canary>", tmp_path / "elsewhere", **elsewhere)) == told


def test_a_panel_that_a_patch_may_have_added_is_left_alone(tmp_path):
    patch = "patch: [{op: add, path: /panels/-, value: {id: 7, type: text, title: Seven}}]\n"
    cockpit = f"apiVersion: avionics/v1\nkind: Cockpit\nservice: checkout\n{patch}"
    assert found(f"{COCKPIT}?viewPanel=7", tmp_path, **{"cockpits/checkout.yaml": cockpit}) == []


def test_many_variables_in_long_addresses_are_read_in_one_pass(tmp_path):
    """A hostile page: were each variable compared with each, this would take minutes."""
    many = "&".join(f"var-environment=x{index}" for index in range(300))
    findings = found("\n".join([f"{COCKPIT}?{many}"] * 20), tmp_path)
    assert len(findings) == 300 * 20
    assert found(f"{COCKPIT}?{'x' * 100_000}&viewPanel=7", tmp_path / "longer") == [], "no browser follows it"


SHOP = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: payments
slos:
- name: availability
  objective: 99.9
  sli: {ratio: {total: 'payments_total{job="payments"}', errors: 'failed_total{job="payments"}'}}
"""


@pytest.mark.parametrize(("needs", "told"), [("", 1), ("dependsOn: [{service: checkout, impact: hard}]\n", 0)])
def test_a_page_may_show_how_what_its_service_needs_does_and_nothing_else(tmp_path, needs, told):
    """Of services that are called alike everywhere: the objectives of most are 'availability'."""
    page = (BASE / PAGE).read_text().replace("service: checkout", "service: payments")
    files = {
        "services/payments.yaml": (BASE / "services/payments.yaml").read_text() + needs,
        "slos/payments.yaml": SHOP,
        "playbooks/payments/availability.md": page.replace(CONFIRM, f"<{COCKPIT}?viewPanel={PANEL}>"),
    }
    findings, _ = checked(files, tmp_path / "project")
    assert [one.rule for one in findings].count("copied-page") == told


def test_of_a_service_whose_file_is_named_otherwise_an_address_is_told_once(tmp_path):
    service = (BASE / "services/payments.yaml").read_text().replace("name: payments", "name: paymentz")
    page = (BASE / PAGE).read_text().replace("service: checkout", "service: paymentz")
    text = page.replace(CONFIRM, f"<{COCKPIT.replace('checkout', 'paymentz')}?viewPanel=7>")
    files = {"services/payments.yaml": service, "playbooks/payments/any.md": text}
    findings, _ = checked(files, tmp_path / "project")
    assert [one.rule for one in findings].count("broken-panel-link") == 1
