"""The arguments of azure-mgmt-managementpartner in terms of managementpartner: honoured, or refused by name."""

from __future__ import annotations

import os
from enum import Enum
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

# What azure-mgmt-core asks tokens for.
_AUDIENCES = {
    AzureClouds.AZURE_PUBLIC_CLOUD: "https://management.azure.com",
    AzureClouds.AZURE_US_GOVERNMENT: "https://management.core.usgovcloudapi.net",
    AzureClouds.AZURE_CHINA_CLOUD: "https://management.chinacloudapi.cn",
}

# Nobody is asked there: the credential signs in by itself. Named, it sets the environment's aside.
_AUTHORITY = "https://login.microsoftonline.com"


class Call(NamedTuple):
    """What the keyword arguments of one operation ask for."""

    error_map: Mapping[int, type[Exception]]
    timeout: float | None


def of_client(base_url: str | None, cloud_setting: AzureClouds | None, arguments: dict[str, Any]) -> dict[str, Any]:
    """Give the keyword arguments of Client for those of ACEProvisioningManagementPartnerAPI."""
    _check_api_version(arguments)
    cloud = cloud_setting or settings.azure_cloud()
    options: dict[str, Any] = {"endpoint": base_url} if base_url else {"cloud": _CLOUDS[cloud]}
    options["authority"] = _AUTHORITY
    if scopes := arguments.pop("credential_scopes", None):
        options["audience"] = _audience(scopes)
    elif cloud_setting or not base_url:
        options["audience"] = _AUDIENCES[cloud]
    ca_file = arguments.pop("connection_verify", True)
    if isinstance(ca_file, (str, os.PathLike)):
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


def of_partner_id(value: object) -> str:
    """Give a partner ID as text: scripts have numbers too, from JSON or YAML."""
    if value is None:
        message = "partner_id must not be None"
        raise ValueError(message)
    return str(value.value if isinstance(value, Enum) else value)


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
