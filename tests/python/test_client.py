"""Client and AsyncClient: what they have in common, and what is their own."""

from __future__ import annotations

import asyncio
import inspect
import threading

import managementpartner
import pytest
from conftest import Start
from credentials import Credential
from managementpartner import AsyncClient, Client, NotLinkedError, Retry

from emulator import Emulator

METHODS = {"account", "create", "current", "delete", "get", "link", "operations", "unlink", "update"}
SHARED = METHODS | {"close", "for_tenant"}


def public(cls: type) -> set[str]:
    """Give the names that a class offers."""
    return {name for name in dir(cls) if not name.startswith("_")}


def test_both_classes_have_the_same_methods_with_the_same_arguments() -> None:
    """Habit for one is knowledge of the other."""
    assert public(Client) == public(AsyncClient) == SHARED
    for name in [*SHARED]:
        assert inspect.signature(getattr(Client, name)) == inspect.signature(getattr(AsyncClient, name)), name
    assert inspect.signature(Client) == inspect.signature(AsyncClient)


def test_every_method_takes_a_time_limit() -> None:
    """By keyword."""
    for name in METHODS:
        parameter = inspect.signature(getattr(Client, name)).parameters["timeout"]
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert parameter.default is None


def test_a_link_lives_from_create_to_unlink(emulator: Emulator) -> None:
    """Each verb once, blocking."""
    with Client() as client:
        assert client.create("12345").version == 1
        assert client.get("12345") == client.current()
        assert client.update("123456").partner_id == "123456"
        client.delete("123456")
        with pytest.raises(NotLinkedError):
            client.current()
        assert client.link("12345").change == "created"
        removed = client.unlink()
        assert removed is not None
        assert removed.partner_id == "12345"
        assert client.unlink() is None
        assert client.account().tenant_id == emulator.tenant
        assert [operation.display for operation in client.operations()]


def test_a_link_lives_from_create_to_unlink_with_asyncio(emulator: Emulator) -> None:
    """Each verb once, awaited."""

    async def live() -> None:
        async with AsyncClient() as client:
            assert (await client.create("12345")).version == 1
            assert await client.get("12345") == await client.current()
            assert (await client.update("123456")).partner_id == "123456"
            await client.delete("123456")
            with pytest.raises(NotLinkedError):
                await client.current()
            assert (await client.link("12345")).change == "created"
            removed = await client.unlink()
            assert removed is not None
            assert removed.partner_id == "12345"
            assert await client.unlink() is None
            assert (await client.account()).tenant_id == emulator.tenant
            assert [operation.display for operation in await client.operations()]

    asyncio.run(live())


def test_a_closed_client_says_so(emulator: Emulator) -> None:
    """Instead of opening connections that nobody closes."""
    assert emulator
    with Client() as client:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        client.current()


def test_a_closed_client_gives_none_for_another_tenant(emulator: Emulator) -> None:
    """It would open the connections again."""
    client = Client()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.for_tenant(emulator.tenant)


def test_a_client_of_another_tenant_outlives_the_one_it_came_from(emulator: Emulator) -> None:
    """They share connections, not their end."""
    with Client() as client:
        other = client.for_tenant(emulator.tenant)
    assert other.link("12345").partner.tenant_id == emulator.tenant


def test_an_argument_counts_more_than_the_environment(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming the endpoint also sets the environment's audience aside, so that its tokens go to no other host."""
    monkeypatch.setenv("MANAGEMENTPARTNER_ENDPOINT", "https://nowhere.invalid")
    monkeypatch.setenv("MANAGEMENTPARTNER_AUDIENCE", "https://nowhere.invalid")
    assert Client(endpoint=emulator.arm).account().endpoint == emulator.arm
    assert Client(endpoint=emulator.arm).link("12345").change == "created"


def test_a_variable_that_an_argument_sets_aside_is_not_read(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what is wrong with it does not matter."""
    monkeypatch.setenv("MANAGEMENTPARTNER_CLOUD", "mars")
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", "nowhere")
    authority = emulator.environment["AZURE_AUTHORITY_HOST"]
    client = Client(Credential(emulator), endpoint=emulator.arm, authority=authority)
    assert client.account().endpoint == emulator.arm


def test_the_environment_is_read_when_the_client_is_made(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later change is for later clients."""
    client = Client()
    for name in emulator.environment:
        monkeypatch.delenv(name)
    assert client.link("12345").change == "created"


def test_retries_and_time_limits_are_the_caller_s(start: Start) -> None:
    """Of the client and of the call."""
    emulator = start({"match": {"method": "GET"}, "status": 503})
    with pytest.raises(managementpartner.ServiceError):
        Client(retry=Retry(2, initial_delay=0, max_delay=0)).current()
    assert len(emulator.requests()) == 3
    with pytest.raises(managementpartner.ServiceError):
        Client(retry=Retry(0)).current(timeout=10)
    assert len(emulator.requests()) == 4
    with pytest.raises(managementpartner.InvalidArgumentError):
        Client().current(timeout=-1)
    with pytest.raises(managementpartner.InvalidArgumentError, match="-1"):
        Retry(-1)


def test_a_time_limit_ends_the_call(start: Start) -> None:
    """Nothing was changed, and the error says so by its class."""
    start({"match": {"method": "GET"}, "latency_ms": 60_000})
    with pytest.raises(managementpartner.CallTimeoutError):
        Client().current(timeout=0.2)
    with pytest.raises(TimeoutError):
        asyncio.run(AsyncClient(timeout=0.2).current())


def test_threads_share_a_client_and_do_not_wait_for_each_other(start: Start) -> None:
    """Their requests are all under way at once: the emulator answers none before it has eight."""
    emulator = start(
        {"match": {"method": "GET"}, "latency_ms": 150, "status": 404, "code": "ManagementPartnerNotFound"}
    )
    client = Client()
    outcomes: list[type] = []

    def ask() -> None:
        try:
            client.current(timeout=0.9)
        except Exception as error:  # noqa: BLE001 - whichever it is
            outcomes.append(type(error))

    client.account()
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [NotLinkedError] * 8
    assert len(emulator.requests()) == 8
    assert emulator.sign_ins() == 1


def test_other_threads_run_while_a_call_waits(start: Start) -> None:
    """The wait holds no lock of the interpreter."""
    start({"match": {"method": "GET"}, "latency_ms": 60_000})
    counted = 0

    def wait() -> None:
        with pytest.raises(TimeoutError):
            Client().current(timeout=0.3)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        counted += 1
    assert counted > 1000
