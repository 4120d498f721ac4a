"""Let no Python process of a run reach beyond this machine; write down who tried, and what is imported.

Python loads this file by itself in every process that has its folder on PYTHONPATH, before anything else.
"""

import os
import sys

FILE = "COURSE_OUTSIDE"  # the environment variable that names the file to write to
NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}  # (host, ...)
ADDRESSES = {"socket.connect", "socket.sendto", "socket.sendmsg"}  # (socket, address)
HERE = {None, "", "localhost", "::", "::1", "0.0.0.0", os.uname().nodename if hasattr(os, "uname") else ""}
FRAMES = 8
held = []  # tried before there was a file


def is_here(host: object) -> bool:
    """Whether that is this machine; a socket file has no host, so its address never comes this far."""
    text = host.decode("ascii", "replace") if isinstance(host, (bytes, bytearray)) else host
    return text in HERE or str(text).startswith(("127.", "::ffff:127."))


def asked(event: str, args: tuple) -> object:
    """The host that is about to be asked or sent to."""
    if event in NAMES:
        return args[0]
    address = args[1]
    # Of internet sockets alone: that of a socket file is text, that of netlink holds numbers.
    internet = isinstance(address, tuple) and address and isinstance(address[0], (str, bytes))
    return address[0] if internet else None


def callers() -> str:
    """Who called, the nearest first."""
    frame, found = sys._getframe(3), []
    while frame and len(found) < FRAMES:
        found.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(found)


def tell(line: str) -> None:
    """Add the line to the file, at once: what comes next may be the end."""
    if path := os.environ.get(FILE):
        with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123 (pathlib would load in every process)
            file.write(f"{line}\n")
    else:
        held.append(line)


def guard(event: str, args: tuple) -> None:
    """Refuse what leads away, as a machine without a network would."""
    if event in NAMES or event in ADDRESSES:
        host = asked(event, args)
        if not is_here(host):
            refuse(event, host)


def refuse(event: str, host: object) -> None:
    tell(f"{event} {host} from {callers()}")
    raise OSError(f"{event} {host}: a test lets nothing beyond this machine")


def write_to(path: str) -> None:
    """From now on to this file, and first what was held."""
    os.environ[FILE] = path
    for line in held:
        tell(line)
    held.clear()


def note_imports(path: str) -> None:
    """Write down the first name of each module that is asked for, once."""
    known = set()

    def hook(event: str, args: tuple) -> None:
        if event == "import" and (name := args[0].partition(".")[0]) not in known:
            known.add(name)
            with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123 (pathlib would load in every process)
                file.write(f"{name}\n")

    sys.addaudithook(hook)


sys.addaudithook(guard)
if path := os.environ.get("COURSE_IMPORTED"):
    note_imports(path)
