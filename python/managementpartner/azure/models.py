"""The models of azure-mgmt-managementpartner."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timezone
from enum import Enum
from typing import Any

from azure.core import CaseInsensitiveEnumMeta

import managementpartner


class Model:
    """What the models share."""

    def as_dict(self, keep_readonly: bool = True, **kwargs: Any) -> dict[str, Any]:  # noqa: FBT001, FBT002 - as it is there
        """Give the attributes that are set, times as ISO 8601 text."""
        if kwargs or not keep_readonly:
            message = (
                f"as_dict of managementpartner.azure does not support {', '.join(kwargs) or 'keep_readonly=False'}"
            )
            raise TypeError(message)
        values = ((field.name, getattr(self, field.name)) for field in fields(self))  # type: ignore[arg-type]
        return {name: _plain(value) for name, value in values if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.as_dict()
    if isinstance(value, datetime):
        return _iso_8601(value)
    return value


def _iso_8601(time: datetime) -> str:
    """Write a time as azure-mgmt-managementpartner does: the zeros at the end are cut, but three decimals stay."""
    utc = time.astimezone(timezone.utc)
    decimals = f"{utc.microsecond:06}".rstrip("0").ljust(3, "0")
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{decimals}Z"


class ManagementPartnerState(str, Enum, metaclass=CaseInsensitiveEnumMeta):
    """Whether a link is in force."""

    ACTIVE = "Active"
    DELETED = "Deleted"


@dataclass(kw_only=True)
class PartnerResponse(Model):
    """The link between an account and a partner ID."""

    etag: int | None = None
    id: str | None = None
    name: str | None = None
    type: str | None = None
    partner_id: str | None = None
    partner_name: str | None = None
    tenant_id: str | None = None
    object_id: str | None = None
    version: int | None = None
    updated_time: datetime | None = None
    created_time: datetime | None = None
    state: str | ManagementPartnerState | None = None

    @classmethod
    def of(cls, partner: managementpartner.Partner) -> PartnerResponse:
        """Give the model of a link."""
        return cls(**partner.to_dict())


@dataclass(kw_only=True)
class OperationDisplay(Model):
    """What an operation is, for people."""

    provider: str | None = None
    resource: str | None = None
    operation: str | None = None
    description: str | None = None


@dataclass(kw_only=True)
class OperationResponse(Model):
    """An operation of the provider."""

    name: str | None = None
    display: OperationDisplay | None = None
    origin: str | None = None

    @classmethod
    def of(cls, operation: managementpartner.Operation) -> OperationResponse:
        """Give the model of an operation."""
        display = operation.display and OperationDisplay(
            provider=operation.display.provider,
            resource=operation.display.resource,
            operation=operation.display.operation,
            description=operation.display.description,
        )
        return cls(name=operation.name, display=display, origin=operation.origin)


@dataclass(kw_only=True)
class ExtendedErrorInfo(Model):
    """The service's error."""

    code: str | None = None
    message: str | None = None


@dataclass(kw_only=True)
class Error(Model):
    """The body of an error's answer."""

    error: ExtendedErrorInfo | None = None
    code: str | None = None
    message: str | None = None


__all__ = [
    "Error",
    "ExtendedErrorInfo",
    "ManagementPartnerState",
    "OperationDisplay",
    "OperationResponse",
    "PartnerResponse",
]
