"""The demo registry on a socket, with a secret of its own, remembering whole requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import httpx

from orcid_tui.registry.demo import transport
from tests.registry.demo.serving import DemoServer, serve_demo


class Whole(NamedTuple):
    """A request with everything that came over the line."""

    method: str
    url: httpx.URL
    headers: httpx.Headers
    body: bytes


class WatchedRegistry(transport.DemoTransport):
    """A registry that keeps whole requests."""

    CLIENT_ID = transport.CLIENT_ID

    def __init__(self, persons: Path | None = None) -> None:
        super().__init__(persons)
        self.whole: list[Whole] = []

    def answer(
        self, method: str, url: httpx.URL, headers: httpx.Headers, body: bytes
    ) -> httpx.Response:
        """The same as ever."""
        self.whole.append(Whole(method, url, headers, body))
        return super().answer(method, url, headers, body)

    @property
    def tokens(self) -> list[str]:
        """All that were given out."""
        return sorted(self._tokens)

    def out_of_place(self, secret: str) -> Iterator[bytes]:
        """Everything of every request, without the secret and the token where they belong."""
        for one in self.whole:
            headers, body = dict(one.headers), one.body
            if headers.get("authorization", "").removeprefix("Bearer ") in self.tokens:
                del headers["authorization"]
            if one.method == "POST" and one.url.path.endswith("/oauth/token"):
                form = parse_qs(body.decode())
                if form.get("client_secret") == [secret]:
                    del form["client_secret"]
                body = repr(form).encode()
            yield f"{one.method} {one.url} {headers} ".encode() + body


@contextmanager
def watched_registry(registry: WatchedRegistry, secret: str) -> Iterator[DemoServer]:
    """Serve it; this secret is the right one."""
    usual, transport.CLIENT_SECRET = transport.CLIENT_SECRET, secret  # type: ignore[misc]
    try:
        with serve_demo(registry) as server:
            yield server
    finally:
        transport.CLIENT_SECRET = usual  # type: ignore[misc]
