"""The drop-in for azure-mgmt-managementpartner, beside the original."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import azure.mgmt.managementpartner
import azure.mgmt.managementpartner.aio
import azure.mgmt.managementpartner.models
import managementpartner
import managementpartner.azure
import managementpartner.azure.aio
import managementpartner.azure.models
import pytest
from azure.core import AzureClouds
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
    ServiceRequestError,
)
from conftest import Start
from credentials import AsyncCredential, Credential

from emulator import Emulator

GROUPS = ["partner", "partners", "operation"]
CLIENTS = [managementpartner.azure, azure.mgmt.managementpartner]
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
    missing = set(azure.mgmt.managementpartner.models.__all__) - set(managementpartner.azure.models.__all__)
    assert missing == {"OperationList"}, "a page's envelope, which no operation gives"


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
        (AzureClouds.AZURE_US_GOVERNMENT, "https://management.core.usgovcloudapi.net//.default"),
    ]:
        with pytest.raises(Asked, match=scope):
            kind(Asking(), cloud_setting=setting).partners.get()


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
