"""What workers tell the screen. A worker never touches a widget itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.by_hand import TypedPerson
from orcid_tui.stores.protocol import ScanBatch
from orcid_tui.worklist.view import WorkView


@dataclass
class ScanMoved(Message):
    """The scan has found more; None when it is at the end."""

    batch: ScanBatch | None


class ScanStopped(Message):
    """The scan was stopped on demand; it can go on."""


@dataclass
class ScanFailed(Message):
    """The scan could not go on; `can_go_on` when it can be begun again where it broke off."""

    sentence: str
    can_go_on: bool = False


class FilterMoved(Message):
    """More headings were looked at."""


@dataclass
class ViewReady(Message):
    """Another order, or another filter, can be shown."""

    view: WorkView


@dataclass
class ViewRenewed(Message):
    """What is below the first `kept` rows of a view has been put in order anew."""

    before: WorkView
    after: WorkView
    kept: int


@dataclass
class NamesRead(Message):
    """More headings were looked at for their names; `done` when all were."""

    done: bool


@dataclass
class SameNameFound(Message):
    """The name of a heading that was just decided is open in so many more records (none: only
    in the same one); `said` is what the status line said of the decision."""

    ref: HeadingRef
    said: str
    records: int


@dataclass
class Answered(Message):
    """The candidates of this heading are here."""

    ref: HeadingRef


@dataclass
class NotAnswered(Message):
    """This heading could not be looked up."""

    ref: HeadingRef
    sentence: str
    hint: str
    widely: bool = False


@dataclass
class AskedAll(Message):
    """Nothing is left to look up in a list; or why it was given up."""

    reason: str


@dataclass
class AnsweredWidely(Message):
    """Who was found for this heading by a part of its name."""

    ref: HeadingRef
    look_up: LookUp


@dataclass
class FoundAs(Message):
    """Who was found by a name in the cataloguer's own words."""

    words: str
    look_up: LookUp


@dataclass
class PersonFound(Message):
    """Whose iD was typed."""

    words: str
    typed: TypedPerson


@dataclass
class NothingFound(Message):
    """What was typed led to nobody, and why."""

    words: str
    sentence: str


@dataclass
class ProfileCame(Message):
    """The public page of this person is here."""

    orcid: OrcidId


@dataclass
class ProfileFailed(Message):
    """The public page of this person could not be read."""

    orcid: OrcidId
    sentence: str


@dataclass
class Reported(Message):
    """The report is written, or is not, or is on its way."""

    sentence: str


@dataclass
class WentAnonymous(Message):
    """The credentials were refused, and the work goes on without them."""

    sentence: str
