"""The drop-in for azure-mgmt-managementpartner, beside the original."""

from __future__ import annotations

import asyncio
import inspect
import re
from enum import Enum
from pathlib import Path
from typing import Any

import azure.mgmt.managementpartner
import azure.mgmt.managementpartner.aio
import azure.mgmt.managementpartner.aio.operations
import azure.mgmt.managementpartner.models
import azure.mgmt.managementpartner.operations
import managementpartner
import managementpartner.azure
import managementpartner.azure.aio
import managementpartner.azure.aio.operations
import managementpartner.azure.models
import managementpartner.azure.operations
import pytest
from azure.core import AzureClouds
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    DecodeError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
    ServiceRequestError,
    ServiceResponseError,
)
from azure.mgmt.core.tools import get_arm_endpoints
from conftest import Start
from credentials import AsyncCredential, Credential
from managementpartner.azure._errors import translate

from emulator import Emulator

GROUPS = ["partner", "partners", "operation"]
CLIENTS = [managementpartner.azure, azure.mgmt.managementpartner]
# What the documentation says is not there.
NOT_IN_MODELS = {
    "deserialize",
    "enable_additional_properties_sending",
    "from_dict",
    "is_xml_model",
    "serialize",
}
REFUSED = {"cls": print, "headers": {"x": "y"}, "raw_response_hook": print, "params": {"x": "y"}, "colour": "red"}


def client_of(module: Any, emulator: Emulator) -> Any:
    """Make the client as an existing script does; only the import differs."""
    return module.ACEProvisioningManagementPartnerAPI(
        Credential(emulator), emulator.arm, connection_verify=emulator.ca_file, retry_total=0
    )


def public(value: object) -> set[str]:
    """Give the names that a script can use."""
    return {name for name in dir(value) if not name.startswith("_")}


def test_the_drop_in_has_everything_that_the_original_has(emulator: Emulator) -> None:
    """Groups, operations, their parameters and the models."""
    own, peer = (client_of(module, emulator) for module in CLIENTS)
    assert public(own) == public(peer)
    for group in GROUPS:
        assert public(getattr(own, group)) == public(getattr(peer, group))
        for name in public(getattr(own, group)) - {"models"}:
            methods = (getattr(getattr(client, group), name) for client in (own, peer))
            own_parameters, peer_parameters = (list(inspect.signature(method).parameters) for method in methods)
            assert own_parameters == peer_parameters
    models, peer_models = managementpartner.azure.models, azure.mgmt.managementpartner.models
    missing = set(peer_models.__all__) - set(models.__all__)
    assert missing == {"OperationList"}, "a page's envelope, which no operation gives"
    for name in models.__all__:
        assert public(getattr(peer_models, name)) - public(getattr(models, name)) <= NOT_IN_MODELS


def test_the_groups_have_the_original_s_modules() -> None:
    """For those who name their classes."""
    for own, peer in [
        (managementpartner.azure.operations, azure.mgmt.managementpartner.operations),
        (managementpartner.azure.aio.operations, azure.mgmt.managementpartner.aio.operations),
    ]:
        assert set(own.__all__) == set(peer.__all__)


@pytest.mark.parametrize("module", CLIENTS)
def test_a_script_does_the_same_with_either(emulator: Emulator, module: Any) -> None:
    """From the first get to the last, as it stands."""
    with client_of(module, emulator) as client:
        with pytest.raises(ResourceNotFoundError) as caught:
            client.partners.get()
        assert caught.value.status_code == 404
        assert caught.value.error is not None
        assert caught.value.error.code == "ManagementPartnerNotFound"
        partner = client.partner.create("12345")
        assert (partner.partner_id, partner.version, partner.state) == ("12345", 1, "Active")
        assert partner.created_time.tzinfo is not None
        with pytest.raises(ResourceExistsError):
            client.partner.create("12345")
        assert client.partner.update("123456").partner_name == "Fourth Coffee Consulting"
        assert client.partner.get("123456").as_dict() == client.partners.get().as_dict()
        assert next(iter(client.operation.list())).display.operation == "Read"
        assert client.partner.delete("123456") is None


