"""Put a model behind a typed API, test what the API promises, and measure what an answer costs."""

import argparse
import json
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

sys.path.sort(key=lambda path: Path(path).resolve() == Path(__file__).resolve().parent)  # see requests.py
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.limits import LIMITS
from fraud.stop import Stop
from fraud.story import Story

PAYMENT = {
    "channel": "online",
    "amount": 420.0,
    "age": 34,
    "hour": 3,
    "device_age_days": 0.5,
    "merchant_risk": 0.4,
    "distance_km": 12.0,
    "is_foreign": 0,
    "n_last_day": 4,
}
JSON = {"Content-Type": "application/json"}
SHOWN = ('fraud_requests_total{path="/predict"', "fraud_predictions_total", "fraud_stops_total")
TILLS, ROUNDS = 4, 3


def publish(work, payments):
    """Train, write down from what, and let the name champion point to it."""
    work.place(payments, "data/history.csv")
    origin = fraud.versions.commit_data(work.project, "data/history.csv", "Eight weeks", tag="history")
    model = fraud.model.train(payments)
    run = work.track(model, {"parity": model.parity}, origin)
    fraud.registry.promote(work.store, fraud.registry.register(work.store, run.id))


# --8<-- [start:ask]
def ask(server, method, path, body=None):
    """One request with the standard library: the status, and the answer as it came."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    with closing(connection):
        connection.request(method, path, body and json.dumps(body), JSON if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


# --8<-- [end:ask]
# --8<-- [start:ready]
def ready(server, publish):
    """Alive is not ready: without a model the process must be kept, and sent nothing."""
    print("/healthz", *ask(server, "GET", "/healthz"))
    print("/readyz ", *ask(server, "GET", "/readyz"))
    publish()
    print("a champion is registered")
    while ask(server, "GET", "/readyz")[0] != 200:
        time.sleep(0.05)
    print("/readyz ", *ask(server, "GET", "/readyz"))


# --8<-- [end:ready]
# --8<-- [start:predict]
def predict(server):
    """A typed payment in, a typed answer out."""
    status, text = ask(server, "POST", "/predict", PAYMENT)
    answer = json.loads(text)
    print(status, {**answer, "chance": round(answer["chance"], 3)})


# --8<-- [end:predict]
# --8<-- [start:refuse]
def refuse(server):
    """What the model never saw gets no guess: the place, the reason, and status 422."""
    for fault in ({"age": 7}, {"amount": "much"}, {"channel": "fax"}, {"colour": "red"}):
        status, text = ask(server, "POST", "/predict", PAYMENT | fault)
        for found in json.loads(text)["detail"]:
            print(status, ".".join(found["loc"]) + ":", found["msg"])


# --8<-- [end:refuse]
# --8<-- [start:model]
def model(server):
    """Which model answers, and where it comes from."""
    card = json.loads(ask(server, "GET", "/model")[1])
    for name in ("version", "alias", "run_id", "code_commit", "data_md5"):
        print(f"{name:<12}{card[name]}")


# --8<-- [end:model]
# --8<-- [start:metrics]
def metrics(server):
    """What happened so far, as Prometheus reads it."""
    for line in ask(server, "GET", "/metrics")[1].splitlines():
        if line.startswith(SHOWN):
            print(line)


# --8<-- [end:metrics]
# --8<-- [start:contract]
def contract(server):
    """The running service describes itself; the description must be that of the training data."""
    described = json.loads(ask(server, "GET", "/openapi.json")[1])
    payment = described["components"]["schemas"]["Payment"]
    for name, limits in LIMITS.items():
        field = payment["properties"][name]
        low, high = field["minimum"], field["maximum"]
        print(f"{name:<16}{low:>6g} to {high:<8g}{'as trained' if (low, high) == limits else 'DIFFERS'}")
    same = set(payment["required"]) == set(fraud.features.INPUTS)
    print("the fields that it asks for are the model's inputs:", "yes" if same else "no")
    print("a field that it does not know is refused:", "yes" if not payment["additionalProperties"] else "no")


# --8<-- [end:contract]
def till(server, payments):
    """One customer after the other, over one connection; the time of each answer in ms."""
    taken = []
    with server.client() as client:
        for payment in payments:
            start = time.perf_counter()
            client.predict(payment)  # raises if it is refused or fails
            taken.append(1000 * (time.perf_counter() - start))
    return taken


# --8<-- [start:load]
def load(server, payments, allowed):
    """Several tills at once. The slowest answers count: a mean would hide them."""
    rounds = []
    with ThreadPoolExecutor(TILLS) as tills:
        for _ in range(ROUNDS):
            queues = [payments[number::TILLS] for number in range(TILLS)]
            jobs = [tills.submit(till, server, queue) for queue in queues]
            rounds.append(sorted(ms for job in jobs for ms in job.result()))
    p50, p99 = (median(taken[int(share * (len(taken) - 1))] for taken in rounds) for share in (0.5, 0.99))
    print(f"{TILLS} tills, {len(payments)} payments, {ROUNDS} rounds: all answered")
    print(f"half of the answers took at most {p50:.1f} ms, 99 of 100 at most {p99:.1f} ms")
    print(f"p99 under {allowed:.0f} ms:", "yes" if p99 < allowed else "no")


# --8<-- [end:load]
# --8<-- [start:costs]
def costs(work, payments):
    """The parts of one answer, in the way of a notebook and in that of the service."""
    parts = fraud.scenes.parts.parts(PAYMENT, payments, fraud.service.load(work.store).scorer)
    ms = {name: fraud.scenes.parts.milliseconds(part) for name, part in parts.items()}
    for name, each in ms.items():
        print(f"{name:<32}{each:8.3f} ms")
    types, table, numbers, scikit, onnx = ms.values()
    tenth = 10 * (types + numbers + onnx) < types + table + scikit
    print("the service's way costs less than a tenth of the notebook's:", "yes" if tenth else "no")


# --8<-- [end:costs]
def run(work, rows):
    story = Story()
    story.note("loading the libraries")
    weeks = fraud.source.load(None, rows)
    asked = fraud.client.bodies(weeks.later.head(800))
    with closing(fraud.server.Server(work.folder)) as server:
        story.step("ready")
        ready(server, lambda: publish(work, weeks.history))
        for name, show in {
            "predict": lambda: predict(server),
            "refuse": lambda: refuse(server),
            "model": lambda: model(server),
            "metrics": lambda: metrics(server),
            "contract": lambda: contract(server),
            "load": lambda: load(server, asked, fraud.objective.load().p99_ms),
            "costs": lambda: costs(work, weeks.history),
        }.items():
            story.step(name)
            show()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, help="an empty folder to keep the work in (default: none)")
    parser.add_argument("--rows", type=fraud.options.rows, default=4000, help="payments a week to learn from")
    options = parser.parse_args()
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with temporary as aside, fraud.workspace.open_workspace(options.workspace or Path(aside)) as work:
        run(work, options.rows)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
