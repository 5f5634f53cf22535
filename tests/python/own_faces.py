"""The faces of managementpartner: Client and AsyncClient."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from credentials import FixedToken
from managementpartner import AsyncClient, Client, Linked, Partner, Retry


def arguments(question: dict[str, Any]) -> dict[str, Any]:
    """Give the arguments of a client."""
    options = question["options"]
    token = question.get("token")
    return {
        "credential": FixedToken(token) if token else None,
        "tenant_id": question.get("tenant"),
        "timeout": options["timeout_ms"] / 1000,
        "retry": Retry(options["max_retries"], initial_delay=options["retry_delay_ms"] / 1000),
    }


def request(client: Any, question: dict[str, Any]) -> Any:
    """Call what the question asks for."""
    name = question["call"]
    values = [question["partner_id"]] if "partner_id" in question else []
    options = {"replace": question["replace"]} if "replace" in question else {}
    return getattr(client, name)(*values, **options)


def flat(partner: Partner) -> Any:
    """Give the twelve keys."""
    return json.loads(partner.to_json())


def answer(name: str, result: Any) -> dict[str, Any]:
    """Give a result as the protocol has it."""
    if isinstance(result, Partner):
        return {"removed" if name == "unlink" else "partner": flat(result)}
    if isinstance(result, Linked):
        previous = {"previous": result.previous} if result.previous else {}
        return {"partner": flat(result.partner), "change": result.change, **previous}
    if isinstance(result, list):
        return {"operations": [{"name": operation.name} for operation in result]}
    return {"removed": None} if name == "unlink" else {"done": True}


class ClientFace:
    """Client."""

    def open(self, question: dict[str, Any]) -> None:
        """Make the client."""
        self._client = Client(**arguments(question))

    def call(self, question: dict[str, Any]) -> dict[str, Any]:
        """Do one step."""
        return answer(question["call"], request(self._client, question))

    def close(self) -> None:
        """Close the client."""
        self._client.close()


class AsyncFace:
    """AsyncClient, in an event loop for each step."""

    def open(self, question: dict[str, Any]) -> None:
        """Make the client."""
        self._client = AsyncClient(**arguments(question))

    def call(self, question: dict[str, Any]) -> dict[str, Any]:
        """Do one step."""
        return answer(question["call"], asyncio.run(request(self._client, question)))

    def close(self) -> None:
        """Close the client."""
        asyncio.run(self._client.close())
