"""Coroutines, tasks and cancellation."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Coroutine
from typing import Any

import pytest
from conftest import Start
from credentials import AsyncCredential
from managementpartner import AsyncClient, InvalidArgumentError, NotLinkedError

from emulator import Emulator, Token


def test_the_methods_give_coroutines(emulator: Emulator) -> None:
    """What asyncio takes: as a task, in a group, and by itself."""
    assert emulator

    async def main() -> None:
        client = AsyncClient()
        coroutine = client.link("12345")
        assert isinstance(coroutine, Coroutine)
        assert asyncio.iscoroutine(coroutine)
        await asyncio.create_task(coroutine)
        partners = await asyncio.gather(*(client.current() for _ in range(50)))
        assert {partner.partner_id for partner in partners} == {"12345"}
        async with asyncio.timeout(10) if sys.version_info >= (3, 11) else AsyncClient():
            await client.current()
        assert (await asyncio.wait_for(client.current(), 10)).partner_id == "12345"

    asyncio.run(main())


def test_nothing_is_sent_before_a_coroutine_is_awaited(emulator: Emulator) -> None:
    """And nothing is when it never is."""

    async def main() -> None:
        client = AsyncClient()
        client.create("12345").close()
        del client

    asyncio.run(main())
    assert emulator.requests() == []


def test_a_coroutine_that_is_never_awaited_says_so(emulator: Emulator) -> None:
    """As Python's own do; it has their name, too."""

    async def main() -> None:
        with pytest.warns(RuntimeWarning, match=r"coroutine 'AsyncClient.create' was never awaited"):
            AsyncClient().create("12345")  # type: ignore[unused-coroutine]
        coroutine: Any = AsyncClient().create("12345")
        assert (coroutine.__name__, coroutine.__qualname__) == ("create", "AsyncClient.create")
        coroutine.close()

    asyncio.run(main())
    assert emulator.requests() == []


def test_a_coroutine_is_awaited_once(emulator: Emulator) -> None:
    """As any other."""
    assert emulator

    async def main() -> None:
        coroutine = AsyncClient().link("12345")
        await coroutine
        with pytest.raises(RuntimeError, match="already awaited"):
            await coroutine

    asyncio.run(main())


def test_an_error_comes_out_where_the_coroutine_is_awaited() -> None:
    """Not where it is made, so that gather can collect it."""

    async def main() -> None:
        client, closed = AsyncClient(), AsyncClient()
        close = closed.close()
        calls = [client.get("a/b"), client.current(timeout=-1), closed.get("a/b")]
        await close
        results = await asyncio.gather(*calls, closed.current(), return_exceptions=True)
        assert [type(result) for result in results] == [InvalidArgumentError] * 3 + [RuntimeError]

    asyncio.run(main())


def test_cancelling_a_task_cancels_its_write_and_says_what_is_unknown(start: Start) -> None:
    """The emulator sees the connection go: the write took effect, and its answer was never wanted."""
    emulator = start({"match": {"method": "PUT"}, "effect": "after", "latency_ms": 60_000})

    async def main() -> None:
        client, other = AsyncClient(), AsyncClient()
        task = asyncio.create_task(client.create("12345"))
        while True:
            try:
                await other.current()
                break
            except NotLinkedError:
                continue
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        if sys.version_info >= (3, 11):
            assert "unknown" in caught.value.__notes__[0]
        while not emulator.requests("PUT"):
            await other.current()

    asyncio.run(main())
    assert [request["status"] for request in emulator.requests("PUT")] == [0]


def test_a_time_limit_of_asyncio_s_cancels_the_request(start: Start) -> None:
    """And a read that was cancelled leaves nothing unknown."""
    emulator = start({"match": {"method": "GET", "path": "*/partners/12345"}, "latency_ms": 60_000})

    async def main() -> None:
        client = AsyncClient()
        await client.account()
        with pytest.raises(asyncio.TimeoutError) as caught:
            await asyncio.wait_for(client.get("12345"), 0.3)
        assert not getattr(caught.value, "__notes__", [])
        while not any(request["path"].endswith("/12345") for request in emulator.requests("GET")):
            with pytest.raises(NotLinkedError):
                await client.current()

    asyncio.run(main())
    assert 0 in {request["status"] for request in emulator.requests("GET") if request["path"].endswith("/12345")}


def test_cancelling_a_task_cancels_the_sign_in_that_it_waits_for(emulator: Emulator) -> None:
    """The credential's coroutine learns of it."""

    async def main() -> None:
        waits, cancelled = asyncio.Event(), asyncio.Event()

        class Endless:
            async def get_token(self, *_: str, **__: object) -> Token:
                waits.set()
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    cancelled.set()
                    raise
                raise AssertionError

        task = asyncio.create_task(AsyncClient(Endless()).current())
        await waits.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await cancelled.wait()

    asyncio.run(main())
    assert emulator.requests() == []


def test_a_program_may_end_right_after_its_last_call(emulator: Emulator) -> None:
    """No thread of ours is in the interpreter then; ten ends, because it is a matter of microseconds."""
    script = "import asyncio, managementpartner; asyncio.run(managementpartner.AsyncClient().account())"
    assert emulator
    for _ in range(10):
        done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)  # noqa: S603
        assert (done.returncode, done.stderr) == (0, "")


def test_a_thousand_calls_at_once(emulator: Emulator) -> None:
    """With one sign-in."""
    credential = AsyncCredential(emulator)

    async def main() -> None:
        client = AsyncClient(credential)
        await client.link("12345")
        await asyncio.gather(*(client.current() for _ in range(1000)))

    asyncio.run(main())
    assert len(credential.asked) == 1
    assert len(emulator.requests("GET")) == 1001
