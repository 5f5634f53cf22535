"""The faces of azure-mgmt-managementpartner's shape: the drop-ins and the peer itself. Only the import differs."""

from __future__ import annotations

import asyncio
import importlib
import os
from typing import Any

import azure.identity
import azure.identity.aio
from credentials import FixedToken


class AsyncFixedToken(FixedToken):
    """The same for asyncio."""

    async def get_token(self, *scopes: str, **options: Any) -> Any:  # type: ignore[override]
        """Give the token."""
        return super().get_token(*scopes, **options)

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


def client_secret(kind: Any, question: dict[str, Any]) -> Any:
    """Make the credential of the environment's service principal, of either kind."""
    return kind(
        question.get("tenant") or os.environ["AZURE_TENANT_ID"],
        os.environ["AZURE_CLIENT_ID"],
        os.environ["AZURE_CLIENT_SECRET"],
        authority=os.environ["AZURE_AUTHORITY_HOST"],
        disable_instance_discovery=True,
        **azure_core_options(question),
    )


def azure_core_options(question: dict[str, Any]) -> dict[str, Any]:
    """Give azure-core's names for how requests are repeated and whom to trust."""
    options = question["options"]
    return {
        "retry_total": options["max_retries"],
        "retry_backoff_factor": options["retry_delay_ms"] / 1000,
        "connection_verify": os.environ["MANAGEMENTPARTNER_CA_FILE"],
    }


def group(client: Any, call: str) -> Any:
    """Give the operation group that has the call."""
    groups = {"current": "partners", "operations": "operation"}
    return getattr(client, groups.get(call, "partner"))


def flat(partner: Any) -> dict[str, Any]:
    """Give the twelve keys, in camel case."""
    keys = {}
    for name, value in partner.as_dict().items():
        first, *rest = name.split("_")
        keys[first + "".join(part.capitalize() for part in rest)] = value
    return keys


class AzureFace:
    """ACEProvisioningManagementPartnerAPI of one module or the other."""

    def __init__(self, module: str) -> None:
        self._kind = importlib.import_module(module).ACEProvisioningManagementPartnerAPI

    def open(self, question: dict[str, Any]) -> None:
        """Make the client."""
        token = question.get("token")
        credential = FixedToken(token) if token else client_secret(azure.identity.ClientSecretCredential, question)
        endpoint = os.environ["MANAGEMENTPARTNER_ENDPOINT"]
        self._client = self._kind(credential, endpoint, **azure_core_options(question))
        self._options = {"timeout": question["options"]["timeout_ms"] / 1000}

    def call(self, question: dict[str, Any]) -> dict[str, Any]:
        """Do one step."""
        call = question["call"]
        if call in ("link", "unlink"):
            raise NotImplementedError
        operations = group(self._client, call)
        if call == "operations":
            return {"operations": [{"name": operation.name} for operation in operations.list(**self._options)]}
        if call == "current":
            return {"partner": flat(operations.get(**self._options))}
        result = getattr(operations, call)(question["partner_id"], **self._options)
        return {"partner": flat(result)} if result else {"done": True}

    def close(self) -> None:
        """Close the client."""
        self._client.close()


class AzureAioFace:
    """The same of the modules for asyncio, in one event loop."""

    def __init__(self, module: str) -> None:
        self._kind = importlib.import_module(module).ACEProvisioningManagementPartnerAPI
        self._loop = asyncio.new_event_loop()

    def open(self, question: dict[str, Any]) -> None:
        """Make the client."""
        self._loop.run_until_complete(self._open(question))

    async def _open(self, question: dict[str, Any]) -> None:
        token = question.get("token")
        kind = azure.identity.aio.ClientSecretCredential
        self._credential = AsyncFixedToken(token) if token else client_secret(kind, question)
        self._client = self._kind(
            self._credential, os.environ["MANAGEMENTPARTNER_ENDPOINT"], **azure_core_options(question)
        )
        self._options = {"timeout": question["options"]["timeout_ms"] / 1000}

    def call(self, question: dict[str, Any]) -> dict[str, Any]:
        """Do one step."""
        if question["call"] in ("link", "unlink"):
            raise NotImplementedError
        return self._loop.run_until_complete(self._call(question))

    async def _call(self, question: dict[str, Any]) -> dict[str, Any]:
        call = question["call"]
        operations = group(self._client, call)
        if call == "operations":
            return {"operations": [{"name": operation.name} async for operation in operations.list(**self._options)]}
        if call == "current":
            return {"partner": flat(await operations.get(**self._options))}
        result = await getattr(operations, call)(question["partner_id"], **self._options)
        return {"partner": flat(result)} if result else {"done": True}

    def close(self) -> None:
        """Close the client and its credential."""
        self._loop.run_until_complete(self._close())

    async def _close(self) -> None:
        await self._client.close()
        await self._credential.close()
