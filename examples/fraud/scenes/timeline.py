"""Draw a drift over the weeks: what the watcher of the inputs sees above, what late labels tell below."""

from .figures import LEFT, RIGHT, _curve, _dot, _rule, _svg, _text


def draw(name: str, title: str, psi: dict, scores: dict, change: int) -> str:
    """Largest PSI of each week and the average precision that is known in each week, as SVG text."""
    late = {week: score for week, score in scores.items() if week >= change}
    told = (
        f"From week {min(psi)} to {max(psi)}; the change comes in week {change}. Above, the largest PSI: "
        f"{psi[change - 1]:.2f} the week before, {psi[change]:.2f} in that week. Below, the average "
        f"precision that is known: {late[change]:.2f} in that week, {late[max(late)]:.2f} at the end."
    )
    parts = [
        _text(LEFT - 24, 24, title, size=17, weight="bold"),
        *_panel("Largest PSI of the inputs, known at once", psi, psi, 190, 2.5, "data", change),
        *_panel("Average precision, as the labels come in", scores, psi, 342, 1, "model", change),
        _text((LEFT + RIGHT) / 2, 380, "week", "muted", "middle"),
    ]
    return _svg(name, title, told, 392, parts)


def _panel(words, values, weeks, bottom, most, hue, change):
    tall, first, last = 96, min(weeks), max(weeks)

    def across(week):
        return round(LEFT + (week - first) * (RIGHT - LEFT) / (last - first), 1)

    points = [(across(week), bottom - min(value, most) / most * tall) for week, value in values.items()]
    return [
        _text(LEFT - 24, bottom - tall - 22, words, "muted"),
        _rule(LEFT, bottom, RIGHT, bottom),
        _rule(across(change), bottom, across(change), bottom - tall - 8),
        _text(across(change) + 6, bottom - tall + 2, "change", "muted"),
        _text(LEFT - 8, bottom + 4, "0", "muted", "end"),
        _text(LEFT - 8, bottom - tall + 4, f"{most:g}", "muted", "end"),
        *(_text(across(week), bottom + 18, str(week), "muted", "middle") for week in (first, change, last)),
        _curve(points, hue),
        _dot(*points[-1]),
    ]
