"""Load a running server with wrk, and weigh what each answer costs its processes."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from servers import Running

SCRIPT = Path(__file__).with_name("payments.lua")


@dataclass(frozen=True)
class Load:
    """What came of some seconds of requests."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float  # of all processes of the server, a request
    errors: int  # no answer, or one that is not 2xx


def load(wrk: str, server: Running, bodies: Path, connections: int, seconds: int) -> Load:
    """Send the bodies over that many connections, as fast as the answers come."""
    url = f"http://127.0.0.1:{server.port}{server.kind.path}"
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", SCRIPT, url, "--", bodies]
    before = server.cpu_seconds()
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True)
    cpu = server.cpu_seconds() - before
    told = json.loads(done.stdout.strip().splitlines()[-1])
    requests = max(told["requests"], 1)
    return Load(
        told["requests"] / told["seconds"], told["p50"], told["p99"], 1e6 * cpu / requests, told["errors"]
    )


@dataclass(frozen=True)
class Result:
    """What one server did in all rounds, by number of connections."""

    name: str
    loads: dict[int, list[Load]]
    megabytes: float
    start_seconds: float

    def best(self, connections: int) -> float:
        return max(load.per_second for load in self.loads[connections])

    def middle(self, connections: int, what: str) -> float:
        return median(getattr(load, what) for load in self.loads[connections])

    @property
    def errors(self) -> int:
        return sum(load.errors for loads in self.loads.values() for load in loads)

    def times(self, other: "Result", connections: int) -> float:
        """How many times the other's requests a second: round by round, as both saw the same weather."""
        pairs = zip(self.loads[connections], other.loads[connections], strict=True)
        return median(mine.per_second / its.per_second for mine, its in pairs)
