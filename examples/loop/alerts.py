"""Tell the retrainer of the same alert again, of a later one, of one too many: how often does it retrain?"""

import argparse
import hashlib
import logging
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.retrainings import MOST_WAITING, OVER, Busy, Retrainings
from fraud.webhook import Alert

FELL = {"alertname": "FraudModelFell", "action": "retrain", "severity": "ticket", "version": "1"}
MOVED = {"alertname": "FraudInputsMoved", "severity": "ticket", "column": "age"}
MONDAY, NEXT_MONDAY = "2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z"


def alert(labels, starts=MONDAY, status="firing"):
    """What Alertmanager tells of one; its fingerprint stands for the labels."""
    fingerprint = hashlib.sha256(repr(sorted(labels.items())).encode()).hexdigest()[:16]
    return Alert(status=status, labels=labels, startsAt=starts, endsAt=starts, fingerprint=fingerprint)


class Job:
    """In the place of a training: counts how often it is done, and does what it is told."""

    def __init__(self):
        self.done, self.error, self.go = 0, None, threading.Event()
        self.go.set()

    def __call__(self, tell):
        self.done += 1
        self.go.wait()
        if self.error:
            raise self.error
        verdict = fraud.gate.verdict((True, "better than the champion"))
        return SimpleNamespace(verdict=verdict, version=2, champion=0.03, challenger=0.80)


def settle(retrainings):
    """Wait until none waits or runs."""
    while any(one.state not in OVER for one in retrainings.all()):
        time.sleep(0.01)


# --8<-- [start:once]
def once(retrainings, job):
    """An alert that goes on firing is sent again, also when the retraining is over."""
    fell = alert(FELL)
    print("it fires:", retrainings.take(fell))
    print("sent again:", retrainings.take(fell))
    settle(retrainings)
    print("and again:", retrainings.take(fell))
    print("it has ended:", retrainings.take(alert(FELL, status="resolved")))
    settle(retrainings)
    print("retrainings:", job.done)


# --8<-- [end:once]
# --8<-- [start:again]
def again(retrainings, job):
    """A week later the same rule fires anew."""
    print("it fires:", retrainings.take(alert(FELL, NEXT_MONDAY)))
    print("sent again:", retrainings.take(alert(FELL, NEXT_MONDAY)))
    settle(retrainings)
    print("retrainings:", job.done)


# --8<-- [end:again]
# --8<-- [start:others]
def others(retrainings, job):
    """An alert that asks for no retraining; and a job that fails."""
    print("inputs moved:", retrainings.take(alert(MOVED)))
    job.error = OSError("the disk is full")
    print("version 2 fell:", retrainings.take(alert(FELL | {"version": "2"})))
    settle(retrainings)
    job.error = None
    print("version 3 fell:", retrainings.take(alert(FELL | {"version": "3"})))
    settle(retrainings)
    for one in retrainings.all()[-2:]:
        print(f"{one.state}: {one.reasons[0]}")


# --8<-- [end:others]
# --8<-- [start:queue]
def queue(retrainings, job):
    """One at a time; who comes when too many wait is told to come again."""
    before = job.done
    job.go.clear()
    words = [retrainings.take(alert(FELL | {"version": f"1{number}"})) for number in range(MOST_WAITING)]
    while job.done == before:
        time.sleep(0.01)
    print(f"{words.count('taken')} taken, {job.done - before} of them running")
    try:
        retrainings.take(alert(FELL | {"version": "20"}))
    except Busy as reason:
        print(reason)
    job.go.set()
    settle(retrainings)


# --8<-- [end:queue]
# --8<-- [start:gate]
def gate(retrainings, job):
    """Better than a champion that has fallen is not yet good enough."""
    fallen = {"average_precision": 0.03, "cost": 2800.0, "baseline_cost": 2800.0, "parity": 0.0}
    challengers = {
        "knows the new tactic": fallen | {"average_precision": 0.80, "cost": 280.0},
        "knows half of it": fallen | {"average_precision": 0.45, "cost": 1500.0},
        "learned from broken labels": fallen | {"average_precision": 0.02, "cost": 3100.0},
    }
    for name, scores in challengers.items():
        verdict = fraud.gate.compare(fraud.objective.load(), fallen, scores)
        print(f"{name}: {'promoted' if verdict.passed else 'refused'}")


# --8<-- [end:gate]
def main():
    """Run the sections in the order of the lesson."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    logging.disable(logging.ERROR)  # the failure in `others` is meant
    job = Job()
    retrainings = Retrainings(job)
    for section in (once, again, others, queue, gate):
        print(f"== {section.__name__} ==", flush=True)
        section(retrainings, job)
    retrainings.close()


if __name__ == "__main__":
    main()
