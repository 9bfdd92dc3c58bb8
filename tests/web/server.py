"""A small server on loopback that answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TOKEN_PATH = "/oauth/token"
EMPTY_SEARCH: Mapping[str, object] = {"expanded-result": None, "num-found": 0}


@dataclass(frozen=True)
class Answer:
    """One scripted answer. `drop` closes the connection instead; `short` sends half a body.

    `wait` holds the answer back until the event is set.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json;charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    short: bool = False
    wait: threading.Event | None = None


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: str


def answer(status: int, body: object, **headers: str) -> Answer:
    """A JSON answer."""
    return Answer(status, json.dumps(body).encode(), headers=headers)


def html(status: int = 200) -> Answer:
    """What a proxy or a maintenance page says."""
    return Answer(status, b"<html><body>Maintenance</body></html>", "text/html")


def token(value: str) -> Answer:
    """What the token endpoint says to good credentials."""
    body = {"access_token": value, "token_type": "bearer", "scope": "/read-public", "orcid": None}
    return answer(200, body)


class ScriptedServer:
    """Answers from `script` and `token_script` in turn, then always `otherwise`."""

    def __init__(self) -> None:
        self.script: deque[Answer] = deque()
        self.token_script: deque[Answer] = deque()
        self.otherwise = answer(200, EMPTY_SEARCH)
        self.seen: list[Seen] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True

    @property
    def base(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def token_requests(self) -> list[Seen]:
        """What the token endpoint was asked."""
        return [seen for seen in self.seen if seen.path == TOKEN_PATH]

    @property
    def questions(self) -> list[Seen]:
        """What the API was asked."""
        return [seen for seen in self.seen if seen.path != TOKEN_PATH]

    @contextmanager
    def running(self) -> Iterator[ScriptedServer]:
        """Serve within this block."""
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            thread.join()
            self._http.server_close()

    def _next(self, seen: Seen) -> Answer:
        with self._lock:
            self.seen.append(seen)
            script = self.token_script if seen.path == TOKEN_PATH else self.script
            return script.popleft() if script else self.otherwise

    def _count(self, change: int) -> None:
        with self._lock:
            self._at_once += change
            self.most_at_once = max(self.most_at_once, self._at_once)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server._count(1)
                try:
                    self._answer()
                except OSError:
                    pass  # the client has gone, as some tests want it to
                finally:
                    server._count(-1)

            do_POST = do_PUT = do_GET  # noqa: N815 - the names are those of http.server

            def _answer(self) -> None:
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                seen = Seen(self.command, parts.path, query, dict(self.headers), body)
                said = server._next(seen)
                if said.wait is not None:
                    said.wait.wait(10)
                if said.drop:
                    return
                self.send_response(said.status)
                self.send_header("Content-Type", said.content_type)
                self.send_header("Content-Length", str(len(said.body)))
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body[: len(said.body) // 2] if said.short else said.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler
