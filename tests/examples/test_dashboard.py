"""The dashboard: made by its code, complete, and each of its queries runs on a live Prometheus."""

import json
import math
import subprocess
import sys
from http.client import HTTPConnection

import outputs
import pytest
import yaml
from fraud import simulate
from fraud.client import bodies
from fraud.scenes import rehearsal
from fraud.stack.child import fetch
from fraud.stack.prometheus import Prometheus
from fraud.watch import Watch
from sklearn.metrics import average_precision_score

from tests.tools import need

GRAFANA = outputs.EXAMPLES / "ops" / "grafana"
DASHBOARD = json.loads((GRAFANA / "dashboards" / "fraud.json").read_text("utf-8"))
PANELS = {panel["title"]: panel for panel in DASHBOARD["panels"] if panel["type"] != "row"}
QUERIES = [(title, one["expr"]) for title, panel in PANELS.items() for one in panel["targets"]]
RULES = [
    (rule.get("record") or rule["alert"], rule["expr"])
    for group in yaml.safe_load((outputs.EXAMPLES / "ops/prometheus/rules.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
ROWS = 1000


def test_the_committed_dashboard_is_what_its_code_makes():
    """Run examples/ops/grafana/dashboard.py after a change; a change by hand would be lost."""
    ask = "import dashboard; print(dashboard.build(), end='')"
    command = [sys.executable, "-W", "error", "-c", ask]
    made = subprocess.run(command, cwd=GRAFANA, capture_output=True, text=True, timeout=60, check=True)
    assert (GRAFANA / "dashboards" / "fraud.json").read_text("utf-8") == made.stdout


def test_it_shows_what_an_engineer_on_duty_asks():
    """The four signals, what is answered, and whether it is still right."""
    assert [
        "Traffic",
        "Errors",
        "Time to answer",
        "Predictions",
        "Chances of fraud",
        "Stopped",
        "Champion",
        "Is it the registry's?",
        "Prediction log",
        "Alerts",
        "Drift (PSI)",
        "Average precision",
        "Cost",
    ] == list(PANELS)
    assert all(panel["description"] for panel in PANELS.values())
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(numbers) == len(set(numbers))


def test_the_gate_is_drawn_as_a_line(objective):
    """Below it is red: there the model has to go."""
    drawn = PANELS["Average precision"]["fieldConfig"]["defaults"]
    assert {"mode": "line"} == drawn["custom"]["thresholdsStyle"]
    steps = [(step["value"], step["color"]) for step in drawn["thresholds"]["steps"]]
    assert [(None, "red"), (objective.least_ap, "green")] == steps


def test_panels_stand_side_by_side():
    """No panel covers another, none leaves the 24 columns."""
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in DASHBOARD["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


def test_provisioning_and_dashboard_name_the_same_source():
    """Or every panel would say that its data source was not found."""
    sources = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yaml").read_text("utf-8"))
    known = {(one["type"], one["uid"]) for one in sources["datasources"]}
    used = {(panel["datasource"]["type"], panel["datasource"]["uid"]) for panel in PANELS.values()}
    assert known == used == {("prometheus", "prometheus")}
    assert "http://prometheus:9090" == sources["datasources"][0]["url"]
    provider = yaml.safe_load((GRAFANA / "provisioning/dashboards/fraud.yaml").read_text("utf-8"))
    assert "/etc/grafana/dashboards" == provider["providers"][0]["options"]["path"]


def ask_many(address, week):
    """The chances of the whole week, asked for in one request, each payment with its id."""
    named = [
        body | {"transaction_id": key} for body, key in zip(bodies(week), week["transaction_id"], strict=True)
    ]
    connection = HTTPConnection(address, timeout=30)
    body = json.dumps({"payments": named})
    connection.request("POST", "/predict/many", body, {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return [one["chance"] for one in answer["predictions"]]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """Service, watch and Prometheus, and payments whose labels have come in."""
    need("prometheus")
    folder = tmp_path_factory.mktemp("live")
    service, labels = rehearsal.Service(folder / "store", folder / "log"), folder / "labels"
    reference, week = rehearsal.crown(folder / "store"), simulate.batch(2, ROWS)
    reference.to_csv(folder / "reference.csv", index=False)
    labels.mkdir()
    week[["transaction_id", "is_fraud"]].to_csv(labels / "week-002.csv", index=False)
    service.start()
    with Watch(folder / "log", labels, folder / "reference.csv").serve(seconds=0.2) as watch:
        targets = {"service": service.address, "watch": f"127.0.0.1:{watch.port}"}
        with Prometheus(folder / "prometheus", targets, scrape_seconds=0.3) as running:
            running.wait_for('up{job="service"} == 1')
            chances = ask_many(service.address, week)
            service.send(week, 100, seconds=1)
            running.wait_for("fraud_live_average_precision and fraud_labels_known == 1000")
            running.wait_for("job:fraud_request_seconds:p99_5m > 0 and job:fraud_stops:ratio_rate5m > 0")
            told = {job: fetch(address, "/metrics")[1] for job, address in targets.items()}
            yield running, told, float(average_precision_score(week["is_fraud"], chances))
    service.stop()


def test_each_query_of_the_dashboard_and_the_rules_is_answered(live):
    """And where something happened, there is something to see: only what fires or is lost may be empty."""
    running = live[0]
    empty = {title for title, expression in QUERIES if not running.query(expression)}
    assert {"Alerts"} >= empty
    failed = [name for name, expression in RULES if running.query(expression) is None]
    assert [] == failed
    with pytest.raises(ValueError, match="parse error"):
        running.query("sum(")


def test_the_panels_show_what_happened(live):
    """1,000 payments with labels, 100 at the till of which 10 were refused, one champion."""
    running, _, expected = live
    assert 1 == running.value("max(fraud_model_version)") == running.value("min(fraud_champion_current)")
    assert running.wait_for('fraud_predictions_total{role="champion",version="1"} == 1090')
    assert running.wait_for("fraud_predictions_logged_total == 1090")
    score = running.value("max by (version) (fraud_live_average_precision)")
    assert expected == pytest.approx(score, abs=1e-9)
    psi = {one.labels["column"]: one.value for one in running.query("max by (column) (fraud_drift_psi)")}
    assert 8 == len(psi) and max(psi.values()) < 0.1
    assert not math.isnan(running.value("job:fraud_predict_refused:ratio_rate5m"))
    assert [] == running.alerts()


@pytest.mark.parametrize("job", ["service", "watch"])
def test_promtool_finds_nothing_wrong_with_live_metrics(live, job):
    """Names, units and help as the conventions want them, with every series there."""
    command = [need("promtool"), "check", "metrics"]
    done = subprocess.run(command, input=live[1][job], capture_output=True, text=True, timeout=60)
    assert (0, "") == (done.returncode, done.stderr)
