"""The arguments of azure-mgmt-managementpartner in terms of managementpartner: honoured, or refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from azure.core import AzureClouds
from azure.core.settings import settings

from managementpartner import Retry

if TYPE_CHECKING:
    from collections.abc import Mapping

API_VERSION = "2018-02-01"

_CLOUDS = {
    AzureClouds.AZURE_PUBLIC_CLOUD: "public",
    AzureClouds.AZURE_US_GOVERNMENT: "usgovernment",
    AzureClouds.AZURE_CHINA_CLOUD: "china",
}


class Call(NamedTuple):
    """What the keyword arguments of one operation ask for."""

    error_map: Mapping[int, type[Exception]]
    timeout: float | None


def of_client(base_url: str | None, cloud_setting: AzureClouds | None, arguments: dict[str, Any]) -> dict[str, Any]:
    """Give the keyword arguments of Client for those of ACEProvisioningManagementPartnerAPI."""
    _check_api_version(arguments)
    options: dict[str, Any] = {"endpoint": base_url} if base_url else {"cloud": _cloud(cloud_setting)}
    if scopes := arguments.pop("credential_scopes", None):
        options["audience"] = _audience(scopes)
    ca_file = arguments.pop("connection_verify", True)
    if isinstance(ca_file, str):
        options["ca_file"] = ca_file
    elif ca_file is not True:
        message = "connection_verify can be the path of a CA file: certificates are always checked"
        raise TypeError(message)
    options["retry"] = Retry(
        arguments.pop("retry_total", 3),
        initial_delay=arguments.pop("retry_backoff_factor", 0.8),
        max_delay=arguments.pop("retry_backoff_max", 30.0),
    )
    _refuse_the_rest("ACEProvisioningManagementPartnerAPI", arguments)
    return options


def of_call(operation: str, arguments: dict[str, Any]) -> Call:
    """Read the keyword arguments of an operation."""
    _check_api_version(arguments)
    for empty in ("cls", "headers", "params", "raw_response_hook", "raw_request_hook"):
        if not arguments.get(empty, True):
            del arguments[empty]
    call = Call(arguments.pop("error_map", None) or {}, arguments.pop("timeout", None))
    _refuse_the_rest(operation, arguments)
    return call


def _cloud(setting: AzureClouds | None) -> str:
    return _CLOUDS[setting or settings.azure_cloud()]


def _audience(scopes: list[str] | tuple[str, ...]) -> str:
    if len(scopes) != 1 or not scopes[0].endswith("/.default"):
        message = f"credential_scopes must be one scope that ends with /.default, not {scopes!r}"
        raise TypeError(message)
    return scopes[0].removesuffix("/.default")


def _check_api_version(arguments: dict[str, Any]) -> None:
    version = arguments.pop("api_version", None) or API_VERSION
    if version != API_VERSION:
        message = f"api_version {version!r} is not supported: the service has {API_VERSION!r} only"
        raise TypeError(message)


def _refuse_the_rest(what: str, arguments: Mapping[str, Any]) -> None:
    if arguments:
        message = f"{what} of managementpartner.azure does not support {', '.join(sorted(arguments))}"
        raise TypeError(message)
