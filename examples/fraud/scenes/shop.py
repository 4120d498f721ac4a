"""The company of the story about retraining: weeks go by, labels come in late, servers can be asked."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .. import objective, simulate
from ..books import Books
from ..stack.alertmanager import Alertmanager
from ..stack.child import HOST, fetch
from ..stack.prometheus import Prometheus
from ..stack.python import Uvicorn
from ..stop import Stop
from ..story import Story
from .till import Till

if TYPE_CHECKING:
    from ..retrain_job import Outcome

MONTH = 4  # weeks
PATIENCE = 60.0  # seconds for what must come
FIRING = 'alertstate="firing"'
TOLD = ("FraudInputsMoved", "FraudModelFell")


class Shop:
    """Its folders and books, its till, and the servers that were started for it."""

    till: Till
    service: Uvicorn
    retrainer: Uvicorn
    alertmanager: Alertmanager
    prometheus: Prometheus

    def __init__(self, folder: Path, rows: int, story: Story) -> None:
        self.folder, self.rows, self.story = folder, rows, story
        self.workspace, self.log, self.servers = folder / "workspace", folder / "log", folder / "servers"
        self.books = Books(folder / "payments", folder / "labels")
        self.reference = folder / "reference.csv"
        self.weeks: dict[int, pd.DataFrame] = {}
        self.begun: dict[int, float] = {}  # when each week began, in seconds since 1970
        self.told: dict[int, float] = {}  # when its labels came in

    def open(self, service: Uvicorn, retrainer: Uvicorn, stack: ExitStack) -> None:
        """Open the till as soon as the service has a model."""
        self.service, self.retrainer = service, retrainer
        self.eventually(lambda: fetch(service.address, "/readyz")[0] == 200, "a model to answer")
        weeks = pd.concat(self.weeks.values())
        self.till = stack.enter_context(Till(HOST, service.port, weeks, {1}))
        self.till.wait_for(1)

    def batch(self, week: int, **dials: float) -> pd.DataFrame:
        """The payments of a week, with the truth that nobody knows yet."""
        self.weeks[week], self.begun[week] = simulate.batch(week, self.rows, **dials), time.time()
        return self.weeks[week]

    def play(self, act: Callable) -> None:
        """One act of the story; if a server goes away meanwhile, say where its words are."""
        self.story.step(act.__name__.replace("_", "-"))
        try:
            act(self)
        except OSError as error:
            kept = f"the servers' words are in {self.servers}, which --workspace DIR keeps"
            raise Stop(f"{act.__name__}: {error}; {kept}") from None

    def places(self) -> dict[str, object]:
        """The settings by which our servers find the folders."""
        # MLflow sets the address of our store for our children too; they are to ask for the folder.
        places = {"MLFLOW_TRACKING_URI": "", "FRAUD_WORKSPACE": self.workspace, "FRAUD_LOG": self.log}
        return places | {"FRAUD_PAYMENTS": self.books.payments, "FRAUD_LABELS": self.books.labels}

    def history(self, weeks: range) -> pd.DataFrame:
        """The weeks whose labels are known when the story begins: the first model's, and the reference."""
        payments = pd.concat([self.batch(week) for week in weeks], ignore_index=True)
        payments.to_csv(self.reference, index=False)
        return payments

    # --8<-- [start:weeks]
    def month(self, first: int, **dials: float) -> None:
        """Four weeks go by: each is written down, and the till asks the service about its payments."""
        self.story.note(f"weeks {first} to {first + MONTH - 1} go by")
        for number in range(first, first + MONTH):
            week = self.batch(number, **dials)
            self.books.paid(week)
            self.till.sell(week)

    def statement(self, first: int, spoil: Callable = lambda week: week) -> None:
        """The labels of a month come in, a month late: the cardholders have read their statements."""
        self.story.note(f"labels of weeks {first} to {first + MONTH - 1} come in")
        for number in range(first, first + MONTH):
            self.books.told(spoil(self.weeks[number]))
            self.told.setdefault(number, time.time())

    # --8<-- [end:weeks]
    def looked(self) -> None:
        """Wait until the watch has taken a whole look that began after now, and Prometheus knows."""
        for _ in range(2):
            self.prometheus.wait_for(f"fraud_watch_last_look_timestamp_seconds > {time.time()}", PATIENCE)

    def say_live(self, week: int) -> None:
        """The live average precision, when the watch has seen the labels of that week."""
        known = f"fraud_labels_known == {self.rows} and on() fraud_week == {week}"
        [found] = self.prometheus.wait_for(known, PATIENCE)
        version = found.labels["version"]
        score = self.prometheus.value(f'fraud_live_average_precision{{version="{version}"}}')
        self.story.say(f"labels of week {week}: average precision of version {version} is {score:.2f}")

    def say_alerts(self) -> None:
        """The alerts about inputs and model, each with what it is about; `pending` would be told too."""
        found = [one for one in self.prometheus.alerts() if one["labels"]["alertname"] in TOLD]
        words = {self._words(one["labels"], one["state"]) for one in found}
        self.story.say(f"alerts: {', '.join(sorted(words)) or 'none'}")

    def _words(self, labels: dict[str, str], state: str) -> str:
        return f"{labels['alertname']} ({labels.get('column', 'model')}) is {state}"

    def say_first(self, outcome: "Outcome") -> None:
        """What the gate said to the first model; without one there is nothing to serve."""
        if not outcome.verdict.passed:
            words = "; ".join(outcome.verdict.reasons)
            raise Stop(f"the gate refused the first model: {words}; give it more to learn from by --rows")
        for reason in outcome.verdict.reasons:
            self.story.say(reason)
        self.story.say(f"version {outcome.version} is the champion")

    def say_retraining(self, retraining: dict) -> None:
        """What the gate said to the challenger."""
        for reason in retraining["reasons"]:
            self.story.say(reason)
        self.story.say(f"{retraining['alert']}: {retraining['state']}")

    def fell(self, version: int) -> float:
        """When Prometheus first read a live average precision below the gate."""
        series = f'fraud_live_average_precision{{version="{version}"}}[1h]'
        [found] = self.prometheus.get("/api/v1/query", query=series)["data"]["result"]
        least = objective.load().least_ap
        return next(moment for moment, value in found["values"] if float(value) < least)

    def fires(self, alert: str) -> dict:
        """The alert, when it fires."""
        self.prometheus.wait_for(f'ALERTS{{alertname="{alert}",{FIRING}}}', PATIENCE)
        return next(one for one in self.prometheus.alerts() if one["labels"]["alertname"] == alert)

    def stops(self, alert: str) -> None:
        """Wait until the alert no longer fires."""
        self.eventually(lambda: self.prometheus.state(alert) == "inactive", f"the end of {alert}")

    def retraining(self, number: int, done: str = "ended") -> dict:
        """The retraining of that number, when it is over (or `resolved`: its alert is, too)."""
        return self.eventually(lambda: self._retraining(number, done), f"retraining {number} to be {done}")

    def _retraining(self, number: int, done: str) -> dict | None:
        all_of_them = self.retrainer.get("/retrainings")
        one = all_of_them[number - 1] if len(all_of_them) >= number else {"times": {}}
        over = one["resolved_at"] if done == "resolved" and "resolved_at" in one else "ended" in one["times"]
        return one if over else None

    def eventually(self, attempt: Callable, what: str):
        """The attempt's answer, once there is one."""
        end = time.monotonic() + PATIENCE
        while not (found := attempt()):
            if time.monotonic() > end:
                raise Stop(f"waited {PATIENCE:.0f} s for {what}; the servers' words are in {self.servers}")
            time.sleep(0.05)
        return found

    def silence(self, alert: str, minutes: int, why: str) -> None:
        """Tell Alertmanager that this alert is expected."""
        now = datetime.now(UTC)
        matcher = {"name": "alertname", "value": alert, "isRegex": False, "isEqual": True}
        times = {"startsAt": now.isoformat(), "endsAt": (now + timedelta(minutes=minutes)).isoformat()}
        body = json.dumps({"matchers": [matcher], **times, "createdBy": "the course", "comment": why})
        connection = HTTPConnection(self.alertmanager.address, timeout=10)
        connection.request("POST", "/api/v2/silences", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        if answer.status != 200:
            raise Stop(f"Alertmanager refused the silence: {said}")

    def say_counts(self) -> None:
        """What the servers and the till have counted."""
        for result in ("promoted", "refused", "failed"):
            found = self.prometheus.value(f'fraud_retrainings_total{{result="{result}"}}')
            self.story.say(f"retrainings {result}: {found:.0f}")
        bad = self.prometheus.query('fraud_requests_total{path=~"/predict.*",status!="200"} > 0')
        self.story.say(f"the service answered all with 200: {'no' if bad else 'yes'}")
        self.story.note(f"{self.till.asked:,} requests, over a promotion, a rollback and the way forward")
        self.story.say("\n".join([f"{self.till.failed} requests failed", *self.till.faults]))
