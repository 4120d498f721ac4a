"""Draw what each threshold costs: why the cheapest one follows from two prices, and when it does not."""

import numpy as np

from ..objective import Objective
from .figures import LEFT, RIGHT, _colour, _curve, _rule, _svg, _text

LOW, HIGH = 0.005, 0.9
TOP, BOTTOM, TITLE = 84, 250, "One threshold is the cheapest"
MARKS = (0.01, 0.03, 0.1, 0.3, 0.9)
EVERY = 4  # thresholds from one drawn point of a curve to the next: more would only weigh more
STYLES = (("model", False), ("data", True), ("muted", False))


def cost_curves(objective: Objective, thresholds: np.ndarray, curves: dict, today: float) -> str:
    """A curve a model of the cost of 1,000 payments over the threshold, with the one that the prices name."""
    dearest = 1.1 * max(today, max(costs.max() for costs in curves.values()))
    across = _across(thresholds)
    name, costs = next(iter(curves.items()))
    there = float(np.interp(_across(objective.threshold), across, costs))
    told = (
        f"Cost of 1,000 payments over the chance from which on they are stopped, for {len(curves)} models. "
        f"The model {name} costs {there:,.0f} {objective.currency} at {objective.threshold:.3f}, "
        f"at the cheapest threshold of all {costs.min():,.0f}; what is done today costs {today:,.0f}."
    )
    parts = [
        _text(LEFT - 24, 24, TITLE, size=17, weight="bold"),
        _text(LEFT - 24, 54, f"Cost of 1,000 payments, {objective.currency}", "muted"),
        *_axes(dearest),
        *_today(today, dearest),
        *_threshold(objective.threshold, there, dearest),
        *_models(across, curves, dearest),
    ]
    return _svg("success-metric-cost", TITLE, told, 310 + 18 * len(curves), parts)


def _across(threshold):
    """Thresholds of a tenth and of a hundredth are as far apart as one of 1 and of a tenth."""
    return LEFT + np.log(np.asarray(threshold) / LOW) / np.log(HIGH / LOW) * (RIGHT - LEFT)


def _down(cost, dearest):
    return BOTTOM - np.asarray(cost) / dearest * (BOTTOM - TOP)


def _axes(dearest):
    yield _rule(LEFT, BOTTOM, RIGHT, BOTTOM)
    for mark in MARKS:
        yield _text(float(_across(mark)), BOTTOM + 18, f"{mark:g}", "muted", "middle")
    step = 10 ** int(np.log10(dearest))
    for cost in range(step, int(dearest) + 1, step):
        yield _text(LEFT - 6, float(_down(cost, dearest)) + 4, f"{cost}", "muted", "end")
    yield _text(LEFT, BOTTOM + 38, "stopped from this chance of fraud on", "muted")


def _today(today, dearest):
    height = float(_down(today, dearest))
    yield _rule(LEFT, round(height, 1), RIGHT, round(height, 1))
    yield _text(float(_across(0.1)), height - 6, "done today", "muted", "middle")


def _threshold(threshold, cost, dearest):
    x, y = float(_across(threshold)), float(_down(cost, dearest))
    yield _rule(round(x, 1), round(y, 1), round(x, 1), BOTTOM)
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_colour("model")}"/>'
    yield _text(x, y - 10, f"{threshold:.3f}", "model", "middle", weight="bold")


def _models(across, curves, dearest):
    for row, ((name, costs), (hue, dashed)) in enumerate(zip(curves.items(), STYLES, strict=False)):
        points = list(zip(across, _down(costs, dearest), strict=True))
        yield _curve([*points[:-1:EVERY], points[-1]], hue, dashed)
        line = BOTTOM + 62 + 18 * row
        yield _curve([(LEFT, line - 4), (LEFT + 28, line - 4)], hue, dashed)
        yield _text(LEFT + 36, line, name, hue)
