"""Run the service under a real uvicorn on a free port of this machine, beside the caller."""

import threading
import time
from pathlib import Path

import uvicorn
from mlflow import MlflowClient

from .client import Client
from .service import create_app

PATIENCE = 60.0  # seconds until the first model must be there


class Server:
    """A running service; `client()` talks to it, `close()` ends it."""

    def __init__(
        self,
        place: Path | str | MlflowClient,
        poll_seconds: float = 0.2,
        port: int = 0,
        log: Path | None = None,
    ) -> None:
        app = create_app(place, poll_seconds, log)
        # Port 0: the system picks a free one, so two learners on one machine don't collide.
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._uvicorn.run, name="uvicorn", daemon=True)
        self._thread.start()
        self._wait()

    @property
    def port(self) -> int:
        return self._uvicorn.servers[0].sockets[0].getsockname()[1]

    def client(self) -> Client:
        return Client("127.0.0.1", self.port)

    def close(self) -> None:
        self._uvicorn.should_exit = True
        self._thread.join(PATIENCE)

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._uvicorn.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                raise RuntimeError("the service did not start; its own words are above")
            time.sleep(0.02)
