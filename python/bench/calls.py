"""Calls on a warm client: `python calls.py own|own-aio|peer|peer-aio`.

It prints three times in nanoseconds: the median call, `COUNT` calls one after another, and `COUNT` calls of which
`AT_ONCE` are under way at once, in as many threads or tasks.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter_ns

from clients import credential, scope, use_the_emulator_s_certificate

COUNT = 1000
AT_ONCE = 50


def blocking(call: Callable[[], object]) -> None:
    """Measure calls that block."""
    call()
    times = []
    for _ in range(COUNT):
        begun = perf_counter_ns()
        call()
        times.append(perf_counter_ns() - begun)
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def many(count: int) -> None:
            for _ in pool.map(lambda _: call(), range(count)):
                pass

        # The threads are there before the time counts.
        many(AT_ONCE)
        begun = perf_counter_ns()
        many(COUNT)
        at_once = perf_counter_ns() - begun
    tell(times, at_once)


async def awaiting(call: Callable[[], Awaitable[object]]) -> None:
    """Measure calls that are awaited."""
    await call()
    times = []
    for _ in range(COUNT):
        begun = perf_counter_ns()
        await call()
        times.append(perf_counter_ns() - begun)

    async def some(count: int) -> None:
        for _ in range(count):
            await call()

    async def many(count: int) -> None:
        await asyncio.gather(*(some(count // AT_ONCE) for _ in range(AT_ONCE)))

    # The connections are there before the time counts.
    await many(AT_ONCE)
    begun = perf_counter_ns()
    await many(COUNT)
    tell(times, perf_counter_ns() - begun)


def tell(times: list[int], at_once: int) -> None:
    """Print the figures."""
    sys.stdout.write(f"{statistics.median_low(times)} {sum(times)} {at_once}\n")


def own() -> None:
    """Client."""
    from managementpartner import Client  # noqa: PLC0415 - each process has one of the peers

    with Client() as client:
        blocking(client.current)


async def own_aio() -> None:
    """AsyncClient."""
    from managementpartner import AsyncClient  # noqa: PLC0415

    async with AsyncClient() as client:
        await awaiting(client.current)


def peer() -> None:
    """azure-mgmt-managementpartner."""
    from azure.identity import ClientSecretCredential  # noqa: PLC0415
    from azure.mgmt.managementpartner import ACEProvisioningManagementPartnerAPI  # noqa: PLC0415

    endpoint = os.environ["MANAGEMENTPARTNER_ENDPOINT"]
    signed_in = credential(ClientSecretCredential)
    with ACEProvisioningManagementPartnerAPI(signed_in, endpoint, credential_scopes=[scope()]) as client:
        blocking(client.partners.get)


async def peer_aio() -> None:
    """Its client for asyncio."""
    from azure.identity.aio import ClientSecretCredential  # noqa: PLC0415
    from azure.mgmt.managementpartner.aio import ACEProvisioningManagementPartnerAPI  # noqa: PLC0415

    endpoint = os.environ["MANAGEMENTPARTNER_ENDPOINT"]
    async with (
        credential(ClientSecretCredential) as signed_in,
        ACEProvisioningManagementPartnerAPI(signed_in, endpoint, credential_scopes=[scope()]) as client,
    ):
        await awaiting(client.partners.get)


def main() -> None:
    """Measure the client that is asked for."""
    name = sys.argv[1]
    if name.startswith("peer"):
        use_the_emulator_s_certificate()
    if name.endswith("-aio"):
        asyncio.run(own_aio() if name == "own-aio" else peer_aio())
    else:
        own() if name == "own" else peer()


if __name__ == "__main__":
    main()
