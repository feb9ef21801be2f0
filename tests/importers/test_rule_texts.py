"""What people read of an alert that is imported: descriptions, summaries and the unit of its value; and templates."""

from __future__ import annotations

import pytest
from foreign_specs import alert_of, rule, said

from avionics.importers.prometheus.texts import unit


def test_labels_that_texts_print_tell_series_apart_where_the_result_can_have_them(tmp_path):
    annotations = "annotations: {summary: '{{ $labels.instance }} of {{ $labels.zone }} is down'}"
    whole = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, {annotations}}}"))
    assert whole["by"] == ["instance", "zone"]
    summed = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: sum by (zone) (up) == 0, {annotations}}}"))
    assert summed["by"] == ["zone"]


def test_a_description_that_ours_cannot_print_is_lost_and_said(tmp_path):
    text = "annotations: {description: 'On {{ with query \"up\" }}x{{ end }}'}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: sum(up) == 0, {text}}}")
    assert "description" not in alert_of(done)
    (line,) = [line for line in said(done) if "import-lost" in line]
    assert "the annotation 'description' was not carried" in line


def test_where_the_description_prints_more_the_summary_describes(tmp_path):
    """A description that asks the server, and a summary beside it that says which: both were lost."""
    texts = '{description: \'{{ range query "up" }}{{ .Value }}{{ end }}\', summary: "{{ $labels.instance }} is down"}'
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {texts}}}")
    assert alert_of(done)["description"] == "{{ $labels.instance }} is down"
    (lost,) = [one.message for one in done.findings if one.rule == "import-lost"]
    assert lost.startswith("the annotation 'description' was not carried")


def test_a_label_that_the_result_has_not_printed_nothing_and_is_left_out_of_the_text(tmp_path):
    text = "annotations: {description: 'The {{$labels.job}} cluster is at {{ $value }}'}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: sum(up) == 0, {text}}}")
    assert alert_of(done)["description"] == "The cluster is at {{ $value }}"
    assert any("{{$labels.job}} in 'description' printed nothing" in line for line in said(done))


def test_a_phrase_about_a_label_that_some_have_is_left_out_and_told(tmp_path):
    """As kube-prometheus writes it: `{{ . }}` is the label, and without one the phrase is not there."""
    text = "Claim {{ $labels.pvc }} {{ with $labels.cluster -}} on Cluster {{ . }} {{- end }} is {{ $value }} full."
    done = rule(tmp_path, f"{{alert: NodeDown, expr: a > 1, annotations: {{description: '{text}'}}}}")
    assert alert_of(done)["description"] == "Claim {{ $labels.pvc }} is {{ $value }} full."
    (line,) = [line for line in said(done) if "ours say which series they are about" in line]
    assert "{{ with $labels.cluster -}} on Cluster {{ . }} {{- end }} in 'description' was left out" in line
    every = rule(
        tmp_path, "{alert: NodeDown, expr: a > 1, annotations: {message: '{{ range query \"up\" }}x{{ end }}'}}"
    )
    assert "description" not in alert_of(every)


def test_a_format_in_the_other_quotes_of_go_is_carried(tmp_path):
    done = rule(
        tmp_path, "{alert: NodeDown, expr: up == 0, annotations: {message: '{{ $value| printf `%.2f`}}% left'}}"
    )
    assert alert_of(done)["description"] == '{{ $value| printf "%.2f"}}% left'


def test_a_text_for_ansible_is_told(tmp_path):
    """Left as it is, `{% raw %}` would be read by whoever is woken."""
    text = "{% raw %}{{ $labels.instance }} reboots{% endraw %}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{description: '{text}'}}}}")
    assert "description" not in alert_of(done)
    assert any("fill it in first" in one.help for one in done.findings), said(done)


