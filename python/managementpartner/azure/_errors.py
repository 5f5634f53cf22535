"""The exceptions of azure-core for those of managementpartner, which stay as their cause."""

from __future__ import annotations

import json
from http.client import responses
from typing import TYPE_CHECKING, Any

from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    DecodeError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
    ServiceRequestError,
    ServiceResponseError,
    map_error,
)
from azure.core.utils import case_insensitive_dict

from managementpartner import (
    AuthenticationError,
    ConnectionFailedError,
    InvalidArgumentError,
    InvalidResponseError,
    ManagementPartnerError,
    NotLinkedError,
    OutcomeUnknownError,
    WrongTenantError,
)
from managementpartner.azure.models import Error, ExtendedErrorInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_STATUS: dict[int, type[Exception]] = {
    401: ClientAuthenticationError,
    404: ResourceNotFoundError,
    409: ResourceExistsError,
}


class Response:
    """The part of an HTTP answer that an exception of managementpartner holds."""

    def __init__(self, status_code: int, error: ManagementPartnerError) -> None:
        """Describe the answer that `error` is about."""
        self.status_code = status_code
        self.reason = responses.get(status_code, "")
        self.headers = case_insensitive_dict(self._headers(error))
        self.content_type = "application/json; charset=utf-8"
        body = {"error": {"code": error.code, "message": error.message}} if error.code else None
        self.content = json.dumps(body).encode() if body else b""

    @staticmethod
    def _headers(error: ManagementPartnerError) -> dict[str, str]:
        headers = {
            "x-ms-request-id": error.request_id,
            "x-ms-correlation-request-id": error.correlation_id,
            "x-ms-client-request-id": error.client_request_id,
            "retry-after": error.retry_after and f"{error.retry_after:g}",
        }
        return {name: value for name, value in headers.items() if value}

    def body(self) -> bytes:
        """Give the body: the service's code and message."""
        return self.content

    def text(self, encoding: str | None = None) -> str:
        """Give the body as text."""
        return self.content.decode(encoding or "utf-8")

    def json(self) -> Any:
        """Give the body as JSON has it."""
        return json.loads(self.content)


def translate(error: ManagementPartnerError, error_map: Mapping[int, type[Exception]]) -> Exception:
    """Give the exception that azure-mgmt-managementpartner raises where managementpartner raised `error`."""
    if isinstance(error, InvalidArgumentError):
        return error
    if error.status_code is None:
        return _without_answer(error)
    # An answer with another partner ID's link is a 200.
    response: Any = Response(404 if isinstance(error, NotLinkedError) else error.status_code, error)
    if isinstance(error, InvalidResponseError):
        return DecodeError(message=str(error), response=response)
    # The status is that of one of several answers, and says nothing about the outcome.
    mapped = None if isinstance(error, OutcomeUnknownError) else _mapped(response, {**_BY_STATUS, **error_map})
    return mapped or HttpResponseError(message=str(error), response=response, model=_model(error))


def _model(error: ManagementPartnerError) -> Error:
    """Give the body that the service sends: code and message stand in it twice."""
    info = ExtendedErrorInfo(code=error.code, message=error.message)
    return Error(error=info, code=error.code, message=error.message)


def _mapped(response: Any, error_map: Mapping[int, type[Exception]]) -> Exception | None:
    try:
        map_error(response.status_code, response, error_map)  # type: ignore[arg-type]
    except Exception as mapped:  # noqa: BLE001 - the caller's map names the class
        return mapped
    return None


def _without_answer(error: ManagementPartnerError) -> AzureError:
    if isinstance(error, (AuthenticationError, WrongTenantError)):
        return ClientAuthenticationError(message=str(error))
    if isinstance(error, ConnectionFailedError):
        return ServiceRequestError(str(error))
    return ServiceResponseError(str(error))
