"""Draw whom a model fails, and whether its chances can be taken at their word."""

from pathlib import Path

import pandas as pd

from .figures import LEFT, RIGHT, _colour, _curve, _dot, _rule, _svg, _text

SHOWN = ("all", "channel online", "age 30 to 44", "new device", "device of a year", "4 or more that day")
NAMES = 160  # where the bars begin


def write(folder: Path, table: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> None:
    """Write both figures into the folder."""
    figures = {"evaluation-slices": slices(table), "evaluation-calibration": calibration(tables)}
    for name, figure in figures.items():
        Path(folder, f"{name}.svg").write_text(figure, encoding="utf-8", newline="\n")


def slices(table: pd.DataFrame) -> str:
    """A bar a slice: the share of its frauds that the model stops."""
    caught = {name: float(table.loc[name, "caught"]) for name in SHOWN}
    told = "Share of the frauds that are stopped: " + ", ".join(f"{n} {c:.0%}" for n, c in caught.items())
    parts = [
        _text(LEFT - 24, 24, "Good on average, bad for some", size=17, weight="bold"),
        _text(LEFT - 24, 54, "Frauds that the model stops", "muted"),
    ]
    for place, (name, share) in enumerate(caught.items()):
        y, end = 84 + 28 * place, NAMES + share * (RIGHT - NAMES - 44)
        hue = "data" if share < 0.5 else "model"
        parts += [
            _text(LEFT - 24, y + 4, name, "text" if place else "muted"),
            f'<rect x="{NAMES}" y="{y - 5}" width="{end - NAMES:.1f}" height="10" fill="{_colour(hue)}"/>',
            _text(end + 8, y + 4, f"{share:.0%}", hue, weight="bold"),
        ]
    return _svg("evaluation-slices", "Good on average, bad for some", told, 250, parts)


def calibration(tables: dict[str, pd.DataFrame]) -> str:
    """What came over what was said; on the dashed line a chance means what it says."""
    title, top, bottom, right = "What was said, and what came", 70, 310, LEFT + 240
    before, after = (
        [
            (LEFT + said * 240, bottom - came * 240)
            for said, came in zip(table["said"], table["came"], strict=True)
        ]
        for table in tables.values()
    )
    last = {name: table.iloc[-1] for name, table in tables.items()}
    told = "Of the payments with the highest chances: " + ", ".join(
        f"{name} said {row['said']:.0%} and {row['came']:.0%} were frauds" for name, row in last.items()
    )
    parts = [
        _text(LEFT - 24, 24, title, size=17, weight="bold"),
        _text(LEFT - 24, 54, "Share of frauds, over the chance that was said", "muted"),
        _rule(LEFT, bottom, right, bottom),
        _rule(LEFT, bottom, LEFT, top),
        *(_text(LEFT + n * 240, bottom + 18, f"{n:.1f}", "muted", "middle") for n in (0, 0.5, 1)),
        *(_text(LEFT - 8, bottom - n * 240 + 4, f"{n:.1f}", "muted", "end") for n in (0.5, 1)),
        _curve([(LEFT, bottom), (right, top)], "muted", dashed=True),
        _curve(before, "data"),
        _curve(after, "model"),
        *(_dot(*point) for point in after),
        _text(before[-1][0] + 12, before[-1][1] + 5, "balanced", "data"),
        _text(after[-1][0] + 12, after[-1][1] + 5, "calibrated", "model"),
    ]
    return _svg("evaluation-calibration", title, told, 340, parts)