@pytest.mark.parametrize(
    ("annotations", "description", "impact"),
    [
        ("summary: '{{ $labels.node }} is down'", "{{ $labels.node }} is down", "Node down"),
        ("summary: 'A node is down (node {{ $labels.node }})'", None, "A node is down"),
        ("summary: 'A node is down', title: '{{ $labels.node }}'", "{{ $labels.node }}", "A node is down"),
        ("summary: '{{ $labels.node }} is down', description: 'It is {{ $value }}'", "It is {{ $value }}", "Node down"),
        ("summary: '{{ query \"up\" }} are down'", None, "Node down"),
    ],
)
def test_a_summary_that_prints_labels_describes_an_alert_without_a_description(
    annotations, description, impact, tmp_path
):
    done = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{{annotations}}}}}"))
    assert (done.get("description"), done["impact"]) == (description, impact)


CHART = (
    "if this is a {{ template }} or a ${variable}, let its tool (Helm, Terraform) fill it in first, and import what "
    "comes out"
)


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x[{{ .window }}]) > 3",
        'up{job="{{ .Values.job }}"} == 0',
        "up > {{ $.Values.max }}",
        'up{cluster="${cluster_name}"} == 0',
        "up > ${threshold}",
    ],
)
def test_a_template_that_nobody_fills_in_is_left_out(expr, tmp_path):
    """Of Sloth's specs '{{.window}}' is a window; of a rule file it is a value of a chart's."""
    done = rule(tmp_path, f"{{alert: NodeDown, expr: '{expr}'}}\n  - {{record: 'a:b', expr: '{expr}'}}")
    assert done.made == {}
    left_out = [one for one in done.findings if one.rule == "import-left-out"]
    assert [one.help for one in left_out] == [CHART, CHART]
    route = rule(tmp_path, "{alert: NodeDown, expr: 'x{route=\"/orders/{{id}}\"} > 1'}")
    assert alert_of(route)["expr"] == 'x{route="/orders/{{id}}"}', "braces of a route are text"
    replaced = "label_replace(a, 'x', '${1}${n}', 'y', '(a)(?P<n>b)') > 1"
    found = alert_of(rule(tmp_path, f'{{alert: NodeDown, expr: "{replaced}"}}'))
    assert "${1}${n}" in found["expr"], "those are parts of what the pattern found"


@pytest.mark.parametrize(
    "text", ['{{ "{{" }} $labels.instance {{ "}}" }} is down', "{{`{{ $labels.instance }}`}} is down"]
)
def test_a_text_that_a_chart_would_fill_in_is_told_so(text, tmp_path):
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{description: '{text}'}}}}")
    (lost,) = [one for one in done.findings if one.rule == "import-lost"]
    assert lost.help == CHART


def test_no_password_of_an_address_goes_into_a_file_of_ours(tmp_path):
    text = "{alert: NodeDown, expr: up == 0, annotations: {runbook_url: 'https://anna:secret@wiki.example/down'}}"
    done = rule(tmp_path, text)
    assert "the annotation 'runbook_url' was not carried\n" in done.made["alerts/shop.yaml"]
    assert "secret" not in "".join((*done.made.values(), *said(done)))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('has {{ $value | printf "%.2f" }}% left', "percent"),
        ("{{ $value }} % of them fail", "percent"),
        ("takes {{ $value }}s", "s"),
        ("has been down for {{ $value | humanize }} seconds.", "s"),
        ("takes {{$value}}ms", "ms"),
        ("{{ $value | humanize1024 }}B left", "bytes"),
        ("{{ $value | humanize }} bytes too many", "bytes"),
        ("{{ $value | humanizePercentage }} fail", "percentunit"),
        ("{{ $value | humanizeDuration }} behind", "s"),
        ("{{ $value | humanizePercentage }}% fail", "percentunit"),
        ("drops {{ $value }} samples/s", ""),
        ("{{ $value }} seconds/request", ""),
        ("{{ $value }} sockets, Bees and bytesize", ""),
        ("{{ $labels.queue }}s are old", ""),
        ("it is {{ $value }}", ""),
    ],
)
def test_the_unit_that_a_text_says(said, found):
    assert unit(said) == found
