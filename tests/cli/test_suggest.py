"""`suggest`: candidates from a registry behind a real socket."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.cli.rows import SUGGESTION_COLUMNS
from tests.cli.conftest import AUTHOR, LINKED, NAMESAKE
from tests.cli.running import one_sentence, orcid_tui
from tests.marc.building import record_bytes
from tests.registry.demo.serving import DemoServer


def test_rows_come_in_the_order_of_the_file(catalogue: Path, registry: DemoServer) -> None:
    run = orcid_tui("suggest", str(catalogue), "--format", "jsonl")
    assert run.code == 0
    assert [set(row) for row in run.jsonl] == [set(SUGGESTION_COLUMNS)] * 5
    places = [(row["record"], row["tag"], row["occurrence"]) for row in run.jsonl]
    assert places == [(1, "100", 1), (1, "700", 1), (2, "700", 1), (2, "700", 2), (3, "100", 1)]


def test_the_person_who_lists_the_work_comes_first(catalogue: Path, registry: DemoServer) -> None:
    first, *_, last = orcid_tui("suggest", str(catalogue), "--format", "jsonl").jsonl
    assert [candidate["orcid"] for candidate in first["candidates"]] == [
        AUTHOR.value,
        NAMESAKE.value,
    ]
    assert first["recommended"] == AUTHOR.value
    best = first["candidates"][0]
    assert list(best) == ["orcid", "name", "affiliations", "score", "reasons", "doubts"]
    assert (best["name"], best["affiliations"]) == ("Anna Hansen", ["Institute of Ice"])
    assert best["score"] == round(best["score"], 3)
    assert 0.9 < best["score"] <= 1
    assert best["reasons"]
    assert last["recommended"] is None
    assert len(last["candidates"]) == 2


def test_a_heading_without_candidates_says_why(catalogue: Path, registry: DemoServer) -> None:
    rows = orcid_tui("suggest", str(catalogue), "--format", "jsonl").jsonl
    assert [rows[1]["note"], rows[1]["candidates"]] == [rows[1]["why_not"], []]
    assert rows[2]["candidates"] == []
    assert rows[2]["note"]


def test_linked_headings_are_left_out_unless_wanted(catalogue: Path, registry: DemoServer) -> None:
    words = ("suggest", str(catalogue), "--format", "jsonl")
    assert LINKED.value not in orcid_tui(*words).out
    linked = orcid_tui(*words, "--include-linked").jsonl[2]
    assert linked["orcid"] == LINKED.value
    assert [candidate["orcid"] for candidate in linked["candidates"]] == [LINKED.value]


def test_limit(catalogue: Path, registry: DemoServer) -> None:
    rows = orcid_tui("suggest", str(catalogue), "--format", "jsonl", "--limit", "1").jsonl
    assert [len(row["candidates"]) for row in rows] == [1, 0, 0, 0, 1]


def test_widely_offers_the_surname_where_the_name_is_unknown(
    tmp_path: Path, registry: DemoServer
) -> None:
    path = tmp_path / "klara.mrc"
    names = [("100", "1 ", [("a", "Hansen, Klara.")]), ("700", "1 ", [("a", "Hansen, Anna.")])]
    path.write_bytes(record_bytes([("001", "x"), *names]))
    words = ("suggest", str(path), "--format", "jsonl")
    assert [len(row["candidates"]) for row in orcid_tui(*words).jsonl] == [0, 2]
    klara, anna = orcid_tui(*words, "--widely").jsonl
    assert {each["orcid"] for each in klara["candidates"]} == {AUTHOR.value, NAMESAKE.value}
    assert klara["recommended"] is None
    assert klara["note"] == "A wide search: some of these fit only in part."
    assert [each["doubts"] for each in anna["candidates"]] == [[], []]


def test_csv_has_one_row_a_heading_with_all_candidates_in_a_cell(
    catalogue: Path, registry: DemoServer
) -> None:
    rows = orcid_tui("suggest", str(catalogue), "--format", "csv").csv
    assert [tuple(row) for row in rows] == [SUGGESTION_COLUMNS] * 5
    best, second = rows[0]["candidates"].split("\n")
    assert best.startswith(f"{AUTHOR} Anna Hansen (Institute of Ice) 1.00: ")
    assert second.startswith(f"{NAMESAKE} Anna Hansen (Polar Museum) 0.")
    assert rows[0]["orcid"] == ""


def test_text_is_spoken_in_order(catalogue: Path, registry: DemoServer) -> None:
    run = orcid_tui("suggest", str(catalogue))
    lines = run.out.splitlines()
    assert lines[:2] == [
        "Hansen, Anna (record 1, cat1, field 100/1)",
        "  in: Rivers of ice : a survey 2014",
    ]
    assert lines[2].startswith(f"  1. {AUTHOR} Anna Hansen")
    assert lines[2].endswith("recommended")


def test_anonymous_use_works_and_says_so(catalogue: Path, registry: DemoServer) -> None:
    run = orcid_tui("suggest", str(catalogue), "--format", "jsonl")
    assert len(run.err.splitlines()) == 1
    assert "anonymous" in run.err
    assert not [asked for asked in registry.requests if "authorization" in asked.headers]


def test_credentials_from_the_environment_are_used(catalogue: Path, registry: DemoServer) -> None:
    environ = {
        "ORCID_CLIENT_ID": registry.client_id,
        "ORCID_CLIENT_SECRET": registry.client_secret,
    }
    run = orcid_tui("suggest", str(catalogue), "--format", "jsonl", environ=environ)
    assert (run.code, run.err) == (0, "")
    token, *searches = registry.requests
    assert token.path == "/oauth/token"
    assert searches
    assert all(asked.headers["authorization"].startswith("Bearer ") for asked in searches)
    assert all(asked.headers["accept"] == "application/json" for asked in registry.requests)


def test_a_wrong_secret_stops_at_once(catalogue: Path, registry: DemoServer) -> None:
    wrong = "11111111-2222-4333-8444-555555555555"
    environ = {"ORCID_CLIENT_ID": registry.client_id, "ORCID_CLIENT_SECRET": wrong}
    run = orcid_tui("suggest", str(catalogue), "--format", "jsonl", environ=environ)
    assert (run.code, run.out) == (2, "")
    assert one_sentence(run)
    assert wrong not in run.err
    assert {asked.path for asked in registry.requests} == {"/oauth/token"}


def test_half_a_pair_of_credentials_is_a_wrong_setting(catalogue: Path) -> None:
    run = orcid_tui("suggest", str(catalogue), environ={"ORCID_CLIENT_ID": "APP-0000000000000001"})
    assert run.code == 2
    assert "ORCID_CLIENT_SECRET" in one_sentence(run)


def test_plain_http_goes_to_this_machine_only(catalogue: Path) -> None:
    environ = {
        "ORCID_TUI_API_URL": "http://198.51.100.1/v3.0",
        "ORCID_TUI_TOKEN_URL": "http://198.51.100.1/oauth/token",
    }
    run = orcid_tui("suggest", str(catalogue), environ=environ)
    assert run.code == 2
    assert one_sentence(run)


def test_without_a_network_every_row_says_so_and_the_reason_is_said_once(catalogue: Path) -> None:
    environ = {  # the discard port: nobody listens there, and no packet leaves this machine
        "ORCID_TUI_API_URL": "http://127.0.0.1:9/v3.0",
        "ORCID_TUI_TOKEN_URL": "http://127.0.0.1:9/oauth/token",
    }
    run = orcid_tui("suggest", str(catalogue), "--format", "jsonl", environ=environ)
    assert run.code == 4
    assert len(run.jsonl) == 5
    notes = [row["note"] for row in run.jsonl if row["eligible"]]
    assert all(note.startswith("Not looked up: ") for note in notes)
    assert "Traceback" not in run.err
    assert [line for line in run.err.splitlines() if "Not looked up: 4 of 4" in line]
    assert len(run.err.splitlines()) == 2  # how we ask, and why it failed
