"""Answers in the shapes in which Alma gives them; everybody and everything in them is invented."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.web.server import Answer

MMS_ID = "9900000000101234"


def bib(mms_id: str = MMS_ID, inside: str = "") -> str:
    """One record in its envelope."""
    return (
        f"<bib><mms_id>{mms_id}</mms_id><record_format>marc21</record_format><linked_record_id/>"
        f"<title>Wetterbuch</title>{inside}<record><leader>00000nam a2200000 a 4500</leader>"
        f'<controlfield tag="001">{mms_id}</controlfield>'
        '<datafield ind1="1" ind2=" " tag="100"><subfield code="a">Quellmalz, Adaora</subfield>'
        "</datafield></record></bib>"
    )


def bibs(*mms_ids: str) -> str:
    """Some records."""
    inside = "".join(bib(mms_id) for mms_id in mms_ids)
    return f'<bibs total_record_count="{len(mms_ids)}">{inside}</bibs>'


def xml(body: str, status: int = 200, *, left: str | None = None) -> Answer:
    """An answer in XML. `left` is what it says of the calls that are left."""
    headers = {} if left is None else {"X-Exl-Api-Remaining": left}
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{body}'
    return Answer(status, text.encode(), "application/xml;charset=UTF-8", headers)


def js(body: object, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(body).encode(), "application/json;charset=UTF-8")


NAMESPACE = ' xmlns="http://com/exlibris/urm/general/xmlbeans"'


def complaint(
    code: str, message: str = "", status: int = 400, tracking: str = "E01-0", shape: str = "xml"
) -> Answer:
    """An error in one of the shapes of alma-and-marc.md A9."""
    error = {"errorCode": code, "errorMessage": message, "trackingId": tracking}
    if shape.startswith("xml"):
        inside = "".join(f"<{name}>{value}</{name}>" for name, value in error.items())
        namespace = NAMESPACE if shape == "xml" else ""
        return xml(
            f"<web_service_result{namespace}><errorsExist>true</errorsExist><errorList><error>"
            f"{inside}</error></errorList></web_service_result>",
            status,
        )
    shapes: dict[str, object] = {
        "list": {"errorsExist": True, "errorList": {"error": [error]}, "result": None},
        "one": {"errorList": {"error": error}, "errorsExist": "true"},
        "wrapped": {"web_service_result": {"errorList": {"error": error}}},
    }
    return js(shapes[shape], status)


SHAPES: Sequence[str] = ("xml", "xml without namespace", "list", "one", "wrapped")
