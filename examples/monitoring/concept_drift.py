"""Tell a moved rule from moved inputs on the same weeks of payments, with labels that come weeks late."""

import argparse
import sys
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud import scenes
from fraud.story import Story


# --8<-- [start:inputs]
def input_alarms(reports):
    """Weeks in which PSI or D of a column is beyond its limit: no label is needed."""
    return [week for week, report in reports.items() if report["moved"].any()]


# --8<-- [end:inputs]
# --8<-- [start:errors]
def error_alarms(detector, judged, delay, column="error"):
    """Weeks in which a detector of river speaks: it reads one value a payment, when its label is in."""
    heard = []
    for week, now in judged.groupby("week"):
        for value in now[column].tolist():
            detector.update(value)
            if detector.drift_detected:
                heard.append(week + delay)
    return sorted(set(heard))


# --8<-- [end:errors]
# --8<-- [start:gate]
def weekly_scores(judged, delay):
    """Average precision of the newest week whose labels are in, by the week in which they come in."""
    from sklearn.metrics import average_precision_score

    weeks = judged.groupby("week")
    return {week + delay: average_precision_score(now["is_fraud"], now["chance"]) for week, now in weeks}


def gate_alarms(scores, least):
    return [week for week, score in scores.items() if score < least]


# --8<-- [end:gate]
# --8<-- [start:watch]
def watch(world, objective):
    """One world in five scenarios: for each, the weeks in which each detector speaks."""
    from river.drift import ADWIN, PageHinkley

    delay, found = objective.delay_weeks, {}
    for name in scenes.worlds.SCENARIOS:
        reports, judged = world.see(name, objective)
        found[name] = {
            "PSI or D": input_alarms(reports),
            "ADWIN": error_alarms(ADWIN(), judged, delay),
            "PageHinkley": error_alarms(PageHinkley(), judged, delay),
            "AP < gate": gate_alarms(weekly_scores(judged, delay), objective.least_ap),
        }
    return found


# --8<-- [end:watch]
# --8<-- [start:nervous]
def nervous(world, objective):
    """Three more on the calm weeks, where each alarm is false: the last two are not made for rare errors."""
    from river.drift import ADWIN, binary

    _, judged = world.see("neither", objective)
    return {
        "ADWIN on log-loss": error_alarms(ADWIN(), judged, objective.delay_weeks, column="loss"),
        "DDM": error_alarms(binary.DDM(), judged, objective.delay_weeks),
        "EDDM": error_alarms(binary.EDDM(), judged, objective.delay_weeks),
    }


# --8<-- [end:nervous]
# --8<-- [start:weeks]
def weeks(world, objective):
    """What the two watchers see of the same weeks, as the weeks go by."""
    delay, seen = objective.delay_weeks, {}
    print("      age older            new tactic")
    print("week  largest PSI  AP      largest PSI  AP")
    for name in ("age", "tactic"):
        reports, judged = world.see(name, objective)
        psi = {week: report["psi"].max() for week, report in reports.items()}
        seen[name] = psi, weekly_scores(judged, delay)
    for week in scenes.worlds.WEEKS:
        cells = [f"{psi[week]:11.2f}{scores.get(week, float('nan')):8.2f}" for psi, scores in seen.values()]
        print(
            f"{week:4}{'     '.join(cells)}{'  <- change' if week == scenes.worlds.CHANGE else ''}".replace(
                " nan", "  ? "
            )
        )
    return seen


# --8<-- [end:weeks]
def delays(alarms, wait):
    """Weeks from the change to the first alarm that can be about it, if there is one."""
    return [week - scenes.worlds.CHANGE for week in alarms if week >= scenes.worlds.CHANGE + wait][:1]


def table(found, delay):
    """For each scenario and detector: worlds with an alarm about the change, and how late it came."""
    print(f"{len(found)} worlds: how many have an alarm after the change; weeks until it, mean (worst)")
    names = list(found[0]["neither"])
    print(f"{'':<8}" + "".join(f"{name:>18}" for name in names).rstrip())
    for scenario in scenes.worlds.SCENARIOS:
        cells = []
        for name in names:
            wait = 0 if name == "PSI or D" else delay
            late = [weeks for world in found for weeks in delays(world[scenario][name], wait)]
            cells.append(f"{len(late):3}" + (f"  {mean(late):3.1f} ({max(late)})" if late else " " * 9))
        print((f"{scenario:<8}" + "".join(f"{cell:>18}" for cell in cells)).rstrip())


def false_alarms(found, more, delay):
    """All alarms of the calm worlds: none of them has a cause."""
    print(f"{'':<20}worlds with an alarm   weeks with an alarm")
    calm = [world["neither"] | others for world, others in zip(found, more, strict=True)]
    for name in calm[0]:
        alarms = [world[name] for world in calm]
        looked = len(found) * (len(scenes.worlds.WEEKS) - (0 if name == "PSI or D" else delay))
        any_, all_ = sum(map(bool, alarms)), sum(map(len, alarms))
        print(f"{name:<20}{any_:8} of {len(found):<10}{all_:8} of {looked}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000, help="payments a week (default %(default)s)")
    parser.add_argument("--seeds", type=int, default=50, help="worlds to try (default %(default)s)")
    parser.add_argument("--figures", metavar="FOLDER", help="also write the lesson's figures there")
    options = parser.parse_args(arguments)
    if options.rows < 500 or options.seeds < 1:
        parser.error("--rows must be 500 or more (a week needs some frauds), --seeds 1 or more")
    if options.figures and not Path(options.figures).is_dir():
        parser.error(f"--figures {options.figures}: no such folder; make it first")
    story, objective = Story(), fraud.objective.load()
    story.step("weeks")
    seen = weeks(scenes.worlds.World(7, options.rows), objective)
    story.step("table")
    found, more = [], []
    for seed in range(options.seeds):
        world = scenes.worlds.World(seed, options.rows)
        found.append(watch(world, objective))
        more.append(nervous(world, objective))
        if seed % 10 == 9:
            story.note(f"{seed + 1} of {options.seeds} worlds")
    table(found, objective.delay_weeks)
    story.step("false-alarms")
    false_alarms(found, more, objective.delay_weeks)
    if options.figures:
        for name, what in {"age": "Older customers", "tactic": "A new tactic"}.items():
            psi, scores = seen[name]
            figure = scenes.timeline.draw(f"concept-drift-{name}", what, psi, scores, scenes.worlds.CHANGE)
            Path(options.figures, f"concept-drift-{name}.svg").write_text(
                figure, encoding="utf-8", newline="\n"
            )


if __name__ == "__main__":
    main()