@pytest.mark.parametrize("module", [managementpartner.azure.aio, azure.mgmt.managementpartner.aio])
def test_a_script_with_asyncio_does_the_same_with_either(emulator: Emulator, module: Any) -> None:
    """Awaited."""

    async def script() -> None:
        credential = AsyncCredential(emulator)
        client = module.ACEProvisioningManagementPartnerAPI(
            credential, emulator.arm, connection_verify=emulator.ca_file, retry_total=0
        )
        async with client:
            with pytest.raises(ResourceNotFoundError):
                await client.partners.get()
            assert (await client.partner.create("12345")).version == 1
            assert (await client.partner.update("123456")).version == 2
            assert (await client.partner.get("123456")).as_dict() == (await client.partners.get()).as_dict()
            assert [operation.name async for operation in client.operation.list()]
            assert await client.partner.delete("123456") is None

    asyncio.run(script())


@pytest.mark.parametrize("module", CLIENTS)
def test_a_partner_id_may_be_a_number(emulator: Emulator, module: Any) -> None:
    """As JSON and YAML have it, or a member of an enumeration."""

    class Partners(Enum):
        CONTOSO = "12345"

    with client_of(module, emulator) as client:
        assert client.partner.create(12345).partner_id == "12345"
        assert client.partner.get(Partners.CONTOSO).partner_id == "12345"
        assert client.partner.update(123456).partner_id == "123456"
        assert client.partner.delete(123456) is None
        with pytest.raises(ValueError, match=r".+"):
            client.partner.get(None)


def test_a_number_serves_with_asyncio_too(emulator: Emulator) -> None:
    """In the same four operations."""

    async def script() -> None:
        kind: Any = managementpartner.azure.aio.ACEProvisioningManagementPartnerAPI
        async with kind(AsyncCredential(emulator), emulator.arm, connection_verify=Path(emulator.ca_file)) as client:
            assert (await client.partner.create(12345)).partner_id == "12345"
            assert (await client.partner.get(12345)).partner_id == "12345"
            assert (await client.partner.update(123456)).partner_id == "123456"
            await client.partner.delete(123456)

    asyncio.run(script())


def test_an_environment_that_is_not_for_it_does_not_stop_it(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The original reads none of these variables; azure-identity takes a host without its scheme."""
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", "login.microsoftonline.us")
    monkeypatch.setenv("MANAGEMENTPARTNER_CLOUD", "mars")
    with pytest.raises(ResourceNotFoundError):
        client_of(managementpartner.azure, emulator).partners.get()
    kind: Any = managementpartner.azure.ACEProvisioningManagementPartnerAPI
    assert kind(Credential(emulator))


def test_models_print_as_the_original_s_do(emulator: Emulator) -> None:
    """`as_dict()` key by key and letter by letter."""
    own, peer = (client_of(module, emulator) for module in CLIENTS)
    own.partner.create("12345")
    assert own.partners.get().as_dict() == peer.partners.get().as_dict()
    assert [each.as_dict() for each in own.operation.list()] == [each.as_dict() for each in peer.operation.list()]


@pytest.mark.parametrize(
    "call", [lambda client: client.partners.get(), lambda client: client.partner.create("nope-nope")]
)
def test_exceptions_say_what_the_original_s_say(emulator: Emulator, call: Any) -> None:
    """Class, text, status, reason, code and model; our own exception is the cause."""
    caught = []
    for module in CLIENTS:
        with pytest.raises(HttpResponseError) as error:
            call(client_of(module, emulator))
        caught.append(error.value)
    own, peer = caught
    assert type(own) is type(peer)
    assert (str(own), own.message, own.status_code) == (str(peer), peer.message, peer.status_code)
    assert own.reason == peer.reason
    assert own.error is not None
    assert peer.error is not None
    assert (own.error.code, own.error.message) == (peer.error.code, peer.error.message)
    assert (own.model and own.model.as_dict()) == (peer.model and peer.model.as_dict())
    response: Any = own.response
    assert response.headers["x-ms-request-id"]
    assert isinstance(own.__cause__, managementpartner.ManagementPartnerError)


def test_the_answer_of_an_error_can_be_read_as_the_original_s(emulator: Emulator) -> None:
    """Headers in any case, and the body in each form."""
    answers: list[Any] = []
    for module in CLIENTS:
        with pytest.raises(ResourceNotFoundError) as caught:
            client_of(module, emulator).partners.get()
        answers.append(caught.value.response)
    own, peer = answers
    for name in ("x-ms-request-id", "X-MS-Request-Id"):
        assert own.headers[name]
        assert peer.headers[name]
    assert own.json()["error"] == peer.json()["error"]
    assert own.text("utf-8") == own.text() == own.body().decode() == own.content.decode()
    assert own.content_type == peer.content_type


def error_of(kind: str, status: int | None) -> managementpartner.ManagementPartnerError:
    """Make the exception of a kind, as the service's answer of that status would have it."""
    error: managementpartner.ManagementPartnerError = getattr(managementpartner, kind)("what happened")
    error.status_code = status
    return error


@pytest.mark.parametrize("status", [None, 200, 400, 401, 404, 409, 500])
def test_an_unknown_outcome_is_no_known_one(status: int | None) -> None:
    """Whatever the status of the last answer: nobody may take it for "linked already"."""
    translated = translate(error_of("OutcomeUnknownError", status), {409: ResourceExistsError})
    known = (ResourceExistsError, ResourceNotFoundError, ClientAuthenticationError)
    assert not isinstance(translated, known)
    assert isinstance(translated, AzureError)


@pytest.mark.parametrize(
    ("kind", "status", "translated"),
    [
        ("NotLinkedError", 404, ResourceNotFoundError),
        ("NotLinkedError", 200, ResourceNotFoundError),
        ("AlreadyLinkedError", 409, ResourceExistsError),
        ("AuthenticationError", 401, ClientAuthenticationError),
        ("AuthenticationError", None, ClientAuthenticationError),
        ("PermissionDeniedError", 403, HttpResponseError),
        ("InvalidPartnerIdError", 400, HttpResponseError),
        ("ThrottledError", 429, HttpResponseError),
        ("ServiceError", 503, HttpResponseError),
        ("InvalidResponseError", 200, DecodeError),
        ("ConnectionFailedError", None, ServiceRequestError),
        ("CallTimeoutError", None, ServiceResponseError),
    ],
)
def test_each_kind_has_azure_core_s_class(kind: str, status: int | None, translated: type[Exception]) -> None:
    """And its status."""
    error: Any = translate(error_of(kind, status), {})
    assert type(error) is translated
    assert getattr(error, "status_code", None) == (404 if translated is ResourceNotFoundError else status)


def test_what_a_model_cannot_do_is_refused_by_name() -> None:
    """Instead of ignored."""
    partner = managementpartner.azure.models.PartnerResponse(partner_id="12345")
    assert partner.as_dict(keep_readonly=True) == {"partner_id": "12345"}
    with pytest.raises(TypeError, match="key_transformer"):
        partner.as_dict(key_transformer=print)


def test_an_error_map_is_honoured(emulator: Emulator) -> None:
    """Its class is raised, with the response."""

    class MineError(HttpResponseError):
        pass

    with pytest.raises(MineError) as caught:
        client_of(managementpartner.azure, emulator).partners.get(error_map={404: MineError})
    assert caught.value.status_code == 404


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_honoured_is_refused_by_name(emulator: Emulator, name: str) -> None:
    """Before any request, in every operation."""
    client = client_of(managementpartner.azure, emulator)
    calls: list[Any] = [client.partners.get, client.operation.list]
    calls += [lambda call=call, **options: call("12345", **options) for call in vars_of(client.partner)]
    for call in calls:
        with pytest.raises(TypeError, match=name):
            call(**{name: REFUSED[name]})
    assert emulator.requests() == []


def vars_of(group: Any) -> list[Any]:
    """Give the operations of a group."""
    return [getattr(group, name) for name in public(group) - {"models"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [("transport", object()), ("policies", []), ("connection_verify", False), ("api_version", "2099-01-01")],
)
def test_what_a_client_cannot_honour_is_refused_by_name(emulator: Emulator, name: str, value: object) -> None:
    """When it is made."""
    kind: Any = managementpartner.azure.ACEProvisioningManagementPartnerAPI
    with pytest.raises(TypeError, match=name):
        kind(Credential(emulator), **{name: value})


def test_empty_options_say_nothing_and_are_taken(emulator: Emulator) -> None:
    """As generated code passes them."""
    client = client_of(managementpartner.azure, emulator)
    with pytest.raises(ResourceNotFoundError):
        client.partners.get(cls=None, headers={}, raw_response_hook=None, error_map=None, api_version="2018-02-01")


def test_the_scope_is_the_original_s_or_the_caller_s(emulator: Emulator) -> None:
    """A token goes to the host that it is for."""
    credential = Credential(emulator)
    kind: Any = managementpartner.azure.ACEProvisioningManagementPartnerAPI
    options = {"base_url": emulator.arm, "connection_verify": emulator.ca_file}
    with pytest.raises(ResourceNotFoundError):
        kind(credential, credential_scopes=[f"{emulator.arm}/x/.default"], **options).partners.get()
    assert credential.asked[-1][0] == (f"{emulator.arm}/x/.default",)
    with pytest.raises(TypeError, match="credential_scopes"):
        kind(credential, credential_scopes=["a", "b"], **options)


def test_a_cloud_is_chosen_as_in_the_original(emulator: Emulator) -> None:
    """The environment's endpoint is not the drop-in's; nothing is sent here."""

    class Asked(Exception):  # noqa: N818 - the test's own signal
        pass

    class Asking:
        def get_token(self, *scopes: str, **_: Any) -> Any:
            raise Asked(*scopes)

    assert emulator
    kind = managementpartner.azure.ACEProvisioningManagementPartnerAPI
    for setting, scope in [
        (None, "https://management.azure.com/.default"),
        *((setting, get_arm_endpoints(setting)["credential_scopes"][0]) for setting in AzureClouds),
    ]:
        for base_url in (None, emulator.arm) if setting else (None,):
            with pytest.raises(Asked, match=re.escape(scope) + "$"):
                kind(Asking(), base_url, cloud_setting=setting).partners.get()


def test_a_token_that_the_service_refuses_is_no_right_to_sign_in(start: Start) -> None:
    """As any 401."""
    emulator = start({"match": {"path": "*/partners"}, "status": 401, "code": "InvalidAuthenticationToken"})
    with pytest.raises(ClientAuthenticationError) as caught:
        client_of(managementpartner.azure, emulator).partners.get()
    assert caught.value.status_code == 401


def test_a_connection_that_cannot_be_made_has_azure_core_s_class(emulator: Emulator) -> None:
    """There is no answer, and so no status."""
    token = emulator.token()

    class Known:
        def get_token(self, *_: str, **__: Any) -> Any:
            return token

    client = managementpartner.azure.ACEProvisioningManagementPartnerAPI(
        Known(), emulator.arm, connection_verify=emulator.ca_file, retry_total=0
    )
    emulator.stop()
    with pytest.raises(ServiceRequestError):
        client.partners.get()


def test_a_credential_must_be_given() -> None:
    """As in the original; there the environment never signs in."""
    nothing: Any = None
    with pytest.raises(ValueError, match="credential"):
        managementpartner.azure.ACEProvisioningManagementPartnerAPI(nothing)
