"""Credentials of Python, as people write them."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import Any

from emulator import Emulator, Token


class FixedToken:
    """A credential with one token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_token(self, *_: str, **__: Any) -> Token:
        """Give the token, with the expiry that it names."""
        payload = self._token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return Token(self._token, claims["exp"])


class Credential:
    """One that counts what it is asked for."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self.asked: list[tuple[tuple[str, ...], str | None]] = []

    def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:
        """Sign in to the tenant."""
        self.asked.append((scopes, tenant_id))
        return self._emulator.token(tenant_id)


class InfoCredential(Credential):
    """One with the newer method, which comes first."""

    def get_token(self, *_: str, **__: Any) -> Token:
        """Give nothing: the other method is there."""
        raise NotImplementedError

    def get_token_info(self, *scopes: str, options: Any = None) -> Token:
        """Sign in to the tenant that the options name."""
        return super().get_token(*scopes, tenant_id=(options or {}).get("tenant_id"))


class AsyncCredential(Credential):
    """One for asyncio."""

    async def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:  # type: ignore[override]
        """Sign in to the tenant."""
        return super().get_token(*scopes, tenant_id=tenant_id)


class OtherTenant(Credential):
    """One that gives the token of the tenant that it likes best."""

    def get_token(self, *scopes: str, tenant_id: str | None = None, **_: Any) -> Token:
        """Sign in to its own tenant."""
        self.asked.append((scopes, tenant_id))
        return self._emulator.token()


class Refused(Exception):  # noqa: N818 - an exception of somebody else
    """What the next credential raises."""


class Raising:
    """One that fails."""

    def get_token(self, *_: str, **__: Any) -> Token:
        """Fail for a reason."""
        try:
            raise KeyError("reason")  # noqa: EM101, TRY301
        except KeyError as error:
            message = "no token for you"
            raise Refused(message) from error


class AsyncRaising:
    """One that fails in the event loop."""

    async def get_token(self, *_: str, **__: Any) -> Token:
        """Fail."""
        message = "no token for you"
        raise Refused(message)


class Polling:
    """One that looks again and again for somebody who never comes, as those with a device code do."""

    def get_token(self, *_: str, **__: Any) -> Token:
        """Look."""
        while True:
            time.sleep(0.0005)


class Blocking:
    """One that waits for somebody who never comes, and says when it does."""

    def __init__(self) -> None:
        self.waits = threading.Event()
        self.go_on = threading.Event()

    def get_token(self, *_: str, **__: Any) -> Token:
        """Wait."""
        self.waits.set()
        self.go_on.wait()
        raise Refused
