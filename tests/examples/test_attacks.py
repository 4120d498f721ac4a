"""The service under attack: whatever comes in, it refuses with a reason and answers the next good request."""

import json
import re
import socket
import struct
import time
from contextlib import closing, suppress
from http.client import HTTPConnection

import pytest
import schemathesis
from fraud import model, registry, server, simulate, tracking
from fraud.champion import SMOKE
from hypothesis import Phase, given, settings
from schemathesis.generation import GenerationMode

JSON = {"Content-Type": "application/json"}
EXAMPLES = 60  # generated cases for each operation, the same in each run
MODES = {mode.value: mode for mode in GenerationMode}
GENERATED = [("POST", path, mode) for path in ("/predict", "/predict/many") for mode in MODES]
GENERATED += [("GET", path, "positive") for path in ("/healthz", "/readyz", "/model", "/metrics")]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A real server with a champion."""
    folder = tmp_path_factory.mktemp("store")
    store = registry.open_store(folder)
    made = model.train(simulate.batch(1, 1000), max_iter=5)
    origin = {"code_commit": "a" * 40, "data_md5": "a" * 32}
    run = tracking.track(store, params=made.params, metrics={}, model=made.graph, lineage=origin)
    registry.promote(store, registry.register(store, run))
    with closing(server.Server(folder)) as made:
        yield made


def ask(running, method, path, body=None, headers=JSON):
    """The status and the answer, which must be JSON."""
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=30)) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before it was sent to its end
            connection.request(method, path, body, headers, encode_chunked="Transfer-Encoding" in headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def good(running):
    """The chance for a payment in order, or a failure: the attack must have left no trace."""
    status, answer = ask(running, "POST", "/predict", json.dumps(SMOKE))
    assert status == 200, answer
    return answer["chance"]


@pytest.fixture
def unharmed(running):
    """The next good request gets the answer that it got before, and no answer was a 5xx."""
    before = good(running)
    yield
    assert good(running) == before
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=30)) as connection:
        connection.request("GET", "/metrics")
        assert re.findall(r'status="5.*', connection.getresponse().read().decode()) == []


@pytest.fixture(scope="module")
def described(running):
    """What the running service says of itself."""
    return schemathesis.openapi.from_url(f"http://127.0.0.1:{running.port}/openapi.json")


def test_every_operation_is_attacked(described):
    """A new endpoint must come into the lists above."""
    found = {(each.ok().method.upper(), each.ok().path) for each in described.get_all_operations()}
    assert found == {(method, path) for method, path, _ in GENERATED}


@pytest.mark.parametrize(("method", "path", "mode"), GENERATED)
def test_the_service_keeps_its_description(described, unharmed, method, path, mode):
    """What it allows is answered, what it forbids is refused, as documented and never with a 5xx."""
    cases = described[path][method].as_strategy(generation_mode=MODES[mode])

    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(case=cases)
    def attack(case):
        case.call_and_validate()

    attack()


def text(**changed):
    return json.dumps(SMOKE | changed)


BAD = {
    "NaN": text(amount=float("nan")),
    "infinity": text(amount=float("inf")),
    "minus infinity": text(amount=float("-inf")),
    "1e400": text(amount=1).replace('"amount": 1', '"amount": 1e400'),
    "a number of 5,000 digits": text(amount=1).replace('"amount": 1', f'"amount": {"9" * 5000}'),
    "cut short": text()[:-9],
    "two payments": text() + text(),
    "100,000 brackets": "[" * 100_000,
    "100,000 brackets inside": text(amount=1).replace('"amount": 1', f'"amount": {"[" * 100_000}'),
    "100,000 objects": '{"amount":' * 100_000,
    "null": "null",
    "a text for a number": text(age="40"),
    "true for a number": text(is_foreign=True),
    "a list for a number": text(age=[40]),
    "an unknown field": text(isfraud=1),
    "no field": "{}",
    "an empty body": b"",
    "invalid UTF-8": text(channel="chip").encode().replace(b"chip", b"ch\xff\xfe"),
    "half a surrogate": text(transaction_id="x").replace('"x"', r'"\ud800"'),
    "a zero byte": b"\x00",
    "an id too long": text(transaction_id="x" * 41),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_bad_body_is_refused_with_a_reason(running, unharmed, body):
    """422, and where it is wrong."""
    status, answer = ask(running, "POST", "/predict", body)
    assert status == 422
    assert all(fault["loc"][0] == "body" and fault["msg"] for fault in answer["detail"])
    assert answer["detail"]


def test_of_two_fields_of_one_name_the_last_counts(running, unharmed):
    """As in every JSON reader of Python; the limits hold for it."""
    twice = text()[:-1] + ', "age": %s}'
    assert ask(running, "POST", "/predict", twice % 40)[0] == 200
    assert ask(running, "POST", "/predict", twice % 900)[0] == 422


PARTS, CHUNKED = [b" " * 100_000] * 100, JSON | {"Transfer-Encoding": "chunked"}
OTHER = {
    "10 MB": ("POST", "/predict", b" " * 10_000_000, JSON, 413),
    "10 MB of unknown length": ("POST", "/predict", PARTS, CHUNKED, 413),
    "10 MB of payments": ("POST", "/predict/many", '{"payments": [' + f"{text()}, " * 50_000, JSON, 413),
    "a form": ("POST", "/predict", "amount=40", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    "no type": ("POST", "/predict", text(), {}, 415),
    "a wrong method": ("GET", "/predict", None, {}, 405),
    "another wrong method": ("DELETE", "/model", None, {}, 405),
    "an unknown path": ("GET", "/wp-admin.php", None, {}, 404),
}


@pytest.mark.parametrize("attack", OTHER.values(), ids=OTHER)
def test_what_is_no_payment_at_all_is_refused_with_a_reason(running, unharmed, attack):
    """Too long, of another type, to the wrong place: each has its own status."""
    *request, status = attack
    found, answer = ask(running, *request)
    assert found == status
    assert isinstance(answer["detail"], str)


@pytest.mark.parametrize(("rows", "status"), [(0, 422), (1, 200), (10_000, 200), (10_001, 422)])
def test_many_are_ten_thousand(running, unharmed, rows, status):
    """One answer each, or a reason."""
    found, answer = ask(running, "POST", "/predict/many", json.dumps({"payments": [SMOKE] * rows}))
    assert found == status, answer
    assert status == 422 or len(answer["predictions"]) == rows


def test_one_bad_row_among_many_is_named(running, unharmed):
    """By its place; nothing is answered by halves."""
    rows = [SMOKE] * 999 + [SMOKE | {"age": 7}]
    found, answer = ask(running, "POST", "/predict/many", json.dumps({"payments": rows}))
    assert found == 422
    assert [fault["loc"] for fault in answer["detail"]] == [["body", "payments", 999, "age"]]


def test_ten_thousand_bad_rows_are_refused_in_a_few_words(running, unharmed):
    """An answer must not be larger than what was sent."""
    body = json.dumps({"payments": [{}] * 10_000})
    found, answer = ask(running, "POST", "/predict/many", body)
    assert found == 422
    assert len(json.dumps(answer)) < len(body)


HEAD = b"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
HALF = {
    "half a body": HEAD + b'Content-Length: 1000\r\n\r\n{"amount": 4',
    "half a chunk": HEAD + b'Transfer-Encoding: chunked\r\n\r\nff\r\n{"am',
    "half a header": HEAD[:30],
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00",
    "nothing": b"",
}


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("sent", HALF.values(), ids=HALF)
def test_who_goes_away_in_the_middle_harms_nobody(running, unharmed, sent, reset):
    """A slow sender that disconnects, politely or not, is no failure of ours."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(sent)
        good(running)  # others are served while it dawdles
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    time.sleep(0.1)
