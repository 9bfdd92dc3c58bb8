"""The demo registry on a real socket of this machine, for tests that need one.

with serve_demo() as server:
    … server.api_url, server.token_url, server.requests …
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

import httpx

from orcid_tui.registry.demo.transport import CLIENT_ID, CLIENT_SECRET, DemoTransport


class Asked(NamedTuple):
    """One request that reached the server."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


class DemoServer:
    """Where the registry listens and what it was asked."""

    client_id = CLIENT_ID
    client_secret = CLIENT_SECRET

    def __init__(self, transport: DemoTransport, port: int) -> None:
        self.transport = transport
        self.base_url = f"http://127.0.0.1:{port}"
        self.api_url = f"{self.base_url}/v3.0"
        self.token_url = f"{self.base_url}/oauth/token"

    @property
    def requests(self) -> Sequence[Asked]:
        """Everything asked so far, oldest first. Header names are in lower case."""
        return [
            Asked(seen.method, seen.path, dict(seen.query), dict(seen.headers))
            for seen in list(self.transport.requests)
        ]


@contextmanager
def serve_demo(transport: DemoTransport | None = None) -> Iterator[DemoServer]:
    """Serve a demo registry on a free loopback port until the block ends."""
    registry = transport or DemoTransport()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host = f"http://{self.headers['Host']}"
            answer = registry.answer(
                self.command,
                httpx.URL(host + self.path),
                httpx.Headers(list(self.headers.items())),
                body,
            )
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # whoever asked may have been killed meanwhile
                self.end_headers()
                self.wfile.write(answer.content)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - names of the library

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing: the requests are kept."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing of a client that was killed."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield DemoServer(registry, server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
