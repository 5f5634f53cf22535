"""A face of Python for the runner of tests/cases: `python adapter.py FACE`.

The faces are `client` and `async` of managementpartner, its drop-ins `azure` and `azure-aio`, and
azure-mgmt-managementpartner itself, unmodified, as `peer` and `peer-aio`. tests/cases/README.md describes the protocol.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Protocol

Answer = dict[str, Any]


class Face(Protocol):
    """A client that is opened, called and closed."""

    def open(self, question: Answer) -> None:
        """Make the client."""

    def call(self, question: Answer) -> Answer:
        """Do one step."""

    def close(self) -> None:
        """Let the client go."""


def face_of(name: str) -> Face:
    """Give the face of that name; nothing else is imported."""
    if name in ("client", "async"):
        from own_faces import AsyncFace, ClientFace  # noqa: PLC0415

        return ClientFace() if name == "client" else AsyncFace()
    from azure_faces import AzureAioFace, AzureFace  # noqa: PLC0415

    module = "azure.mgmt.managementpartner" if name.startswith("peer") else "managementpartner.azure"
    return AzureAioFace(f"{module}.aio") if name.endswith("-aio") else AzureFace(module)


def error_of(error: BaseException) -> Answer:
    """Give an error as the protocol has it; a face without kinds has a cause that has one, or none."""
    own: Any = error if hasattr(error, "kind") else error.__cause__
    service = getattr(error, "error", None)
    answer = {
        "kind": getattr(own, "kind", None),
        "status": getattr(error, "status_code", None),
        "code": getattr(service or error, "code", None),
        "message": getattr(service, "message", None) or getattr(own, "message", None) or str(error),
        "hint": getattr(own, "hint", None),
    }
    return {"error": {name: value for name, value in answer.items() if value is not None}}


def answer(face: Face, question: Answer) -> Answer:
    """Answer one question."""
    try:
        if "open" in question:
            os.environ.update(question["open"]["environment"])
            face.open(question["open"])
            return {"opened": True}
        if "close" in question:
            face.close()
            return {"closed": True}
        return face.call(question)
    except NotImplementedError:
        return {"unsupported": question["call"]}
    except Exception as error:  # noqa: BLE001 - which it is, is what the cases ask
        return error_of(error)


def main() -> None:
    """Answer every line of standard input."""
    face = face_of(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(face, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
