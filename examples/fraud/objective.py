"""Read objective.yaml: what a mistake costs and what a model must reach, out of heads and into a file."""

from dataclasses import dataclass
from pathlib import Path

import yaml

OBJECTIVE = Path(__file__).with_name("objective.yaml")


@dataclass(frozen=True)
class Objective:
    """What objective.yaml says."""

    currency: str
    missed_fraud: float
    false_alarm: float
    stop_above: float
    least_ap: float
    least_saving: float
    most_parity: float
    p99_ms: float
    delay_weeks: int

    # --8<-- [start:threshold]
    @property
    def threshold(self) -> float:
        """Stop a payment from this chance of fraud on: there both decisions cost the same."""
        return self.false_alarm / (self.false_alarm + self.missed_fraud)

    # --8<-- [end:threshold]


def load(path: Path = OBJECTIVE) -> Objective:
    """Read the objective file; a missing entry or a word in place of a number is an error that names it."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))

    def number(part: str, name: str) -> float:
        try:
            return float(told[part][name])
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{path}: {part}.{name} must be a number") from None

    return Objective(
        currency=str(told.get("currency", "")),
        missed_fraud=number("cost", "missed_fraud"),
        false_alarm=number("cost", "false_alarm"),
        stop_above=number("baseline", "stop_above"),
        least_ap=number("gate", "average_precision"),
        least_saving=number("gate", "saves"),
        most_parity=number("gate", "parity"),
        p99_ms=number("service", "p99_ms"),
        delay_weeks=int(number("labels", "delay_weeks")),
    )
