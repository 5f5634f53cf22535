"""A drop-in for azure-mgmt-managementpartner: change the import, and keep the script.

    from managementpartner.azure import ACEProvisioningManagementPartnerAPI

It needs azure-core, which the extra `azure` brings. Keyword arguments that it cannot honour are refused by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    import azure.core  # noqa: F401
except ImportError as error:
    message = "managementpartner.azure needs azure-core: install the extra `azure` of managementpartner-native"
    raise ImportError(message) from error

from managementpartner import Client
from managementpartner.azure import _arguments
from managementpartner.azure.operations import OperationOperations, PartnerOperations, PartnersOperations

if TYPE_CHECKING:
    from types import TracebackType

    from azure.core import AzureClouds
    from azure.core.credentials import TokenCredential
    from typing_extensions import Self

__all__ = ["ACEProvisioningManagementPartnerAPI"]


class ACEProvisioningManagementPartnerAPI:
    """The client of azure-mgmt-managementpartner, over `managementpartner.Client`."""

    def __init__(
        self,
        credential: TokenCredential,
        base_url: str | None = None,
        *,
        cloud_setting: AzureClouds | None = None,
        **kwargs: Any,
    ) -> None:
        if credential is None:
            message = "Parameter 'credential' must not be None."
            raise ValueError(message)
        self._client = Client(credential, **_arguments.of_client(base_url, cloud_setting, kwargs))
        self.partner = PartnerOperations(self._client)
        self.partners = PartnersOperations(self._client)
        self.operation = OperationOperations(self._client)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()
