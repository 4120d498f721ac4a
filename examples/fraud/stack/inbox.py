"""A place where Alertmanager's messages arrive, as those for a pager or a chat would."""

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from .child import HOST


@dataclass(frozen=True)
class Message:
    """What arrived, and when by `time.monotonic()`."""

    content: dict
    arrived: float


class Inbox:
    """Takes every POST as a message, on a free port of this machine."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._news = threading.Condition()
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()
                inbox.take(content)

            def log_message(self, *_: object) -> None:
                """Say nothing: what arrives is told by who waits for it."""

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self.url = f"http://{HOST}:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def take(self, content: dict) -> None:
        with self._news:
            self.messages.append(Message(content, time.monotonic()))
            self._news.notify_all()

    def wait_for(self, status: str, seconds: float = 60.0) -> Message:
        """The first message with that status, `firing` or `resolved`; waits until there is one."""

        def first() -> Message | None:
            return next((one for one in self.messages if one.content["status"] == status), None)

        with self._news:
            if not self._news.wait_for(first, seconds):
                raise TimeoutError(f"no message says {status} within {seconds:.0f} s")
            return first()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
