"""Serve built sites on this machine, compressed as a real host would, and note what was asked for."""

import gzip
import threading
from dataclasses import dataclass, field
from functools import cache, cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
}
PACKED = {".png", ".jpg", ".webp", ".woff2", ".gz"}


@dataclass(frozen=True)
class Answer:
    """What the server sent for one request."""

    path: str
    status: int
    size: int
    """Bytes of the body as sent."""


@cache
def body_of(path: Path, compressed: bool) -> bytes:
    """Return the bytes of a file, compressed like a host does."""
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if compressed else content


class Handler(BaseHTTPRequestHandler):
    """Answer GET from the folders that are mounted, with the site's own 404 page for the rest."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self):
        """Send one file."""
        path = unquote(urlsplit(self.path).path)
        file, status = self.server.find(path)
        compressed = file.suffix not in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = body_of(file, compressed) if file.is_file() else b"nothing here"
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        if compressed and file.is_file():
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.server.answers.append(Answer(path, status, len(body)))
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        """Stay silent: the tests read `answers`."""


@dataclass
class Server:
    """A server on a free port of 127.0.0.1; the port is known before anything is built for it."""

    mounts: dict[str, Path] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    @cached_property
    def http(self) -> ThreadingHTTPServer:
        """The listening server: it owns the port from the first look at it."""
        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        http.find, http.answers = self.find, self.answers
        http.handle_error = lambda *_: None  # a browser that closes early is no error
        return http

    def url(self, name: str) -> str:
        """Return the address below which the site called `name` is served."""
        return f"http://127.0.0.1:{self.http.server_port}/{name}/"

    def find(self, path: str) -> tuple[Path, int]:
        """Return the file for a path and its status."""
        name, _, rest = path.removeprefix("/").partition("/")
        folder = self.mounts.get(name, Path("nowhere"))
        file = folder / rest.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        inside = file.resolve().is_relative_to(folder.resolve())
        return (file, 200) if inside and file.is_file() else (folder / "404.html", 404)

    def start(self) -> None:
        """Answer from a thread of its own."""
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Give the port back."""
        self.http.shutdown()
        self.http.server_close()
