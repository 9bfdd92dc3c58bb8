"""The stand-in's socket: HTTP/1.1 with connections that stay open, and that break on demand."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from tests.alma_stand_in.answers import BROKEN, SILENT, Answer
from tests.alma_stand_in.calls import Incoming
from tests.alma_stand_in.faults import Fault
from tests.alma_stand_in.seen import Requests, Seen
from tests.alma_stand_in.service import Service


class Server(ThreadingHTTPServer):
    """Serves in threads of its own until `stop`."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(
        self,
        service: Service,
        requests: Requests,
        clock: Callable[[], float],
        patience: Callable[[], float],
        *,
        port: int,
        log: Callable[[str], None] | None,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service = service
        self.requests = requests
        self.clock = clock
        self.patience = patience
        self.log = log
        self.failures: list[BaseException] = []
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End all connections and all threads."""
        self.shutdown()
        with self._guard:
            for connection in self._open:
                hang_up(connection)
        self.server_close()
        self._thread.join()

    def opened(self, connection: socket.socket) -> None:
        with self._guard:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._guard:
            self._open.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is nothing; anything else is a mistake of the stand-in."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):
            self.failures.append(error)


def hang_up(connection: socket.socket) -> None:
    """Break a connection that may be broken already."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class Handler(BaseHTTPRequestHandler):
    """Turns a request into an Incoming, and an Answer into bytes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server_version = "Stand-in"
    sys_version = ""
    _body = b""

    @property
    def _server(self) -> Server:
        return cast(Server, self.server)

    def setup(self) -> None:
        super().setup()
        self._server.opened(self.connection)

    def finish(self) -> None:
        self._server.closed(self.connection)
        try:
            super().finish()
        except ConnectionError:
            return

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        at = self._server.clock()
        self._server.requests.arrived(at, self.connection)
        answer: Answer = BROKEN
        faults: tuple[Fault, ...] = ()
        try:
            answer, faults = self._answer(at)
        finally:
            # Before anything is sent: whoever has the answer finds the request in the list.
            self._remember(at, answer, tuple(fault.name for fault in faults))
        if answer in (SILENT, BROKEN):
            self.close_connection = True
            hang_up(self.connection)
        else:
            self._send(answer)

    def _answer(self, at: float) -> tuple[Answer, tuple[Fault, ...]]:
        self._body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        incoming = Incoming(self.command, path, self._query(), self._headers(), self._body)
        self._look_for_keys(incoming)
        return self._server.service.answer(incoming, self._server.requests.recent(at))

    def _remember(self, at: float, answer: Answer, faults: tuple[str, ...]) -> None:
        headers = tuple((n, v) for n, v in self._headers().items() if n != "authorization")
        path, query, status = urlsplit(self.path).path, self._query(), max(answer.status, 0)
        query.pop("apikey", None)
        key, body = self._key_name(), self._body
        seen = Seen(self.command, path, query, at, key, status, faults, headers, body)
        if answer is SILENT:
            self._server.requests.unanswered(seen, self.connection, self._server.patience())
        else:
            self._server.requests.left(seen, self.connection)
        if self._server.log:
            asked = "&".join(f"{name}={value}" for name, value in query.items())
            told = f" ({', '.join(faults)})" if faults else ""
            left = self._server.service.remaining
            self._server.log(
                f"{self.command} {path}{'?' if asked else ''}{asked} -> {status or 'nothing'}"
                f"{told}, {left} calls left"
            )

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if not answer.content_type.startswith("text/html"):
            self.send_header("X-Exl-Api-Remaining", str(self._server.service.remaining))
        self.end_headers()
        whole = answer.body
        self.wfile.write(whole[: len(whole) // 2] if answer.cut_off else whole)
        self.wfile.flush()
        if answer.cut_off:
            self.close_connection = True
            hang_up(self.connection)

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def _key_name(self) -> str:
        value = self.headers.get("Authorization", "").partition(" ")[2].strip()
        value = value or self._query().get("apikey", "")
        known = self._server.service.keys.get(value)
        return known.name if known else ""

    def _look_for_keys(self, incoming: Incoming) -> None:
        """Keys belong into one header; `apikey=` in an address is a leak with any value."""
        text = self._body.decode(errors="replace")
        if "apikey" in incoming.query:
            self._server.requests.leaked(f"{self.command} {incoming.path}: the address")
        for value in self._server.service.keys:
            if value in self.path:
                self._server.requests.leaked(f"{self.command} {incoming.path}: the address")
            if value in text:
                self._server.requests.leaked(f"{self.command} {incoming.path}: the body")
            for name, content in incoming.headers.items():
                if name != "authorization" and value in content:
                    self._server.requests.leaked(f"{self.command} {incoming.path}: {name}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: `_remember` logs, and never a key."""
