"""The drop-in for azure-mgmt-managementpartner.aio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from managementpartner import AsyncClient
from managementpartner.azure import _arguments
from managementpartner.azure.aio.operations import OperationOperations, PartnerOperations, PartnersOperations

if TYPE_CHECKING:
    from types import TracebackType

    from azure.core import AzureClouds
    from azure.core.credentials_async import AsyncTokenCredential
    from typing_extensions import Self

__all__ = ["ACEProvisioningManagementPartnerAPI"]


class ACEProvisioningManagementPartnerAPI:
    """The client of azure-mgmt-managementpartner.aio, over `managementpartner.AsyncClient`."""

    def __init__(
        self,
        credential: AsyncTokenCredential,
        base_url: str | None = None,
        *,
        cloud_setting: AzureClouds | None = None,
        **kwargs: Any,
    ) -> None:
        if credential is None:
            message = "Parameter 'credential' must not be None."
            raise ValueError(message)
        self._client = AsyncClient(credential, **_arguments.of_client(base_url, cloud_setting, kwargs))
        self.partner = PartnerOperations(self._client)
        self.partners = PartnersOperations(self._client)
        self.operation = OperationOperations(self._client)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.close()
