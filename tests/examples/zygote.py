"""Load the libraries once, then start each example as a process of its own by fork: a second, not ten.

Reads one JSON job a line: script, arguments, folder. Answers with the pid at once and the code at the end.
"""

import atexit
import json
import os
import sys
import threading
import traceback
import warnings
from importlib import import_module
from pathlib import Path

import sitecustomize
from seen import Seen

EXAMPLES = f"{Path(__file__).resolve().parents[2] / 'examples'}{os.sep}"
LIBRARIES = (
    "dvc.cli.parser",
    "dvc.commands.add",
    "dvc.repo",
    "fastapi",
    "mlflow.onnx",
    "mlflow.pyfunc",
    "mlflow.store.model_registry.sqlalchemy_store",
    "mlflow.store.tracking.sqlalchemy_store",
    "networkx",
    "onnxruntime",
    "pandas",
    "pandera.backends.pandas.register",
    "pandera.pandas",
    "river.drift",
    "scipy.stats",
    "scmrepo.git",
    "skl2onnx",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "uvicorn",
)


def serve() -> None:
    """Do the jobs one after the other, until there are no more."""
    for line in sys.stdin:
        job = json.loads(line)
        sys.stdout.flush()
        with warnings.catch_warnings(action="ignore"):  # forking beside the threads of BLAS: they are idle
            child = os.fork()
        if child == 0:
            become(job)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


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


if __name__ == "__main__":
    for library in LIBRARIES:
        import_module(library)
    print("ready", flush=True)
    serve()
