"""Kubernetes on paper: how many copies of the service, what the death of one leaves, how fast more come."""

import argparse
import math

RATES = (200, 3_000, 9_000)
LOOK = 15  # seconds between two looks of Kubernetes' autoscaler, unless told otherwise
TOLERANCE = 0.1  # it leaves alone what is off by less
MOST_LOOKS = 20


# --8<-- [start:copies]
def cores(rate, cpu_ms):
    """How many cores so many answers a second keep busy."""
    return rate * cpu_ms / 1000


def copies(rate, cpu_ms, busy):
    """How many copies of one core each, so that each is busy for that share of its time at most."""
    return math.ceil(cores(rate, cpu_ms) / busy)


# --8<-- [end:copies]
def show_copies(cpu_ms):
    for busy in (0.6, 0.9):
        for rate in RATES:
            count = copies(rate, cpu_ms, busy)
            left = f"each {cores(rate, cpu_ms) / (count - 1):.0%} busy" if count > 1 else "nobody answers"
            print(f"{rate:>6,} a second, {busy:.0%} busy: copies {count}; with one gone: {left}")


# --8<-- [start:jump]
def wanted(now, seen, busy):
    """How many copies the autoscaler asks for when it sees the present ones so busy."""
    if abs(seen / busy - 1) <= TOLERANCE:
        return now
    return math.ceil(now * seen / busy)


def jump(rate, cpu_ms, busy, now):
    """What each look sees, from the moment when the rate has jumped: (copies, busy, answers late)."""
    looks, load = [], cores(rate, cpu_ms)
    while len(looks) < MOST_LOOKS:
        seen = min(1.0, load / now)  # a copy has one core, and can't be busier than always
        late = max(0.0, load - now) / cpu_ms * 1000 * LOOK
        looks.append((now, seen, round(late)))
        now = wanted(now, seen, busy)
        if now == looks[-1][0]:
            break
    return looks


# --8<-- [end:jump]
def show_jump(rate, cpu_ms, busy, now):
    looks = jump(rate, cpu_ms, busy, now)
    for number, (count, seen, late) in enumerate(looks, start=1):
        print(f"look {number}: copies {count}, seen busy {seen:.0%}, late until the next look {late:,}")
    enough = next((number for number, (*_, late) in enumerate(looks) if not late), "never")
    print(f"enough copies after look {enough}")
    print(f"answers late in all: {sum(late for *_, late in looks):,}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--cpu-ms", type=float, default=0.25, help="of one answer (default: %(default)s); measure yours")
    add("--rate", type=int, default=20_000, help="answers a second after the jump (default: %(default)s)")
    add("--copies", type=int, default=2, help="that run when it jumps (default: %(default)s)")
    options = parser.parse_args()
    if options.cpu_ms <= 0 or options.rate < 1 or options.copies < 1:
        parser.error("--cpu-ms must be more than 0, --rate and --copies 1 or more")
    print("== copies ==")
    show_copies(options.cpu_ms)
    print("\n== jump ==")
    show_jump(options.rate, options.cpu_ms, 0.6, options.copies)


if __name__ == "__main__":
    main()
