"""Signing in through credentials of Python."""

from __future__ import annotations

import asyncio
import contextvars
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import azure.identity
import azure.identity.aio
import pytest
from credentials import (
    AsyncCredential,
    AsyncRaising,
    Blocking,
    Credential,
    InfoCredential,
    OtherTenant,
    Raising,
    Refused,
)
from managementpartner import AsyncClient, CallTimeoutError, Client, Linked, NotLinkedError, WrongTenantError

from emulator import Emulator, Token

OTHER_TENANT = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"


def client_secret(kind: Any, emulator: Emulator) -> Any:
    """Make a credential of azure-identity, unmodified."""
    environment = emulator.environment
    return kind(
        emulator.tenant,
        environment["AZURE_CLIENT_ID"],
        environment["AZURE_CLIENT_SECRET"],
        authority=environment["AZURE_AUTHORITY_HOST"],
        disable_instance_discovery=True,
        connection_verify=emulator.ca_file,
    )


@pytest.mark.parametrize("kind", [Credential, InfoCredential])
def test_any_object_of_that_shape_is_a_credential(emulator: Emulator, kind: type[Credential]) -> None:
    """It is asked for the endpoint's scope and the client's tenant."""
    credential = kind(emulator)
    assert Client(credential, tenant_id=emulator.tenant).link("12345").change == "created"
    assert credential.asked == [((f"{emulator.arm}/.default",), emulator.tenant)]


def test_a_credential_is_not_told_a_tenant_that_nobody_named(emulator: Emulator) -> None:
    """Its own tenant is then the client's."""
    credential = Credential(emulator)
    assert Client(credential).link("12345").partner.tenant_id == emulator.tenant
    assert credential.asked == [((f"{emulator.arm}/.default",), None)]


