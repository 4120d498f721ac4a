"""Say what was measured, on what, and what it does not prove."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from load import Result

LIBRARIES = ("fastapi", "uvicorn", "pydantic", "onnxruntime", "mlflow", "numpy")
RIVALS = ("bentoml", "litserve", "onnxruntime")
OURS, FLOOR, MLFLOW = "ours", "FastAPI, no model", "mlflow serve, sklearn"
NOTES = (
    "ours: as taught, with validation, metrics, prediction log and a look for a new champion all along",
    "mlflow serve, sklearn: a pipeline that takes the payment, typed by its signature, as MLflow advises",
    "mlflow serve, ONNX: the registered model; takes ready features, knows no types, so it does less",
    "BentoML, LitServe: the same types, features and ONNX as ours; no metrics of chances, log or exchange",
)
TITLE = ("server", "req/s", "best", "p50 ms", "p99 ms", "CPU us/req", "errors", "MB", "start s", "ours is")
GOALS = ((MLFLOW, 25.0), (FLOOR, 0.6))


def report(results: Sequence[Result], rivals_python: str | None, seconds: int, rounds: int) -> str:
    """The whole text."""
    lines = head(rivals_python, seconds, rounds)
    for connections in results[0].loads:
        lines += ["", f"{connections} connection{'s' * (connections > 1)}", *table(results, connections)]
    return "\n".join([*lines, "", *NOTES, "", *goals(results)])


def head(rivals_python: str | None, seconds: int, rounds: int) -> list[str]:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        f"One payment a request, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{platform.system()}, {os.cpu_count()} cores, shared with wrk; Python {platform.python_version()}",
        versions,
    ]
    if rivals_python:
        lines.append(f"rivals: {rival_versions(rivals_python)}")
    else:
        lines.append("BentoML and LitServe left out: name the Python that has them by --rivals-python")
    return [
        *lines,
        f"load of the machine by now {os.getloadavg()[0]:.1f}; about 2 is this bench itself",
        f"{rounds} rounds, in each every server in turn for {seconds} s; one worker each, no access log",
        "One run on one machine: the ratios carry over to others better than the figures do.",
    ]


def rival_versions(python: str) -> str:
    code = f"from importlib.metadata import version\nfor name in {RIVALS}: print(name, version(name))"
    asked = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return ", ".join(asked.stdout.splitlines())


def table(results: Sequence[Result], connections: int) -> list[str]:
    title = (
        "server",
        "req/s",
        "best",
        "p50 ms",
        "p99 ms",
        "CPU us/req",
        "errors",
        "MB",
        "start s",
        "ours is",
    )
    rows = [title] + [row(result, results[0], connections) for result in results]
    widths = [max(len(line[place]) for line in rows) for place in range(len(TITLE))]
    return [
        line[0].ljust(widths[0])
        + "".join(f"  {cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True))
        for line in rows
    ]


def row(result: Result, ours: Result, connections: int) -> tuple[str, ...]:
    def middle(what: str) -> float:
        return result.middle(connections, what)

    return (
        result.name,
        f"{middle('per_second'):.0f}",
        f"{result.best(connections):.0f}",
        f"{middle('p50_ms'):.2f}",
        f"{middle('p99_ms'):.2f}",
        f"{middle('cpu_us'):.0f}",
        str(result.errors),
        f"{result.megabytes:.0f}",
        f"{result.start_seconds:.1f}",
        f"{ours.times(result, connections):.2f}x",
    )


def goals(results: Sequence[Result]) -> list[str]:
    """What the course promises at 8 connections, and whether this run keeps it."""
    by_name = {result.name: result for result in results}
    ours, most = by_name[OURS], max(results[0].loads)
    lines = []
    for name, goal in GOALS:
        if name in by_name:
            found = ours.times(by_name[name], most)
            cpu = by_name[name].middle(most, "cpu_us") / ours.middle(most, "cpu_us")
            verdict = "reached" if found > goal else "missed"
            lines.append(
                f"goal over {goal:g} times {name}: {found:.2f} times, {verdict}; by CPU {cpu:.2f} times"
            )
    return lines
