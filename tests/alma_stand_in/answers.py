"""What the stand-in answers with, and its error bodies in every shape (alma-and-marc.md A9)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "http://com/exlibris/urm/general/xmlbeans"
SHAPES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. With `cut_off` the connection breaks in the middle of the body."""

    status: int
    body: bytes
    content_type: str = "application/xml;charset=UTF-8"
    cut_off: bool = False


BROKEN = Answer(0, b"")
"""No answer: the connection is closed."""
SILENT = Answer(-1, b"")
"""No answer: the connection stays open until the other side gives up."""


class AlmaFault(Exception):
    """An error of the call, as Alma tells it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message

    @property
    def tracked(self) -> bool:
        """Errors of the gateway have words for codes and no tracking id."""
        return self.code.isdigit()


def refused(code: str, message: str) -> AlmaFault:
    return AlmaFault(400, code, message)


def xml_error(fault: AlmaFault, tracking: str, *, namespace: bool) -> bytes:
    """`namespace` False: as some answers have it, an empty one."""
    track = f"<trackingId>{tracking}</trackingId>" if fault.tracked else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<web_service_result xmlns="{NAMESPACE if namespace else ""}">'
        "<errorsExist>true</errorsExist><errorList><error>"
        f"<errorCode>{escape(fault.code)}</errorCode>"
        f"<errorMessage>{escape(fault.message)}</errorMessage>{track}"
        "</error></errorList></web_service_result>"
    ).encode()


def json_error(fault: AlmaFault, tracking: str, shape: int) -> bytes:
    """`shape` 0: a list; 1: one error, and "true" as text; 2: the XML's root around it."""
    error: dict[str, str] = {"errorCode": fault.code, "errorMessage": fault.message}
    if fault.tracked and shape != 2:
        error["trackingId"] = tracking
    body: dict[str, Any] = {"errorsExist": True, "errorList": {"error": [error]}, "result": None}
    if shape == 1:
        body = {"errorList": {"error": error}, "errorsExist": "true"}
    elif shape == 2:
        body = {"web_service_result": {"errorList": {"error": error}}}
    return json.dumps(body).encode()


HTML = (
    "<!doctype html><html lang='en'><head><title>HTTP Status 401 – Unauthorized</title></head>"
    "<body><h1>HTTP Status 401 – Unauthorized</h1></body></html>"
).encode()
"""What the institution's own domain answers to any key (A1)."""
