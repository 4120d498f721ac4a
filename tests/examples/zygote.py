"""Load the libraries once, then start each example as a process of its own by fork: a second, not ten.

Listens on a socket file: `zygote.py SOCKET`, until its standard input ends. Each connection sends one JSON
job in a line: script, arguments, folder. The answer is the pid at once and the code at the end.
"""

import atexit
import json
import os
import select
import socketserver
import sys
import tempfile
import threading
import traceback
import warnings
from importlib import import_module
from pathlib import Path

import empty_database
import sitecustomize
from seen import Seen

EXAMPLES = f"{Path(__file__).resolve().parents[2] / 'examples'}{os.sep}"
LIBRARIES = (
    "IPython",
    "dvc.cli.parser",
    "dvc.commands.add",
    "dvc.repo",
    "dvc_data.hashfile.build",
    "dvc_data.index",
    "fastapi",
    "git",
    "mlflow.onnx",
    "mlflow.pyfunc",
    "mlflow.store.model_registry.sqlalchemy_store",
    "mlflow.store.tracking.sqlalchemy_store",
    "networkx",
    "onnxruntime",
    "opentelemetry.sdk.trace",
    "pandas",
    "pandera.backends.pandas.register",
    "pandera.pandas",
    "pygit2",
    "river.drift",
    "ruamel.yaml",
    "scipy.stats",
    "scmrepo.git",
    "skl2onnx",
    "skops.io",
    "sklearn.ensemble",
    "sklearn.inspection",
    "sklearn.linear_model",
    "uvicorn",
)


class Jobs(socketserver.StreamRequestHandler):
    """Starts the job of one connection; each connection has a process of its own, which waits for its job."""

    def handle(self) -> None:
        job = json.loads(self.rfile.readline())
        with warnings.catch_warnings(action="ignore"):  # forking beside the threads of BLAS: they are idle
            child = os.fork()
        if child == 0:
            become(job)
        self.wfile.write(f"{child}\n".encode())
        self.wfile.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())


class Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Ends with the process that holds its standard input."""

    request_queue_size = 64

    def process_request(self, request, client_address) -> None:
        with warnings.catch_warnings(action="ignore"):
            super().process_request(request, client_address)

    def service_actions(self) -> None:
        super().service_actions()
        if select.select([sys.stdin], [], [], 0)[0]:
            os._exit(0)


def become(job: dict) -> None:
    """Be the example: its folder, its streams, its arguments, and an end of its own."""
    folder = Path(job["folder"])
    os.chdir(folder)
    sitecustomize.write_to(str(folder / ".outside"))
    for stream, name in ((0, os.devnull), (1, "stdout"), (2, "stderr")):
        path = job[name] if stream else name
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), stream)
    sys.argv = [job["script"], *job["arguments"]]
    sys.path[0] = str(Path(job["script"]).parent)
    seen = Seen(EXAMPLES)
    seen.start()
    code = 0
    try:
        seen.run(job["script"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    seen.save(folder / ".coverage")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def warm(socket: str) -> None:
    """Load what the examples use; MLflow loads the half of its own when it opens its first database."""
    for library in LIBRARIES:
        import_module(library)
    database = empty_database.beside(socket)
    empty_database.make(database)
    empty_database.lend(database)
    with tempfile.TemporaryDirectory() as folder:
        sys.modules["mlflow"].MlflowClient(f"sqlite:///{folder}/mlflow.db").search_experiments()


if __name__ == "__main__":
    warm(sys.argv[1])
    Server(sys.argv[1], Jobs).serve_forever()
