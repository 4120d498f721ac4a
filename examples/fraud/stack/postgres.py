"""A PostgreSQL server on this machine, with an empty database for MLflow."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .child import HOST, Child
from .programs import find

USER = "mlflow"
NOBODY = 65534  # PostgreSQL refuses to run as root


class Postgres(Child):
    """Trusts whoever asks from this machine, and forgets all in the end: for an example, never for work."""

    name = "postgres"
    ready = "ready to accept connections"
    taken = "Address already in use"

    def __init__(self, folder: Path) -> None:
        self._tools = find("initdb").resolve().parent
        root = os.name == "posix" and os.geteuid() == 0
        words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        self._as_nobody = words if root else []
        # Its own folder: a path of the caller's may be closed to the user it runs as.
        self._home = Path(tempfile.mkdtemp(prefix="postgres-"))
        if root:
            os.chown(self._home, NOBODY, NOBODY)
        self._make()
        quick = ["-c", "fsync=off"]  # nothing here must survive a power cut
        own = ["-D", str(self._home / "data"), "-h", HOST, "-k", "", *quick]
        super().__init__(folder, lambda port: [*own, "-p", str(port)])

    def program(self) -> list[str]:
        return [*self._as_nobody, str(self._tools / "postgres")]

    def answers(self) -> bool:
        return True

    @property
    def url(self) -> str:
        """What MLflow takes as its store; pg8000 is a driver in pure Python."""
        return f"postgresql+pg8000://{USER}@{self.address}/postgres"

    def __exit__(self, *reason: object) -> None:
        super().__exit__(*reason)
        shutil.rmtree(self._home, ignore_errors=True)

    def close(self) -> None:
        """End the server at once, clients or none."""
        stop = [*self._as_nobody, str(self._tools / "pg_ctl"), "stop", "-m", "fast"]
        subprocess.run([*stop, "-D", str(self._home / "data")], cwd=self._home, capture_output=True)
        super().close()

    def _make(self) -> None:
        make = [*self._as_nobody, str(self._tools / "initdb"), "--auth=trust", "--no-sync"]
        own = ["--username", USER, "--encoding=UTF8", "--no-locale", "-D", str(self._home / "data")]
        subprocess.run([*make, *own], cwd=self._home, check=True, capture_output=True)
