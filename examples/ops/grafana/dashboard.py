"""The Grafana dashboard as code: reviewed like code, the same on every machine, its queries tested.

`python examples/ops/grafana/dashboard.py` writes dashboards/fraud.json, which Grafana loads when it starts.
"""

import json
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fraud import drift, objective
from grafana_foundation_sdk.builders import common, heatmap, prometheus, stat, timeseries
from grafana_foundation_sdk.builders import dashboard as board
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import GraphTresholdsStyleMode
from grafana_foundation_sdk.models.dashboard import DataSourceRef, Threshold, ThresholdsMode
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

FILE = Path(__file__).parent / "dashboards" / "fraud.json"
SOURCE = DataSourceRef("prometheus", "prometheus")  # the uid that provisioning gives it
ROWS = ("The service", "What it answers", "Is it still right?")


def query(expression, legend="__auto"):
    return prometheus.Dataquery().expr(expression).legend_format(legend)


def place(panel, title, told, queries, width):
    """What all panels have in common; `told` is shown behind the (i)."""
    panel = panel.title(title).description(told).datasource(SOURCE).span(width).height(7)
    for letter, one in zip("ABC", queries, strict=False):
        panel = panel.with_target(one.ref_id(letter))
    return panel


def steps(colours):
    """Colours from a value on; the first counts from minus infinity."""
    found = [Threshold(value, colour) for value, colour in colours]
    return board.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(found)


# --8<-- [start:line]
def line(title, told, *queries, unit="short", width=8, limit=None, bad="above"):
    """A curve over time; `limit` is drawn as a line, the bad side of it in red."""
    legend = common.VizLegendOptions().show_legend(True)
    drawn = timeseries.Panel().unit(unit).min(0).fill_opacity(10).legend(legend)
    panel = place(drawn, title, told, queries, width)
    if limit is None:
        return panel
    low, high = ("green", "red") if bad == "above" else ("red", "green")
    style = common.GraphThresholdsStyleConfig().mode(GraphTresholdsStyleMode.LINE)
    return panel.thresholds(steps([(None, low), (limit, high)])).thresholds_style(style)


# --8<-- [end:line]
def number(title, told, one, width=4):
    return place(stat.Panel(), title, told, [one.instant()], width)


def histogram(title, told, one, width=8):
    one = one.format(PromQueryFormat.HEATMAP)
    return place(heatmap.Panel().calculate(False), title, told, [one], width)


# --8<-- [start:service]
def service(limits):
    """The four signals: traffic, errors, latency, and what the service is there for."""
    failed = query("job:fraud_predict_failed:ratio_rate5m", "failed (ours)")
    refused = query("job:fraud_predict_refused:ratio_rate5m", "refused (the caller's)")
    half = query("job:fraud_request_seconds:p50_5m", "half of them")
    slowest = query("job:fraud_request_seconds:p99_5m", "99 of 100")
    return [
        line(
            "Traffic", "Answers a second", query("job_path:fraud_requests:rate5m", "{{path}}"), unit="reqps"
        ),
        line("Errors", "Share of predictions", failed, refused, unit="percentunit", limit=0.0144),
        line("Time to answer", "At most", half, slowest, unit="s", limit=limits.p99_ms / 1000),
    ]


# --8<-- [end:service]
def answers():
    """What comes out: it changes when the model, the payments or the fraud change."""
    by_version = "sum by (role, version) (rate(fraud_predictions_total[5m]))"
    logged = "sum(rate(fraud_predictions_logged_total[5m]))"
    lost = "sum(rate(fraud_predictions_lost_total[5m]))"
    return [
        line(
            "Predictions",
            "A second, by role and version",
            query(by_version, "{{role}} {{version}}"),
            unit="reqps",
        ),
        histogram(
            "Chances of fraud",
            "How many predictions fell where",
            query("sum by (le) (rate(fraud_chance_bucket[5m]))", "{{le}}"),
        ),
        line(
            "Stopped",
            "Share of payments",
            query("job:fraud_stops:ratio_rate5m", "stopped"),
            unit="percentunit",
        ),
        number("Champion", "The version that answers", query("max(fraud_model_version)", "version")),
        number(
            "Is it the registry's?", "1: yes. 0: the last good one", query("min(fraud_champion_current)", "")
        ),
        line(
            "Prediction log",
            "Lines a second; what is lost is watched by nobody",
            query(logged, "logged"),
            query(lost, "lost"),
            unit="wps",
        ),
        line(
            "Alerts",
            "What fires now",
            query('sum by (alertname) (ALERTS{alertname=~"Fraud.*",alertstate="firing"})', "{{alertname}}"),
        ),
    ]


# --8<-- [start:truth]
def truth(limits):
    """Drift shows at once and may be harmless; the score shows the harm, weeks later."""
    psi = query("max by (column) (fraud_drift_psi)", "{{column}}")
    score = query("max by (version) (fraud_live_average_precision)", "version {{version}}")
    cost = query("max by (version) (fraud_live_cost)", "version {{version}}")
    return [
        line("Drift (PSI)", "Inputs against the training data", psi, limit=drift.PSI_LIMIT),
        line("Average precision", "On the newest labels", score, limit=limits.least_ap, bad="below"),
        line("Cost", "Of 1,000 payments, on the same labels", cost, unit="currencyEUR"),
    ]


# --8<-- [end:truth]
def build():
    """The dashboard as JSON text."""
    limits = objective.load()
    made = board.Dashboard("Fraud").uid("fraud").refresh("15s").time("now-1h", "now").readonly()
    ids = count(1)  # a link to a panel names its id
    for title, panels in zip(ROWS, (service(limits), answers(), truth(limits)), strict=True):
        made = made.with_row(board.Row(title).id(next(ids)))
        for panel in panels:
            made = made.with_panel(panel.id(next(ids)))
    return json.dumps(made.build(), cls=JSONEncoder, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(build(), encoding="utf-8", newline="\n")
    print(FILE)
