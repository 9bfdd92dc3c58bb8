"""The registry on a real socket."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from orcid_tui.registry.demo.transport import DemoTransport
from tests.making.numbers import orcid
from tests.registry.demo.serving import serve_demo


def test_the_bundled_persons_are_served() -> None:
    with serve_demo() as server, httpx.Client(headers={"Accept": "application/json"}) as client:
        answer = client.get(
            f"{server.api_url}/expanded-search/", params={"q": 'family-name:"Fjeldsted"', "rows": 5}
        )
        assert answer.json()["num-found"] == 1
        form = {
            "client_id": server.client_id,
            "client_secret": server.client_secret,
            "grant_type": "client_credentials",
            "scope": "/read-public",
        }
        assert client.post(server.token_url, data=form).json()["token_type"] == "bearer"
        asked = server.requests[0]
        assert asked.method == "GET"
        assert asked.path == "/v3.0/expanded-search/"
        assert asked.query == {"q": 'family-name:"Fjeldsted"', "rows": "5"}
        assert asked.headers["accept"] == "application/json"


def test_the_new_address_is_on_the_same_server(transport: DemoTransport) -> None:
    with serve_demo(transport) as server:
        answer = httpx.get(f"{server.api_url}/{orcid('old')}/works")
        assert answer.headers["Location"] == f"{server.api_url}/{orcid('muller')}/works"
        followed = httpx.get(answer.headers["Location"], headers={"Accept": "application/json"})
        assert followed.json()["path"] == f"/{orcid('muller')}/works"


def test_several_threads_at_once(transport: DemoTransport) -> None:
    with serve_demo(transport) as server, ThreadPoolExecutor(8) as pool:

        def ask(word: str) -> int:
            answer = httpx.get(
                f"{server.api_url}/expanded-search/",
                params={"q": f"work-titles:{word} OR text:{word}"},
                headers={"Accept": "application/json"},
            )
            found: int = answer.json()["num-found"]
            return found

        assert set(pool.map(ask, ["walls"] * 24)) == {2}
        assert len(server.requests) == 24
