"""Ask a running service what a container must answer: who runs it, which model it has, what it predicts."""

import argparse
import json
import urllib.request
from pathlib import Path

PAYMENT = Path(__file__).with_name("payment.json")


def ask(url: str, content: bytes | None = None) -> dict:
    """The service's answer; an HTTP error is raised."""
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def owner(port: int) -> int:
    """The user id of whoever listens on the port, as the system has it."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return next(int(row[7]) for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--uid", type=int, required=True, help="the user who must run the service")
    options = parser.parse_args()
    url, uid = f"http://127.0.0.1:{options.port}", owner(options.port)
    if uid != options.uid:
        raise SystemExit(f"stopped: user {uid} listens on port {options.port}; expected {options.uid}")
    model, answer = ask(f"{url}/model"), ask(f"{url}/predict", PAYMENT.read_bytes())
    if not (0 <= answer["chance"] <= 1 and answer["version"] == model["version"]):
        raise SystemExit(f"stopped: /predict says {answer}, /model says {model}")
    print(f"user {uid}: version {answer['version']}, chance {answer['chance']:.4f}, stop {answer['stop']}")


if __name__ == "__main__":
    main()
