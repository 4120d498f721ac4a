"""Turn the files of ops/ into those of one run here: other addresses, and a clock that may run faster."""

import re
from pathlib import Path

import yaml

OPS = Path(__file__).resolve().parents[2] / "ops"
UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
DURATION = re.compile(r"(\d+)(ms|s|m|h|d)")
RANGE = re.compile(r"\[(\d+(?:ms|s|m|h|d))\]")
TIMES = ("for", "keep_firing_for", "interval", "group_wait", "group_interval", "repeat_interval")


def read(path: str) -> dict:
    """A file of ops/."""
    return yaml.safe_load((OPS / path).read_text(encoding="utf-8"))


def write(told: dict, path: Path) -> Path:
    path.write_text(yaml.safe_dump(told, sort_keys=False, width=1000), encoding="utf-8")
    return path


def faster(duration: str, factor: float) -> str:
    """`1m` ten times faster is `6000ms`."""
    if factor == 1:
        return duration
    number, unit = DURATION.fullmatch(duration).groups()
    return f"{round(int(number) * UNITS[unit] * 1000 / factor)}ms"


def hurry(told: object, factor: float) -> object:
    """The same, with every waiting time and every range in a query divided by the factor."""
    if isinstance(told, list):
        return [hurry(item, factor) for item in told]
    if not isinstance(told, dict):
        return told
    changed = {}
    for name, value in told.items():
        if name in TIMES:
            changed[name] = faster(value, factor)
        elif name == "expr":
            changed[name] = RANGE.sub(lambda found: f"[{faster(found[1], factor)}]", value)
        else:
            changed[name] = hurry(value, factor)
    return changed