def test_a_token_is_asked_for_once(emulator: Emulator) -> None:
    """However many calls and threads use it."""
    credential = Credential(emulator)
    with Client(credential) as client:
        client.link("12345")
        threads = [threading.Thread(target=client.current) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(credential.asked) == 1


def test_a_token_that_is_about_to_expire_is_asked_for_again(emulator: Emulator) -> None:
    """Five minutes before, no later."""

    class Short(Credential):
        def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:
            token = super().get_token(*scopes, tenant_id=tenant_id)
            return Token(token.token, int(time.time()) + 299)

    credential = Short(emulator)
    client = Client(credential)
    client.link("12345")
    client.current()
    assert len(credential.asked) > 1


def test_the_credentials_of_azure_identity_sign_in(emulator: Emulator) -> None:
    """Unmodified."""
    with client_secret(azure.identity.ClientSecretCredential, emulator) as credential:
        assert Client(credential).link("12345").change == "created"


def test_the_credentials_of_azure_identity_aio_sign_in(emulator: Emulator) -> None:
    """In the event loop of the call."""

    async def link() -> Linked:
        async with client_secret(azure.identity.aio.ClientSecretCredential, emulator) as credential:
            return await AsyncClient(credential).link("12345")

    assert asyncio.run(link()).change == "created"


@pytest.mark.parametrize("kind", [Credential, InfoCredential, AsyncCredential])
def test_an_async_client_takes_both_sorts(emulator: Emulator, kind: type[Credential]) -> None:
    """Also in one event loop after the other."""
    credential = kind(emulator)
    client = AsyncClient(credential)
    assert asyncio.run(client.link("12345")).change == "created"
    assert asyncio.run(client.current()).partner_id == "12345"
    assert len(credential.asked) == 1


def test_a_blocking_client_refuses_a_credential_of_asyncio_by_name(emulator: Emulator) -> None:
    """When it is made, and not on its first call."""
    credential: Any = AsyncCredential(emulator)
    with pytest.raises(TypeError, match="AsyncCredential is a credential for asyncio"):
        Client(credential)
    identity = client_secret(azure.identity.aio.ClientSecretCredential, emulator)
    with pytest.raises(TypeError, match="ClientSecretCredential is a credential for asyncio"):
        Client(identity)


def test_a_blocking_client_refuses_a_coroutine_from_a_method_that_is_none(emulator: Emulator) -> None:
    """What cannot be seen before is seen on the first call."""

    class Disguised:
        def get_token(self, *scopes: str, **options: Any) -> Any:
            return AsyncCredential(emulator).get_token(*scopes, **options)

    with pytest.raises(TypeError, match="Disguised is a credential for asyncio"):
        Client(Disguised()).current()


def test_an_async_mock_is_a_credential(emulator: Emulator) -> None:
    """As people test their own code."""
    credential = AsyncMock(spec=["get_token"])
    credential.get_token.return_value = emulator.token()
    assert asyncio.run(AsyncClient(credential).link("12345")).change == "created"


@pytest.mark.parametrize("value", [object(), "secret", 12345, Credential])
def test_what_is_no_credential_is_refused_by_name(value: Any) -> None:
    """The value itself is not shown: it may be a secret."""
    for kind in (Client, AsyncClient):
        with pytest.raises(TypeError, match="is not a credential") as caught:
            kind(value)
        assert "secret" not in str(caught.value)


def test_what_is_no_token_is_refused_by_name(emulator: Emulator) -> None:
    """Without the value."""
    assert emulator

    class Text:
        def get_token(self, *_: str, **__: Any) -> Any:
            return "s3cret"

    with pytest.raises(TypeError, match=r"Text gave a str instead of a token") as caught:
        Client(Text()).current()
    assert "s3cret" not in str(caught.value)


def test_an_exception_of_the_credential_comes_out_as_itself(emulator: Emulator) -> None:
    """With its own cause, and with the place in the credential where it was raised."""
    with pytest.raises(Refused, match="no token for you") as caught:
        Client(Raising()).current()
    assert isinstance(caught.value.__cause__, KeyError)
    assert "credentials.py" in {entry.path.name for entry in caught.traceback if hasattr(entry.path, "name")}
    assert emulator.requests() == []


@pytest.mark.parametrize("kind", [Raising, AsyncRaising])
def test_an_exception_comes_out_of_a_coroutine_too(emulator: Emulator, kind: Any) -> None:
    """From a thread or from the event loop."""
    with pytest.raises(Refused, match="no token for you"):
        asyncio.run(AsyncClient(kind()).current())
    assert emulator.requests() == []


def test_a_credential_that_failed_is_asked_again(emulator: Emulator) -> None:
    """Nothing remembers the failure."""

    class Second(Credential):
        def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:
            token = super().get_token(*scopes, tenant_id=tenant_id)
            if len(self.asked) == 1:
                raise Refused
            return token

    client = Client(Second(emulator))
    with pytest.raises(Refused):
        client.current()
    with pytest.raises(NotLinkedError):
        client.current()


def test_the_token_of_another_tenant_is_refused_before_it_is_sent(emulator: Emulator) -> None:
    """The credential was told the right one."""
    credential = OtherTenant(emulator)
    with pytest.raises(WrongTenantError, match=OTHER_TENANT):
        Client(credential, tenant_id=OTHER_TENANT).link("12345")
    assert credential.asked == [((f"{emulator.arm}/.default",), OTHER_TENANT)]
    assert emulator.requests() == []


def test_a_credential_that_blocks_does_not_outlast_the_time_limit(emulator: Emulator) -> None:
    """The call ends, and the credential's thread is left alone."""
    assert emulator
    credential = Blocking()
    with pytest.raises(CallTimeoutError):
        Client(credential, timeout=0.05).current()
    credential.go_on.set()


def test_a_credential_that_blocks_does_not_block_the_event_loop(emulator: Emulator) -> None:
    """Other tasks go on meanwhile."""
    assert emulator
    credential = Blocking()

    async def release() -> None:
        await asyncio.to_thread(credential.waits.wait)
        credential.go_on.set()

    async def both() -> None:
        await asyncio.gather(AsyncClient(credential).current(), release())

    with pytest.raises(Refused):
        asyncio.run(both())


@pytest.mark.parametrize(("kind", "ends"), [("Blocking", 1), ("Polling", 20)])
def test_a_client_ends_with_the_program_although_its_credential_still_runs(
    emulator: Emulator, kind: str, ends: int
) -> None:
    """Nobody waits for the thread, and it takes nothing down; where it is at the end, is chance."""
    script = f"""
import managementpartner, credentials
try:
    managementpartner.Client(credentials.{kind}(), timeout=0.05).current()
except managementpartner.CallTimeoutError:
    print("done")
"""
    assert emulator
    for _ in range(ends):
        done = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", script],
            check=False,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parent,
            timeout=20,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_so_many_credentials_are_asked_at_once(emulator: Emulator) -> None:
    """The others wait, and their time limits hold nevertheless."""
    lock, go_on = threading.Lock(), threading.Event()
    asked, most = 0, 0

    class Counting:
        def get_token(self, *_: str, **__: Any) -> Token:
            nonlocal asked, most
            with lock:
                asked += 1
                most = max(asked, most)
            go_on.wait()
            with lock:
                asked -= 1
            raise Refused

    async def ask() -> list[object]:
        client = AsyncClient(Counting())
        tenants = [client.for_tenant(f"{number:08}-0000-4000-8000-000000000001") for number in range(100)]
        calls = asyncio.gather(*(tenant.account() for tenant in tenants), return_exceptions=True)
        try:
            while asked < 32:  # noqa: ASYNC110 - threads count
                await asyncio.sleep(0)
            with pytest.raises(CallTimeoutError):
                await client.account(timeout=0.05)
        finally:
            go_on.set()
        return list(await calls)

    assert emulator
    assert {type(error) for error in asyncio.run(ask())} == {Refused}
    assert most == 32


def test_exceptions_that_are_kept_keep_no_credential_waiting(emulator: Emulator) -> None:
    """Their tracebacks hold all that was there when they were raised."""
    assert emulator
    client, kept = Client(Raising(), timeout=10), []
    for _ in range(40):
        with pytest.raises(Refused) as caught:
            client.account()
        kept.append(caught.value)


def test_a_credential_sees_the_context_of_its_caller(emulator: Emulator) -> None:
    """Although it runs on a thread of its own."""
    name = contextvars.ContextVar("name", default="nobody")
    seen = []

    class Seeing(Credential):
        def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:
            seen.append(name.get())
            return super().get_token(*scopes, tenant_id=tenant_id)

    name.set("the caller")
    Client(Seeing(emulator)).account()
    assert seen == ["the caller"]


def test_whatever_can_be_awaited_is(emulator: Emulator) -> None:
    """A future of the event loop as well as an object of one's own."""

    class Promise:
        def __await__(self) -> Generator[Any, Any, Token]:
            return AsyncCredential(emulator).get_token().__await__()

    class Promising:
        def get_token(self, *_: str, **__: Any) -> Any:
            return Promise()

    class InLoop:
        async def get_token(self, *_: str, **__: Any) -> Any:
            return await asyncio.get_running_loop().create_task(AsyncCredential(emulator).get_token())

    for credential in (Promising(), InLoop()):
        assert asyncio.run(AsyncClient(credential).account()).tenant_id == emulator.tenant


def test_a_credential_that_was_cancelled_says_so_in_asyncio_s_words(emulator: Emulator) -> None:
    """As its own code would have it."""

    class Cancelled:
        async def get_token(self, *_: str, **__: Any) -> Token:
            raise asyncio.CancelledError

    async def call() -> None:
        with pytest.raises(asyncio.CancelledError):
            await AsyncClient(Cancelled()).account()

    asyncio.run(call())
    assert emulator.requests() == []
