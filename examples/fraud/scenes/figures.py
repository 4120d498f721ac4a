"""Write the course's figures as SVG text, in the page's own colours, without a plotting library."""

from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

# Each colour is the page's, by name; the second one is for a viewer that opens the file alone.
COLOURS = {"text": "#1b2430", "muted": "#4f5d6e", "line": "#77828f", "data": "#855400", "model": "#0a6b43"}
WIDTH, LEFT, RIGHT = 400, 40, 384
AGES = np.arange(18, 86, 4)


def before_and_after(name: str, title: str, ages: tuple, scores: tuple[float, float]) -> str:
    """Ages of two batches above, what the model scores on them below, and the same in words."""
    before, after = (_shares(column) for column in ages)
    told = (
        "Two curves of payments by the customer's age: "
        f"training, {ages[0].mean():.0f} years on average, and this week, {ages[1].mean():.0f}. "
        f"Below, average precision: {scores[0]:.2f} before, {scores[1]:.2f} this week."
    )
    parts = [
        _text(LEFT - 24, 24, title, size=17, weight="bold"),
        *_ages(before, after),
        *_scores(*scores),
    ]
    return _svg(name, title, told, 376, parts)


def _ages(before, after):
    top, bottom, tallest = 84, 196, 0.16
    across = LEFT + (AGES[:-1] + 2 - 18) * (RIGHT - LEFT) / (AGES[-1] - 18)
    lines = [
        [(x, bottom - s / tallest * (bottom - top)) for x, s in zip(across, shares, strict=True)]
        for shares in (before, after)
    ]
    peaks = [max(line, key=lambda point: -point[1]) for line in lines]
    apart = peaks[1][0] - peaks[0][0] > 20
    return [
        _text(LEFT - 24, 54, "Payments by the customer's age", "muted"),
        _rule(LEFT, bottom, RIGHT, bottom),
        *(
            _text(LEFT + (age - 18) * (RIGHT - LEFT) / 64, bottom + 18, str(age), "muted", "middle")
            for age in range(20, 81, 20)
        ),
        _curve(lines[0], "muted", dashed=True),
        _curve(lines[1], "data"),
        *_names(peaks, apart),
    ]


def _names(peaks, apart):
    if apart:
        return [
            _text(peaks[0][0] - 8, peaks[0][1] - 8, "training", "muted", "middle"),
            _text(peaks[1][0] + 8, peaks[1][1] - 8, "this week", "data"),
        ]
    return [_text(peaks[1][0] + 16, peaks[1][1] - 8, "this week, on top of training", "data")]


def _scores(before, after):
    before, after = round(before, 2), round(after, 2)
    top, bottom = 262, 346
    heights = [bottom - score * (bottom - top) for score in (before, after)]
    left, right = LEFT + 90, RIGHT - 90
    return [
        _text(LEFT - 24, 244, "Fraud found by the model (average precision, 0 to 1)", "muted"),
        _rule(LEFT, bottom, RIGHT, bottom),
        _text(LEFT - 8, bottom + 4, "0", "muted", "end"),
        _text(LEFT - 8, top + 4, "1", "muted", "end"),
        _curve([(left, heights[0]), (right, heights[1])], "model"),
        *(_dot(x, y) for x, y in zip((left, right), heights, strict=True)),
        _text(left - 10, heights[0] + 5, f"{before:.2f}", "model", "end", weight="bold"),
        _text(right + 10, min(heights[1] + 5, bottom - 8), f"{after:.2f}", "model", weight="bold"),
        _text(left, bottom + 18, "before", "muted", "middle"),
        _text(right, bottom + 18, "this week", "muted", "middle"),
    ]


def _shares(ages: pd.Series):
    return np.histogram(ages, AGES)[0] / len(ages)


def _svg(name, title, told, height, parts):
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure" role="img" width="{WIDTH * 1.25:.0f}" '
        f'viewBox="0 0 {WIDTH} {height}" aria-labelledby="{name}-title {name}-told" '
        'font-family="system-ui, sans-serif">'
    )
    words = [
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-told">{escape(told)}</desc>',
    ]
    return "\n".join([head, *words, *parts, "</svg>"]) + "\n"


def _colour(hue):
    return f"var(--ck-{hue}, {COLOURS[hue]})"


def _text(x, y, words, hue="text", anchor="start", size=13, weight="normal"):
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_colour(hue)}"'
    return f'<text {where} font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def _curve(points, hue, dashed=False):
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{_colour(hue)}" stroke-width="2"{dashes}/>'


def _rule(x1, y1, x2, y2):
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{_colour("line")}"/>'


def _dot(x, y):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_colour("model")}"/>'
