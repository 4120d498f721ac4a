"""See what the service does, and be woken when it is down: with a real Prometheus and a real Alertmanager."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.stack import alertmanager, inbox, programs, prometheus
from fraud.stop import Stop
from fraud.story import Story

NEEDS = ("prometheus", "promtool", "alertmanager", "amtool")  # programs that pip can't install
OPS = Path(__file__).resolve().parents[1] / "ops"
SCRAPE_SECONDS = 0.5
FACTOR = 15  # a minute of the rules lasts 4 seconds here
PAYMENTS = 400
DOWN = "FraudServiceDown"


# --8<-- [start:rules]
CHECKS = (
    ("promtool", "check", "config", "prometheus/prometheus.yml"),
    ("promtool", "check", "rules", "prometheus/rules.yml"),
    ("promtool", "test", "rules", "prometheus/rules_test.yml"),
    ("amtool", "check-config", "alertmanager/alertmanager.yml"),
)


def passes(command, folder):
    """Run the program's own check in the folder; True if it finds no fault."""
    words = [str(programs.find(command[0])), *command[1:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, timeout=60)
    return done.returncode == 0


def rules(story, checks=CHECKS, folder=OPS):
    for command in checks:
        story.say(f"{' '.join(command)}: {'passed' if passes(command, folder) else 'failed'}")


# --8<-- [end:rules]
# --8<-- [start:wrong-rule]
def wrong_rule(story, folder):
    """One wrong sign: a syntax check lets it through, the test of the rules does not."""
    for name in ("rules.yml", "rules_test.yml"):
        text = (OPS / "prometheus" / name).read_text(encoding="utf-8")
        slipped = text.replace("average_precision < 0.6", "average_precision > 0.6")
        (folder / name).write_text(slipped, encoding="utf-8")
    checks = (("promtool", "check", "rules", "rules.yml"), ("promtool", "test", "rules", "rules_test.yml"))
    rules(story, checks, folder)


# --8<-- [end:wrong-rule]
# --8<-- [start:stack]
def begin(stack, folder, service):
    """Alertmanager, which tells us, and Prometheus, which tells Alertmanager; they end with the stack."""
    pages = stack.enter_context(inbox.Inbox())
    teller = alertmanager.Alertmanager(folder / "alertmanager", receivers={"page": pages.url}, factor=FACTOR)
    stack.enter_context(teller)
    targets = {"service": service.address}
    watcher = prometheus.Prometheus(folder / "prometheus", targets, teller.address, SCRAPE_SECONDS, FACTOR)
    return stack.enter_context(watcher), pages


# --8<-- [end:stack]
# --8<-- [start:signals]
def signals(story, watcher, limit_ms):
    """Traffic, errors, latency, and what the service is there for."""
    ask = watcher.value
    coming = ask('job_path:fraud_requests:rate5m{path="/predict"}') > 1
    story.say(f"traffic: payments {'come' if coming else 'do not come'} in")
    failed = ask("job:fraud_predict_failed:ratio_rate5m")
    refused = ask("job:fraud_predict_refused:ratio_rate5m")
    story.say(f"errors: {failed:.0%} failed, {refused:.0%} were refused")
    p99 = 1000 * ask("job:fraud_request_seconds:p99_5m")
    story.say(f"latency: 99 of 100 answers took at most {p99:.0f} ms, {limit_ms:.0f} ms allowed")
    stopped = ask("sum(fraud_stops_total) / sum(fraud_chance_count)")
    story.say(f"predictions: {stopped:.1%} of the payments were stopped")


# --8<-- [end:signals]
# --8<-- [start:cardinality]
def cardinality(story, watcher, service):
    """Anybody can invent paths: in a label, each would be one more time series, kept for weeks."""
    count = "count(fraud_requests_total)"
    before = watcher.value(count)
    for number in range(200):
        service.get(f"/invented/{number}")
    watcher.wait_for('fraud_requests_total{path="other"} == 200')
    story.say(f"200 paths that nobody has heard of: {watcher.value(count) - before:.0f} new time series")
    asked = watcher.value('fraud_requests_total{path="other",status="404"}')
    story.say(f"all {asked:.0f} of them are counted as path other")


# --8<-- [end:cardinality]
# --8<-- [start:blip]
def blip(story, watcher, service, pages):
    """A restart: Prometheus sees that nobody answers, and waits a minute before it calls anyone."""
    service.stop()
    watcher.wait_for(f'ALERTS{{alertname="{DOWN}",alertstate="pending"}}')
    story.say(f"stopped: {DOWN} is {watcher.state(DOWN)}")
    service.start()
    watcher.wait_for('up{job="service"} == 1 unless on() ALERTS')
    story.say(f"back within the minute: {DOWN} is {watcher.state(DOWN)}, {len(pages.messages)} messages")


# --8<-- [end:blip]
# --8<-- [start:page]
def page(story, watcher, service, pages):
    """It stays away: Alertmanager tells who must know, once, and once more when it is over."""
    for status, change in (("firing", service.stop), ("resolved", service.start)):
        begun = time.monotonic()
        change()
        message = pages.wait_for(status)
        alert = message.content["alerts"][0]
        story.say(f"{status} after {message.arrived - begun:.1f} s: {alert['labels']['alertname']}")
    story.say(f"what was said: {alert['annotations']['summary']}")
    story.say(f"{len(pages.messages)} messages in all; {DOWN} is {watcher.state(DOWN)}")


# --8<-- [end:page]
# --8<-- [start:dashboard]
def dashboard(story, watcher):
    """Every query of the dashboard, asked of the Prometheus that Grafana would ask."""
    sys.path.append(str(OPS / "grafana"))
    made = import_module("dashboard").build()
    panels = [panel for panel in json.loads(made)["panels"] if panel["type"] != "row"]
    queries = [one["expr"] for panel in panels for one in panel["targets"]]
    for query in queries:
        watcher.query(query)  # raises what Prometheus has against it
    story.say(f"{len(panels)} panels, {len(queries)} queries: Prometheus understands them all")


# --8<-- [end:dashboard]
def live(story, folder, stack):
    """Everything that needs the servers."""
    story.step("signals")
    story.note("starting the service without a champion, and training one meanwhile")
    service = fraud.scenes.rehearsal.Service(folder / "store")
    service.start()
    stack.callback(service.stop)
    watcher, pages = begin(stack, folder, service)
    payments = fraud.scenes.rehearsal.crown(folder / "store")
    service.wait()
    watcher.wait_for("up == 1 unless on() ALERTS")
    # Prometheus counts what comes after a series was first fetched: let the refusals have theirs early.
    service.send(payments, 10, seconds=0.1)
    watcher.wait_for('fraud_requests_total{status="422"}')
    service.send(payments[10:], PAYMENTS - 10, seconds=2.5)
    watcher.wait_for(f'sum(fraud_requests_total{{path="/predict"}}) == {PAYMENTS}')
    signals(story, watcher, fraud.objective.load().p99_ms)
    story.step("cardinality")
    cardinality(story, watcher, service)
    story.step("dashboard")
    dashboard(story, watcher)
    story.step("blip")
    story.say(f"a minute of the rules lasts {60 / FACTOR:.0f} s here")
    blip(story, watcher, service, pages)
    story.step("page")
    page(story, watcher, service, pages)


def main():
    """Check the rules, then see them at work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--workspace", type=Path, metavar="DIR", help="an empty folder for logs and data (default: none kept)"
    )
    options = parser.parse_args()
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    for program in NEEDS:
        programs.find(program)
    story = Story()
    with ExitStack() as stack:
        aside = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        folder = options.workspace or Path(aside)
        folder.mkdir(parents=True, exist_ok=True)
        story.step("rules")
        rules(story)
        story.step("wrong-rule")
        wrong_rule(story, folder)
        story.step("speed")
        fraud.scenes.burn.speed(story, folder)
        live(story, folder, stack)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
