"""Measure our service beside others that serve the same model: `python tests/bench/run.py --help`."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import fraud  # noqa: F401 (first of all: it tells the libraries to send nothing home)

SAME = 1e-6
CONNECTIONS = (8, 1)
WARM_SECONDS = 1


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals-python", help="the Python that has BentoML and LitServe")
    parser.add_argument("--only", action="append", default=[], help="only servers with this in the name")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each load")
    parser.add_argument("--save", type=Path, help="write the result to this file, too")
    return parser.parse_args()


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def check(servers: Sequence, payments: Sequence[dict]) -> None:
    """Nothing is measured before all say the same: a fast wrong answer is worth nothing."""
    expected = [servers[0].answer(payment) for payment in payments]
    for server in servers:
        if server.kind.chance is None:
            continue
        apart = max(
            abs(server.answer(payment) - chance) for payment, chance in zip(payments, expected, strict=True)
        )
        note(f"{server.kind.name}: {len(payments)} answers, at most {apart:.1e} from ours")
        if not apart <= SAME:
            sys.exit(f"{server.kind.name} differs from ours by {apart:.2e}, {SAME:g} is allowed")


def write_bodies(servers: Sequence, champion, folder: Path) -> dict[str, Path]:
    """The payments as each server takes them, one a line."""
    files = {}
    for number, server in enumerate(servers):
        path = files[server.kind.name] = folder / f"bodies-{number}.jsonl"
        lines = [json.dumps(server.kind.body(payment)) for payment in champion.payments]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def measure(wrk: str, servers: Sequence, bodies: dict[str, Path], asked: argparse.Namespace) -> dict:
    """Every server in turn, again and again: what disturbs one round disturbs all alike."""
    from load import load

    found = {server.kind.name: {many: [] for many in CONNECTIONS} for server in servers}
    for server in servers:
        load(wrk, server, bodies[server.kind.name], CONNECTIONS[0], WARM_SECONDS)
    for number in range(asked.rounds):
        note(f"round {number + 1} of {asked.rounds}")
        for server in servers:
            for many, loads in found[server.kind.name].items():
                loads.append(load(wrk, server, bodies[server.kind.name], many, asked.seconds))
    return found


def wanted(kinds: Sequence, only: Sequence[str]) -> list:
    """Ours, and those that were asked for."""
    return [
        kind
        for place, kind in enumerate(kinds)
        if not (only and place) or any(word in kind.name for word in only)
    ]


def run(asked: argparse.Namespace, wrk: str, folder: Path) -> str:
    import champion as champions
    from load import Result
    from report import report
    from servers import Running, kinds

    note("training the champion")
    champion = champions.make(folder)
    with ExitStack() as open_servers:
        servers, starts = [], []
        for kind in wanted(kinds(champion, asked.rivals_python), asked.only):
            servers.append(open_servers.enter_context(closing(Running(kind, champion))))
            starts.append(servers[-1].wait())  # one after the other: two cores can't start six at once
            note(f"{kind.name}: ready after {starts[-1]:.1f} s")
        check(servers, champion.payments)
        found = measure(wrk, servers, write_bodies(servers, champion, folder), asked)
        results = [
            Result(server.kind.name, found[server.kind.name], server.megabytes(), start)
            for server, start in zip(servers, starts, strict=True)
        ]
    return report(results, asked.rivals_python, asked.seconds, asked.rounds)


def main() -> None:
    asked = options()
    wrk = shutil.which("wrk") or sys.exit("wrk is missing: `apt-get install wrk`")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        text = run(asked, wrk, Path(folder))
    print(text)
    if asked.save:
        asked.save.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
