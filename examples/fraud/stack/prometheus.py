"""Prometheus with the scrape targets and rules of ops/prometheus, on this machine."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import rendering
from .child import PAUSE, Child

PRODUCTION_SECONDS = 15  # between two scrapes in ops/prometheus/prometheus.yml


@dataclass(frozen=True)
class Sample:
    """One series of an answer, and its value."""

    labels: dict[str, str]
    value: float


def render(
    folder: Path,
    targets: Mapping[str, str],
    alertmanager: str | None,
    scrape_seconds: float,
    factor: float | None = None,
) -> Path:
    """Write configuration and rules into the folder; jobs without a target here are left out.

    Scraping faster than production makes the rules' times shorter by the same factor, or by the given one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = rendering.read("prometheus/prometheus.yml")
    milliseconds = f"{round(1000 * scrape_seconds)}ms"
    for name in ("scrape_interval", "scrape_timeout", "evaluation_interval"):
        config["global"][name] = milliseconds
    known = {job["job_name"] for job in config["scrape_configs"]}
    if unknown := set(targets) - known:
        raise ValueError(f"no job named {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    config["scrape_configs"] = [job for job in config["scrape_configs"] if job["job_name"] in targets]
    for job in config["scrape_configs"]:
        job["static_configs"] = [{"targets": [targets[job["job_name"]]]}]
    managers = [{"static_configs": [{"targets": [alertmanager]}]}] if alertmanager else []
    config["alerting"] = {"alertmanagers": managers}
    factor = factor or max(1, PRODUCTION_SECONDS / scrape_seconds)
    rules = rendering.hurry(rendering.read("prometheus/rules.yml"), factor)
    rendering.write(rules, folder / "rules.yml")
    return rendering.write(config, folder / "prometheus.yml")


class Prometheus(Child):
    """Scrapes the targets, evaluates the rules, answers queries."""

    name = "prometheus"
    ready = "Server is ready to receive web requests"

    def __init__(
        self,
        folder: Path,
        targets: Mapping[str, str],
        alertmanager: str | None = None,
        scrape_seconds: float = 1,
        factor: float | None = None,
    ) -> None:
        folder = Path(folder).resolve()
        config = render(folder, targets, alertmanager, scrape_seconds, factor)
        super().__init__(
            folder,
            lambda port: [
                f"--config.file={config}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address=127.0.0.1:{port}",
                "--scrape.discovery-reload-interval=100ms",  # 5 s later otherwise, on top of the 5 s it takes
                f"--rules.alert.resend-delay={max(1, round(4 * scrape_seconds))}s",
            ],
        )

    def query(self, expression: str) -> list[Sample]:
        """What the expression gives now; a ValueError says what is wrong with it."""
        found = self.get("/api/v1/query", query=expression)["data"]
        if found["resultType"] == "scalar":
            return [Sample({}, float(found["result"][1]))]
        return [Sample(one["metric"], float(one["value"][1])) for one in found["result"]]

    def value(self, expression: str) -> float | None:
        """The one value of the expression; None if there is no series."""
        found = self.query(expression)
        if len(found) > 1:
            raise ValueError(f"{expression} gives {len(found)} series, not one")
        return found[0].value if found else None

    def wait_for(self, expression: str, seconds: float = 30.0) -> list[Sample]:
        """Wait until the expression gives a series: a comparison gives one only where it holds."""
        end = time.monotonic() + seconds
        while not (found := self.query(expression)):
            if time.monotonic() > end:
                raise TimeoutError(f"{expression} gave nothing within {seconds:.0f} s")
            time.sleep(PAUSE)
        return found

    def alerts(self) -> list[dict]:
        """Alerts that are pending or firing: `labels`, `annotations`, `state`, `activeAt`, `value`."""
        return self.get("/api/v1/alerts")["data"]["alerts"]

    def state(self, alert: str) -> str:
        """The alert's state: inactive, pending or firing."""
        states = {one["state"] for one in self.alerts() if one["labels"]["alertname"] == alert}
        return next((state for state in ("firing", "pending") if state in states), "inactive")
