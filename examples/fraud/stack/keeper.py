"""Run a program and end it when our standard input closes: it must not outlive its user, even a killed one.

Used as `python keeper.py PROGRAM ARGUMENT ...`; every system closes the pipe of a process that dies.
"""

import os
import signal
import subprocess
import sys
import threading

PATIENCE = 10.0  # seconds for an orderly end


def run(command: list[str]) -> int:
    """Run the command to its end, or to ours."""
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the program too: wait for it
    signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    threading.Thread(target=end_with_parent, args=(program,), daemon=True).start()
    return program.wait()


def end_with_parent(program: subprocess.Popen) -> None:
    """Wait for the end of our standard input, then end the program."""
    while os.read(0, 4096):  # not sys.stdin: a thread that holds it breaks the end of the interpreter
        pass
    program.terminate()
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
