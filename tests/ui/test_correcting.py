"""Taking wrong iDs out, tidying older forms, and how the save screen shows both."""

from __future__ import annotations

from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import Change, Wish
from orcid_tui.ui.screens.save import SaveScreen
from tests.ui.conflicts import BROKEN, CARRYING, LINKED, OPEN, OTHER, UNTIDY, carrying_session
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import MemoryStore, invented


async def test_a_wrong_id_goes_and_comes_back() -> None:
    for size in (SMALL, WIDE):
        async with opened(carrying_session(), size=size) as driver:
            await driver.press("j", "c")
            assert driver.ref == OTHER  # a correction stays in sight
            assert driver.session.state(OTHER) is HeadingState.REMOVED
            assert f"✗ iD out  {invented(4)} ($1 URI) goes out of" in driver.text
            assert "goes out of the record when you save. u takes that back." in driver.flat
            assert "1 unsaved · 1 decided · 2 open · 1 iD out" in driver.flat
            if size == SMALL:
                assert "✗ iD out Hansen, Anna" in driver.flat
            await driver.press("u")
            assert driver.session.state(OTHER) is HeadingState.LINKED
            assert "iD out" not in driver.text


async def test_what_is_not_valid_can_go_too() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("j", "j", "c")
        assert driver.session.state(BROKEN) is HeadingState.REMOVED
        assert driver.session.counts().open == 1


async def test_where_no_id_is_there_is_nothing_to_correct_or_tidy() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("G", "c")
        assert "The heading carries no iD that could be removed." in driver.flat
        await driver.press("t")
        assert "There is no iD here that stands in another form than usual." in driver.flat
        assert driver.session.decision(OPEN) is None
        await driver.press("g", "t")
        assert driver.session.decision(LINKED) is None


async def test_after_a_correction_another_person_can_be_chosen() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("j", "c", "2", "r")
        decision = driver.session.decision(OTHER)
        assert decision is not None
        assert decision.change == Change(OTHER, invented(1), Wish.REPLACE)
        await driver.press("g", "j", "c", "2", "enter")
        assert "what you decided before still holds" in driver.flat
        assert driver.session.state(OTHER) is HeadingState.REMOVED


async def test_an_older_form_is_told_and_tidied() -> None:
    for size in (SMALL, WIDE):
        async with opened(carrying_session(), size=size) as driver:
            await driver.press("j", "j", "j")
            assert driver.ref == UNTIDY
            assert "t tidies it into $1 URI" in driver.flat
            await driver.press("t")
            assert driver.ref == UNTIDY
            assert driver.session.state(UNTIDY) is HeadingState.TIDIED
            assert f"~ tidied  {invented(1)} ($0 (orcid)) will" in driver.text
            assert "t tidies it" not in driver.flat
            await driver.press("u")
            assert driver.session.state(UNTIDY) is HeadingState.LINKED
            await driver.press("g")
            assert "tidies" not in driver.flat


async def test_the_save_screen_marks_what_goes_and_counts_what_was_done() -> None:
    store = MemoryStore(CARRYING)
    async with opened(carrying_session(store=store), size=WIDE) as driver:
        await driver.press("j", "2", "r", "g", "c", "G", "1", "g", "j", "j", "j", "t", "w")
        assert driver.shows(SaveScreen)
        flat = driver.flat
        assert "4 fields will change in sample.mrc. ▸…◂ is what is new, ✗…✗ what goes." in flat
        assert (
            f"before 100 1_ $a Hansen, Anna. ✗$1 {invented(1).uri}✗ after 100 1_ $a Hansen, Anna."
            in flat
        )
        assert f"✗$1 {invented(4).uri}✗" in flat
        assert f"▸$1 {invented(1).uri}◂" in flat
        assert f"✗$0 (orcid){invented(1)}✗" in flat
        for deed in ("iD replaced", "iD taken out", "iD tidied"):
            assert f"· {deed}" in flat
        # What takes something away stands before what only adds.
        assert flat.index("record 4") < flat.index("record 5")
        await driver.press("enter")
        assert "1 iD written. 1 iD replaced. 1 iD taken out. 1 iD tidied." in driver.flat
        [(changes, _)] = store.saves
        assert {change.wish for change in changes} == set(Wish)
        await driver.press("enter", "g")

        assert driver.session.counts().saved == 4
