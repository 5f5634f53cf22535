"""The three groups of operations of azure-mgmt-managementpartner.aio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from azure.core.async_paging import AsyncItemPaged, AsyncList

from managementpartner import AsyncClient, ManagementPartnerError
from managementpartner.azure import _arguments, models
from managementpartner.azure._errors import translate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from managementpartner import Partner

__all__ = ["OperationOperations", "PartnerOperations", "PartnersOperations"]

T = TypeVar("T")


class PartnerOperations:
    """The operations on the link with one partner ID."""

    models = models

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(self, partner_id: str, **kwargs: Any) -> models.PartnerResponse:
        """Give the account's link with this partner ID; an empty one stands for whichever it is."""
        call = _arguments.of_call("partner.get", kwargs)
        name = _arguments.of_partner_id(partner_id)
        if name == "":
            return await _partner(call, lambda: self._client.current(timeout=call.timeout))
        return await _partner(call, lambda: self._client.get(name, timeout=call.timeout))

    async def create(self, partner_id: str, **kwargs: Any) -> models.PartnerResponse:
        """Link the account to this partner ID."""
        call = _arguments.of_call("partner.create", kwargs)
        name = _arguments.of_partner_id(partner_id)
        return await _partner(call, lambda: self._client.create(name, timeout=call.timeout))

    async def update(self, partner_id: str, **kwargs: Any) -> models.PartnerResponse:
        """Change the account's link to this partner ID."""
        call = _arguments.of_call("partner.update", kwargs)
        name = _arguments.of_partner_id(partner_id)
        return await _partner(call, lambda: self._client.update(name, timeout=call.timeout))

    async def delete(self, partner_id: str, **kwargs: Any) -> None:
        """Remove the account's link with this partner ID."""
        call = _arguments.of_call("partner.delete", kwargs)
        name = _arguments.of_partner_id(partner_id)
        await _run(call, lambda: self._client.delete(name, timeout=call.timeout))


class PartnersOperations:
    """The operation on the account's link, whichever partner ID it is with."""

    models = models

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(self, **kwargs: Any) -> models.PartnerResponse:
        """Give the account's link."""
        call = _arguments.of_call("partners.get", kwargs)
        return await _partner(call, lambda: self._client.current(timeout=call.timeout))


class OperationOperations:
    """The operations that the provider offers."""

    models = models

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(self, **kwargs: Any) -> AsyncItemPaged[models.OperationResponse]:
        """List the operations; the request goes out when the first is asked for."""
        call = _arguments.of_call("operation.list", kwargs)

        async def page(_token: str | None) -> list[models.OperationResponse]:
            operations = await _run(call, lambda: self._client.operations(timeout=call.timeout))
            return [models.OperationResponse.of(operation) for operation in operations]

        async def read(
            page: Iterable[models.OperationResponse],
        ) -> tuple[None, AsyncIterator[models.OperationResponse]]:
            return None, AsyncList(page)

        return AsyncItemPaged(page, read)


async def _partner(call: _arguments.Call, request: Callable[[], Awaitable[Partner]]) -> models.PartnerResponse:
    return models.PartnerResponse.of(await _run(call, request))


async def _run(call: _arguments.Call, request: Callable[[], Awaitable[T]]) -> T:
    try:
        return await request()
    except ManagementPartnerError as error:
        raise translate(error, call.error_map) from error
