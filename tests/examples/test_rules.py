"""The alert rules and routes: valid, tested, tied to the limits of the code and to metrics that exist."""

import re
import subprocess
import textwrap

import outputs
import pytest
import yaml
from fraud import drift, meters, watch
from prometheus_client import generate_latest

from tests.tools import need

OPS = outputs.EXAMPLES / "ops"
RULES = OPS / "prometheus" / "rules.yml"
TESTS = RULES.with_name("rules_test.yml")
ALERTS = {
    rule["alert"]: rule
    for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    for rule in group["rules"]
    if "alert" in rule
}
NAMES = [
    "FraudServiceDown",
    "FraudAnswersFail",
    "FraudAnswersSlow",
    "FraudChampionNotCurrent",
    "FraudPredictionsLost",
    "FraudInputsMoved",
    "FraudModelFell",
    "FraudWatchSilent",
]


def run(program: str, *arguments: object, **options) -> subprocess.CompletedProcess:
    command = [need(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, **options)


@pytest.mark.parametrize(
    "command",
    [
        ("promtool", "check", "config", OPS / "prometheus" / "prometheus.yml"),
        ("promtool", "check", "rules", RULES),
        ("promtool", "test", "rules", TESTS),
        ("amtool", "check-config", OPS / "alertmanager" / "alertmanager.yml"),
    ],
    ids=lambda command: " ".join(map(str, command[:3])),
)
def test_the_programs_own_checks_pass(command):
    """What Prometheus and Alertmanager would refuse at their start is refused here."""
    done = run(*command)
    assert 0 == done.returncode, done.stdout + done.stderr


SLIPS = {
    "no patience": ("FraudServiceDown", "for: 1m # a restart takes seconds", "for: 0s"),
    "an absent service": ("FraudServiceDown", ' or absent(up{job="service"})', ""),
    "ten times too high": ("FraudAnswersFail", "ratio_rate5m > 0.0144", "ratio_rate5m > 0.144"),
    "no long window": ("FraudAnswersFail", " and job:fraud_predict_failed:ratio_rate1h > 0.0144", ""),
    "all paths are counted": ("FraudAnswersFail", '{path=~"/predict.*"}[1h]', "[1h]"),
    "half of the drift": ("FraudInputsMoved", " or fraud_drift_ks > 0.1", ""),
    "a wrong sign": ("FraudModelFell", "average_precision < 0.6", "average_precision > 0.6"),
    "few labels are enough": ("FraudModelFell", " and fraud_labels_known >= 500", ""),
    "a label that a route waits for": ("FraudModelFell", ", action: retrain", ""),
    "a watch that sees nothing": (
        "FraudWatchSilent",
        " or time() - fraud_watch_last_look",
        " or 0 * fraud_watch_last_look",
    ),
}


@pytest.mark.parametrize(("alert", "right", "wrong"), SLIPS.values(), ids=SLIPS)
def test_the_tests_of_the_rules_find_a_slip(alert, right, wrong, tmp_path):
    """A test of a rule that can't fail would be worth nothing."""
    rules, told = RULES.read_text("utf-8"), yaml.safe_load(TESTS.read_text("utf-8"))
    assert right in rules
    # Only what is about this alert: all of them take a second each time.
    told["tests"] = [
        test for test in told["tests"] if alert in {one["alertname"] for one in test["alert_rule_test"]}
    ]
    (tmp_path / "rules_test.yml").write_text(yaml.safe_dump(told), encoding="utf-8")
    found = []
    for text in (rules, rules.replace(right, wrong)):
        (tmp_path / "rules.yml").write_text(text, encoding="utf-8")
        assert 0 == run("promtool", "check", "rules", tmp_path / "rules.yml").returncode
        found.append(run("promtool", "test", "rules", tmp_path / "rules_test.yml").returncode)
    assert [0, 1] == found


def test_each_alert_is_tested_for_speech_and_for_silence():
    """An alert that never fires and one that always does look alike until the night it matters."""
    asked = [
        one for test in yaml.safe_load(TESTS.read_text("utf-8"))["tests"] for one in test["alert_rule_test"]
    ]
    assert sorted(NAMES) == sorted(ALERTS)
    assert set(NAMES) == {one["alertname"] for one in asked if one["exp_alerts"]}
    assert set(NAMES) == {one["alertname"] for one in asked if not one["exp_alerts"]}


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_says_what_is_wrong_how_much_and_what_to_read(name):
    """Whoever is woken has this text and nothing else."""
    rule = ALERTS[name]
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert "for" in rule
    told = rule["annotations"]
    assert told["summary"]
    assert re.search(r"\d|minute", told["description"]) and "{{" in told["description"]
    slug = re.fullmatch(r"http://127\.0\.0\.1:8000/([a-z-]+/[a-z-]+)\.html", told["runbook_url"])[1]
    page = outputs.ROOT / "docs" / f"{slug}.md"
    assert page.exists() or f"slug: {slug}," in (outputs.ROOT / "docs" / "course.yml").read_text("utf-8")


def test_the_lesson_on_retraining_shows_the_rule_as_it_is():
    """Line by line, up to its annotations."""
    page = (outputs.ROOT / "docs" / "loop" / "retraining.md").read_text("utf-8")
    [shown] = re.findall(r"^```yaml\n(.+?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    assert textwrap.indent(shown, " " * 6) in RULES.read_text("utf-8")


def test_the_limits_are_those_of_the_code(objective):
    """A number that stands in two places is the same in both."""
    expected = {
        "FraudAnswersSlow": f"> {objective.p99_ms / 1000}",
        "FraudInputsMoved": f"fraud_drift_psi > {drift.PSI_LIMIT} or fraud_drift_ks > {drift.D_LIMIT}",
        "FraudModelFell": f"fraud_live_average_precision < {objective.least_ap}",
    }
    assert dict.fromkeys(expected, True) == {
        name: text in ALERTS[name]["expr"] for name, text in expected.items()
    }
    assert objective.p99_ms / 1000 in meters.SECONDS  # or the quantile would be a guess between two buckets


def names(registry) -> set[str]:
    """The names of the samples that this registry can give."""
    kinds = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}
    return {family.name + end for family in registry.collect() for end in kinds[family.type]}


def test_rules_and_dashboard_ask_for_metrics_that_exist():
    """A misspelt metric is no error in PromQL: it is silence."""
    dashboard = OPS / "grafana" / "dashboards" / "fraud.json"
    text = RULES.read_text("utf-8") + dashboard.read_text("utf-8")
    asked = set(re.findall(r"(?<![\w:])fraud_\w+", text))
    assert {"fraud_requests_total", "fraud_chance_bucket", "fraud_live_cost"} <= asked
    assert asked <= names(meters.Meters().registry) | names(watch.Gauges().registry)


@pytest.mark.parametrize("made", [meters.Meters, watch.Gauges], ids=["service", "watch"])
def test_promtool_finds_nothing_wrong_with_our_metrics(made):
    """Names, units and help as the conventions want them."""
    told = generate_latest(made().registry).decode()
    assert "" == run("promtool", "check", "metrics", input=told).stderr


ROUTES = {
    ("severity=page", "job=service"): "page",
    ("severity=ticket",): "tickets",
    ("severity=ticket", "action=retrain"): "retrainer,tickets",
    ("severity=other",): "tickets",
}


@pytest.mark.parametrize(("labels", "receivers"), ROUTES.items(), ids=ROUTES.values())
def test_an_alert_takes_its_way(labels, receivers):
    """Alertmanager's own program says who would be told."""
    config = OPS / "alertmanager" / "alertmanager.yml"
    assert (
        receivers
        == run("amtool", "config", "routes", "test", f"--config.file={config}", *labels).stdout.strip()
    )
