"""The frames of Python between the native module and other people's code: credentials, log handlers, event loops.

An interpreter that ends stops every other thread where that comes back for the GIL; before Python 3.14 by unwinding its
stack. Frames of Python bear that, and frames of Rust do not: none may lie below other people's code on such a thread.
"""

from __future__ import annotations

from _thread import start_new_thread
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterable

    Job = tuple[Callable[..., object], tuple[Any, ...]]


class Reply(Protocol):
    """Where the answer of a credential goes."""

    def token(self, token: str, expires_on: float) -> None: ...
    def no_token(self, answer: object) -> None: ...
    def awaitable(self, answer: object) -> None: ...
    def raised(self, error: BaseException) -> None: ...
    def started(self, task: asyncio.Task[Any]) -> None: ...


def serve(take: Callable[[], Iterable[Job]]) -> None:
    """Do what the network's thread has to be done, for as long as the process lives."""
    while True:
        _do(take())


def _do(jobs: Iterable[Job]) -> None:
    for function, arguments in jobs:
        # A loop that is closed has nobody who waits.
        with suppress(Exception):
            function(*arguments)


def wake(future: asyncio.Future[None]) -> None:
    """Have the task go on that waits for the future."""
    future.get_loop().call_soon_threadsafe(_set, future)


def _set(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def soon(event_loop: asyncio.AbstractEventLoop, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    """Call the function in the event loop."""
    event_loop.call_soon_threadsafe(function, *arguments)


def log(name: str, level: int, text: str) -> None:
    """Log an event; whoever gets one has imported logging already."""
    import logging  # noqa: PLC0415

    logger = logging.getLogger(name)
    if logger.isEnabledFor(level):
        logger.handle(logger.makeRecord(name, level, "managementpartner", 0, text, (), None))


def ask(credential: Any, tenant: str | None, scope: str, reply: Reply) -> None:
    """Ask a credential for a token, on a thread of its own."""
    start_new_thread(copy_context().run, (_ask, credential, tenant, scope, reply))


def ask_in_loop(credential: Any, tenant: str | None, scope: str, reply: Reply) -> None:
    """Ask a credential for asyncio, in the event loop that runs."""

    async def answer() -> Any:
        return await _request(credential, tenant, scope)

    _watch(answer(), reply)


def await_in_loop(awaitable: Any, reply: Reply) -> None:
    """Await what a credential answered, in the event loop that runs."""

    async def answer() -> Any:
        return await awaitable

    _watch(answer(), reply)


def cancel(started: Callable[[], asyncio.Task[Any] | None]) -> None:
    """Cancel the task that was started for a token, if one was."""
    if task := started():
        task.cancel()


def discard(coroutine: Any) -> None:
    """Close a coroutine that nobody will await."""
    coroutine.close()


def _ask(credential: Any, tenant: str | None, scope: str, reply: Reply) -> None:
    try:
        answer = _request(credential, tenant, scope)
    except BaseException as error:  # noqa: BLE001 - it comes out of the call
        reply.raised(error)
    else:
        _give(answer, reply)


def _request(credential: Any, tenant: str | None, scope: str) -> Any:
    options: dict[str, Any] = {"tenant_id": tenant} if tenant else {}
    get_token_info = getattr(credential, "get_token_info", None)
    if get_token_info is None:
        return credential.get_token(scope, **options)
    return get_token_info(scope, **({"options": options} if options else {}))


def _give(answer: Any, reply: Reply) -> None:
    if hasattr(answer, "__await__"):
        reply.awaitable(answer)
        return
    try:
        reply.token(answer.token, answer.expires_on)
    except (AttributeError, TypeError):
        reply.no_token(answer)


def _watch(coroutine: Coroutine[Any, Any, Any], reply: Reply) -> None:
    import asyncio  # noqa: PLC0415 - a program without event loops needs none of it

    task = asyncio.get_running_loop().create_task(coroutine)
    reply.started(task)
    task.add_done_callback(partial(_finish, reply))


def _finish(reply: Reply, task: asyncio.Task[Any]) -> None:
    import asyncio  # noqa: PLC0415

    if task.cancelled():
        reply.raised(asyncio.CancelledError())
    elif error := task.exception():
        reply.raised(error)
    else:
        _give(task.result(), reply)
