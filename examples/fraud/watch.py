"""Watch what goes in and what comes true: drift at once, performance when the labels come in, weeks late.

A process beside the service, because it looks at many payments at a time and nobody waits for it.
"""

import argparse
import logging
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

import pandas as pd
from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server

from . import drift, gate, objective, predictions
from .features import NUMBERS
from .limits import LABEL
from .stop import Stop

NEWEST = 4000  # predictions that are compared with the reference: about a week
LEAST = 500  # below, PSI would show mostly noise: (bins - 1) / rows on average
LOG = logging.getLogger("fraud.watch")


class Gauges:
    """What Prometheus reads from the watch."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own, column, version = {"registry": self.registry}, ["column"], ["version"]
        self.psi = Gauge("fraud_drift_psi", "PSI of the newest predictions' inputs", column, **own)
        self.ks = Gauge("fraud_drift_ks", "Kolmogorov-Smirnov D of the same", column, **own)
        self.week = Gauge("fraud_week", "The newest week whose labels are in", **own)
        self.score = Gauge("fraud_live_average_precision", "On that week's labels", version, **own)
        self.cost = Gauge("fraud_live_cost", "What 1,000 payments of that week cost", version, **own)
        self.labels = Gauge("fraud_labels_known", "Predictions of that week with label", version, **own)
        self.looked = Gauge("fraud_watch_last_look_timestamp_seconds", "When all was well last", **own)
        self.failed = Counter("fraud_watch_failed_looks", "Looks that failed: the values are old", **own)

    def forget(self) -> None:
        """Drop what belongs to a version that no longer answers."""
        for gauge in (self.score, self.cost, self.labels):
            gauge.clear()


class Watch:
    """Compares the prediction log with a reference, and with the labels that have come in."""

    def __init__(self, log_folder: Path, labels_folder: Path, reference: Path) -> None:
        self._log, self._labels = Path(log_folder), Path(labels_folder)
        self._reference, self._objective = read_reference(Path(reference)), objective.load()
        self.gauges = Gauges()
        self._version = 0
        self._over = threading.Event()
        self._server = self._thread = None

    def look(self) -> bool:
        """Work out every gauge anew; if that fails, say so and keep the old values: the next look may do."""
        try:
            seen = predictions.read(self._log)
            if len(seen):
                self._compare_inputs(seen)
                self._compare_labels(seen)
        except Exception as error:  # whatever is wrong with a file, the watch goes on
            LOG.warning("look failed: %s: %s", type(error).__name__, error)
            self.gauges.failed.inc()
            return False
        self.gauges.looked.set_to_current_time()
        return True

    # --8<-- [start:inputs]
    def _compare_inputs(self, seen: pd.DataFrame) -> None:
        """Drift needs no labels: the newest predictions are enough."""
        newest = seen.tail(NEWEST)
        if len(newest) < LEAST:
            return
        for column, row in drift.report(self._reference, newest, NUMBERS).iterrows():
            self.gauges.psi.labels(column).set(row.psi)
            self.gauges.ks.labels(column).set(row.d)

    # --8<-- [end:inputs]
    # --8<-- [start:labels]
    def _compare_labels(self, seen: pd.DataFrame) -> None:
        """Score the version that answers now, on the newest week of which labels have come in."""
        champion = seen[seen["role"] == "champion"]
        if champion.empty:
            return
        version = int(champion["version"].iloc[-1])
        known = newest_known(self._labels, champion[champion["version"] == version])
        if version != self._version:
            self.gauges.forget()  # a new version has no labels yet, and must not inherit the score
            self._version = version
        if known is None:
            return
        week, rows = known
        self.gauges.labels.labels(version).set(len(rows))
        if rows[LABEL].any():  # without a fraud there is nothing to find
            scores = gate.score(self._objective, rows["chance"].to_numpy(), rows)
            self.gauges.score.labels(version).set(scores["average_precision"])
            self.gauges.cost.labels(version).set(scores["cost"])
        self.gauges.week.set(week)  # last: who sees the week sees its values

    # --8<-- [end:labels]
    def serve(self, port: int = 0, host: str = "127.0.0.1", seconds: float = 15.0) -> Self:
        """Answer at /metrics and look every few seconds, beside the caller, until `close()`."""
        self._server, _ = start_http_server(port, host, self.gauges.registry)
        self._thread = threading.Thread(target=self._keep_looking, args=(seconds,), daemon=True)
        self._thread.start()
        return self

    @property
    def port(self) -> int:
        return self._server.server_port

    def wait(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def close(self) -> None:
        self._over.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep_looking(self, seconds: float) -> None:
        while True:
            self.look()
            if self._over.wait(seconds):
                return


# --8<-- [start:join]
def newest_known(folder: Path, asked: pd.DataFrame) -> tuple[int, pd.DataFrame] | None:
    """The newest week with labels for these predictions, and the predictions with their labels."""
    once = asked.dropna(subset="transaction_id").drop_duplicates("transaction_id", keep="last")
    for path in sorted(folder.glob("week-*.csv"), reverse=True):
        labels = pd.read_csv(path, dtype={"transaction_id": "str"})[["transaction_id", LABEL]]
        rows = once.merge(labels.drop_duplicates("transaction_id"), on="transaction_id")
        if len(rows):
            return int(path.stem.removeprefix("week-")), rows
    return None


# --8<-- [end:join]


def read_reference(path: Path) -> pd.DataFrame:
    """The payments that the model learned from, of a CSV or Parquet file."""
    if not path.is_file():
        raise Stop(
            f"{path}: not there; name the CSV or Parquet file of the payments that the model learned from"
        )
    frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    if missing := [column for column in NUMBERS if column not in frame.columns]:
        raise Stop(f"{path}: has no column {', '.join(missing)}; name a file with the inputs of the model")
    return frame


def main(arguments: list[str] | None = None) -> None:
    """Watch until stopped."""
    parser = argparse.ArgumentParser(prog="python -m fraud.watch", description=__doc__.splitlines()[0])
    parser.add_argument("--log", type=Path, required=True, metavar="DIR", help="the service's prediction log")
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="holds week-NNN.csv")
    parser.add_argument("--reference", type=Path, required=True, metavar="FILE", help="CSV or Parquet")
    parser.add_argument("--port", type=int, default=8081, help="for /metrics (default %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 in a container (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=15.0, help="between two looks (default %(default)s)")
    options = parser.parse_args(arguments)
    try:
        watch = Watch(options.log, options.labels, options.reference)
        watch.serve(options.port, options.host, options.seconds)
    except OSError as error:
        raise Stop(
            f"port {options.port} of {options.host}: {error.strerror}; choose another --port"
        ) from None
    print(f"watching {options.log}; http://{options.host}:{watch.port}/metrics", file=sys.stderr, flush=True)
    # In a container this is process 1, to which SIGTERM means nothing unless it is said.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        watch.wait()


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
