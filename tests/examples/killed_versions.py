"""Kill a versioning run at its n-th change to the disk, run it again, and say what stands then."""

import os
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))

from fraud import versions

WRITES = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.chmod", "os.truncate", "subprocess.Popen"}


def scenario(folder: Path) -> None:
    """Two versions, then a look at the first and back."""
    versions.start(folder)
    for number in (1, 2):
        (folder / "a.csv").write_text(f"x\n{number}\n" * 20000, encoding="utf-8")
        versions.commit_data(folder, "a.csv", f"version {number}", tag=f"data-v{number}")
    versions.go_back(folder, "data-v1")
    versions.go_back(folder, "main")


def changes_disk(event: str, args: tuple) -> bool:
    """Whether the audit event is about to change a file or start a program."""
    if event == "open":
        flags = args[2] if isinstance(args[2], int) else 0
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in WRITES


def kill_at(number: int) -> None:
    """Kill this very process, as the system would, just before its n-th change."""
    seen = 0

    def hook(event: str, args: tuple) -> None:
        nonlocal seen
        if changes_disk(event, args):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def in_child(folder: Path, number: int = 0) -> bool:
    """Run the scenario in a copy of this process; say whether it came to its end."""
    child = os.fork()
    if child == 0:
        if number:
            kill_at(number)
        try:
            scenario(folder)
        except BaseException as error:  # a child must never run on into its parent's code
            print(f"{number}: {type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def state(folder: Path) -> tuple:
    """What must not depend on the kill: the history, both checksums, the file."""
    log = versions.git(folder, "log", "--format=%s", "main").splitlines()
    checksums = [versions.data_md5(folder, "a.csv", f"data-v{n}") for n in (1, 2)]
    clean = versions.git(folder, "status", "--porcelain")
    return log, checksums, clean, (folder / "a.csv").read_text(encoding="utf-8")[:4]


def main(first: int, step: int) -> int:
    """Kill at change first, first + step, ... until a run comes to its end unharmed."""
    with tempfile.TemporaryDirectory() as aside:
        whole = Path(aside) / "whole"
        scenario(whole)  # in this process, so that every child has the imports
        expected, number, wrong = state(whole), first, 0
        while True:
            folder = Path(aside) / str(number)
            unharmed = in_child(folder, number)
            again = in_child(folder)
            if not again or state(folder) != expected:
                wrong += 1
                print(f"killed at change {number}: {state(folder) if again else 'does not run again'}")
            if unharmed:
                break
            number += step
    print(f"{(number - first) // step} kills, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
