"""A token endpoint on a real socket, scripted with the answers of ORCID's.

Source: orcid-api.md section 1.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

TOKEN = "canary-token-4bed-1e13"


@dataclass
class TokenEndpoint:
    """Accepts one pair; remembers every form that came in, and every request line."""

    client_id: str
    client_secret: str
    port: int = 0
    forms: list[dict[str, str]] = field(default_factory=list)
    request_lines: list[str] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        """The base of an API at this address."""
        return f"http://127.0.0.1:{self.port}/v3.0"

    @property
    def token_url(self) -> str:
        """The endpoint itself."""
        return f"http://127.0.0.1:{self.port}/oauth/token"


@contextmanager
def token_endpoint(client_id: str, client_secret: str) -> Iterator[TokenEndpoint]:
    """Serve on a free port of this computer."""
    endpoint = TokenEndpoint(client_id, client_secret)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = parse_qs(self.rfile.read(length).decode())
            form = {name: values[0] for name, values in body.items()}
            endpoint.forms.append(form)
            endpoint.request_lines.append(self.requestline)
            right = (form.get("client_id"), form.get("client_secret")) == (client_id, client_secret)
            answer = (
                {"access_token": TOKEN, "token_type": "bearer", "expires_in": 631138518}
                if right
                else {
                    "error": "invalid_client",
                    "error_description": "Client authentication failed",
                }
            )
            self.send_response(200 if right else 401)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
