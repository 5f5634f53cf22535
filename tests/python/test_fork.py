"""A process that forks after it has used a client."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import warnings
from collections.abc import Callable

import pytest
from credentials import Credential
from managementpartner import AsyncClient, Client

from emulator import Emulator

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


def in_child(work: Callable[[], bool]) -> bool:
    """Do work in a forked child, and say whether it went well."""
    with warnings.catch_warnings():
        # Newer Pythons warn of any fork in a process with threads.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        result = False
        try:
            result = work()
        finally:
            sys.stdout.flush()
            os._exit(0 if result else 1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def test_a_client_goes_on_in_the_child_and_in_the_parent(emulator: Emulator) -> None:
    """Each with connections of its own."""
    assert emulator
    client = Client()
    client.link("12345")
    assert in_child(lambda: client.current().partner_id == "12345")
    assert in_child(lambda: in_child(lambda: client.for_tenant(emulator.tenant).current().partner_id == "12345"))
    assert client.current().partner_id == "12345"


def test_a_client_with_a_python_credential_goes_on_in_the_child(emulator: Emulator) -> None:
    """The child signs in anew."""
    credential = Credential(emulator)
    client = Client(credential)
    client.link("12345")
    assert in_child(lambda: client.current().partner_id == "12345" and len(credential.asked) == 2)
    assert len(credential.asked) == 1


def test_an_async_client_goes_on_in_the_child(emulator: Emulator) -> None:
    """In an event loop of the child's."""
    assert emulator
    client = AsyncClient()
    asyncio.run(client.link("12345"))
    assert in_child(lambda: asyncio.run(client.current()).partner_id == "12345")
    assert asyncio.run(client.current()).partner_id == "12345"


def test_a_child_may_drop_what_it_never_used(emulator: Emulator) -> None:
    """Without touching the parent's connections."""
    assert emulator
    clients = [Client()]
    clients[0].link("12345")

    def drop() -> bool:
        clients.clear()
        gc.collect()
        return Client().current().partner_id == "12345"

    assert in_child(drop)
    assert clients[0].current().partner_id == "12345"
