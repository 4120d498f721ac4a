"""The till: an answer counts only if what it says can be true."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fraud import simulate
from fraud.scenes.till import Till, check

GOOD = {"chance": 0.5, "stop": True, "version": 1}


def told(*predictions: dict) -> bytes:
    return json.dumps({"predictions": predictions}).encode()


def test_a_good_answer_gives_its_version():
    """One, or many."""
    assert check(200, json.dumps(GOOD).encode(), 1, {1}) == [1]
    assert check(200, told(GOOD, GOOD | {"version": 2}), 2, {1, 2}) == [1, 2]


BAD = {
    "a status": (500, b"sorry", "status 500: b'sorry'"),
    "no JSON": (200, b"<html>", "Expecting value"),
    "too few": (200, told(GOOD), "1 predictions for 2 payments"),
    "no chance": (200, told(GOOD, GOOD | {"chance": 1.5}), "chance 1.5 is none"),
    "a text": (200, told(GOOD, GOOD | {"chance": "0.5"}), "chance '0.5' is none"),
    "a NaN": (200, told(GOOD, GOOD | {"chance": float("nan")}), "chance nan is none"),
    "a stranger": (200, told(GOOD, GOOD | {"version": 9}), r"version 9 is none of \[1, 2\]"),
}


@pytest.mark.parametrize(("status", "text", "words"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_named(status, text, words):
    """A status of 200 alone proves little."""
    with pytest.raises(ValueError, match=words):
        check(status, text, 2, {1, 2})


class Moody(BaseHTTPRequestHandler):
    """Answers well, then with nonsense, then hangs up, in turn."""

    protocol_version = "HTTP/1.1"
    turn = 0

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Moody.turn += 1
        if Moody.turn % 3 == 0:
            self.close_connection = True
            return
        body = json.dumps(GOOD if Moody.turn % 3 == 1 else GOOD | {"chance": 2.0}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


def test_every_failure_is_counted_and_the_till_goes_on():
    """Two of three answers are bad; after each the next payment is asked about."""
    server = HTTPServer(("127.0.0.1", 0), Moody)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with Till(*server.server_address, simulate.batch(1, 50), {1}) as till:
            till.wait_for(1)
            end = threading.Event()
            while till.asked < 30:
                assert not end.wait(0.02)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert abs(till.failed - 2 * till.answered[1]) <= 2
    assert till.asked == till.failed + till.answered[1]
    assert till.faults[0] == "/predict: chance 2.0 is none"


def test_a_version_that_never_answers_is_told():
    """The wait has an end."""
    till = Till("127.0.0.1", 1, simulate.batch(1, 50), {1})
    with pytest.raises(TimeoutError, match="version 2 did not answer"):
        till.wait_for(2, seconds=0.05)
