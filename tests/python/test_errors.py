"""The exceptions."""

from __future__ import annotations

import copy
import pickle

import managementpartner
import pytest
from conftest import Start
from managementpartner import Client, ManagementPartnerError, NotLinkedError, Retry

from emulator import Emulator

CLASSES = [
    cls
    for cls in vars(managementpartner).values()
    if isinstance(cls, type) and issubclass(cls, ManagementPartnerError) and cls is not ManagementPartnerError
]
KINDS = {
    "invalid_argument",
    "authentication",
    "wrong_tenant",
    "permission_denied",
    "not_linked",
    "already_linked",
    "invalid_partner_id",
    "throttled",
    "service",
    "invalid_response",
    "connection",
    "timeout",
    "cancelled",
    "outcome_unknown",
}


def test_every_kind_has_a_class_of_its_own() -> None:
    """One class a kind, and no class for two."""
    assert len(CLASSES) == len(KINDS)
    assert {cls.kind for cls in CLASSES} == KINDS


def test_every_class_derives_from_the_base_alone() -> None:
    """No class catches another kind's errors."""
    for cls in CLASSES:
        assert [other for other in CLASSES if issubclass(cls, other)] == [cls]
        assert cls.__doc__
        assert cls.__name__ in (ManagementPartnerError.__doc__ or "")


def test_builtin_handlers_catch_what_they_stand_for() -> None:
    """Code that knows nothing of this module gets along."""
    assert issubclass(managementpartner.InvalidArgumentError, ValueError)
    assert issubclass(managementpartner.CallTimeoutError, TimeoutError)
    assert issubclass(managementpartner.ConnectionFailedError, ConnectionError)


def test_an_error_says_everything_that_the_service_said(emulator: Emulator) -> None:
    """Status, code, message word for word, and the IDs for support."""
    with pytest.raises(NotLinkedError) as caught:
        Client().get("12345")
    error = caught.value
    assert (error.status_code, error.code, error.kind) == (404, "ManagementPartnerNotFound", "not_linked")
    assert str(error) == f"({error.code}) {error.message}"
    assert error.request_id
    assert error.correlation_id
    assert error.client_request_id == emulator.requests()[0]["client_request_id"]
    assert error.retry_after is None


def test_an_error_survives_pickle_and_copy(emulator: Emulator) -> None:
    """Worker processes hand errors back."""
    assert emulator
    with pytest.raises(NotLinkedError) as caught:
        Client().current()
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):  # noqa: S301 - our own
        assert type(again) is NotLinkedError
        assert (str(again), vars(again)) == (str(caught.value), vars(caught.value))


def test_a_value_that_cannot_be_one_is_refused_before_any_request(emulator: Emulator) -> None:
    """The error names the value and the remedy."""
    with pytest.raises(managementpartner.InvalidArgumentError, match='"a/b" is not a partner ID') as caught:
        Client().get("a/b")
    assert caught.value.hint
    assert caught.value.hint in getattr(caught.value, "__notes__", [caught.value.hint])
    assert emulator.requests() == []


@pytest.mark.parametrize(
    "options",
    [
        {"cloud": "mars"},
        {"endpoint": "http://localhost"},
        {"authority": "nowhere"},
        {"tenant_id": "no tenant"},
        {"ca_file": "/nowhere/ca.pem"},
        {"timeout": -1.0},
        {"timeout": float("nan")},
        {"retry": Retry(max_delay=float("inf"))},
    ],
)
def test_an_option_that_cannot_be_used_is_refused_when_the_client_is_made(options: dict[str, object]) -> None:
    """Long before the first call."""
    with pytest.raises(managementpartner.InvalidArgumentError):
        Client(**options)  # type: ignore[arg-type]


def test_the_wait_that_the_service_asks_for_is_in_the_error(start: Start) -> None:
    """In seconds, as all times."""
    start({"match": {"method": "GET"}, "status": 429, "code": "TooManyRequests", "retry_after": 600})
    with pytest.raises(managementpartner.ThrottledError) as caught:
        Client(timeout=5).current()
    assert caught.value.retry_after == 600
