"""Link the accounts that work in Azure tenants to a Microsoft partner ID (Partner Admin Link).

The examples run on the emulator: `managementpartner emulator run -- python script.py`.
"""

from collections.abc import Coroutine
from datetime import datetime
from os import PathLike
from types import TracebackType
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, final

from typing_extensions import Self

__version__: str

class _Token(Protocol):
    @property
    def token(self) -> str: ...
    @property
    def expires_on(self) -> float: ...

class _InfoCredential(Protocol):
    def get_token_info(self, *scopes: str, options: Any = ...) -> _Token: ...

class _TokenCredential(Protocol):
    def get_token(self, *scopes: str, tenant_id: str | None = ...) -> _Token: ...

class _AsyncInfoCredential(Protocol):
    async def get_token_info(self, *scopes: str, options: Any = ...) -> _Token: ...

class _AsyncTokenCredential(Protocol):
    async def get_token(self, *scopes: str, tenant_id: str | None = ...) -> _Token: ...

_Credential: TypeAlias = _InfoCredential | _TokenCredential
_AnyCredential: TypeAlias = _Credential | _AsyncInfoCredential | _AsyncTokenCredential

@final
class Client:
    """Links the signed-in account to a partner ID, in one tenant.

    >>> from managementpartner import Client
    >>> with Client() as client:
    ...     linked = client.link("12345")
    >>> linked.change, linked.partner.partner_name
    ('created', 'Contoso Cloud Services')

    `credential` is any credential of azure-identity, or any object with their `get_token_info(*scopes, options=...)` or
    `get_token(*scopes, tenant_id=...)`. A client asks it once, on a thread of its own; the token is kept until five
    minutes before it expires. What it raises comes out as it is. Without a credential the environment signs in, as it
    is when the client is made: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` or
    `AZURE_CLIENT_CERTIFICATE_PATH`, or else the Azure CLI's session.

    - `tenant_id`: the customer's tenant, by ID or domain. A token of another tenant is refused before it is sent.
      Without it the tenant is that of the environment's service principal, or of the first token.
    - `cloud`: `"public"`, `"usgovernment"` or `"china"`; else `MANAGEMENTPARTNER_CLOUD`, else the public one.
    - `endpoint`, `authority`, `audience`: the URL of Azure Resource Manager, that of Entra ID, and the audience of the
      tokens, where they are not the cloud's; else `MANAGEMENTPARTNER_ENDPOINT`, `AZURE_AUTHORITY_HOST` and
      `MANAGEMENTPARTNER_AUDIENCE`. Naming the cloud or the endpoint sets the environment's aside.
    - `ca_file`: a PEM file of root certificates to trust besides the system's; else `MANAGEMENTPARTNER_CA_FILE`.
    - `timeout`: seconds that a call may take, sign-in and repetitions included; 120 when left out. Every method takes
      one of its own.
    - `retry`: how requests are repeated.

    Making a client sends nothing. Threads share one, a forked process can go on with it, and Ctrl+C ends a call that
    waits; an interrupted write that may have had an effect says so in a note on the KeyboardInterrupt.

    Every method raises the subclasses of ManagementPartnerError.
    """

    def __new__(
        cls,
        credential: _Credential | None = None,
        *,
        tenant_id: str | None = None,
        cloud: str | None = None,
        endpoint: str | None = None,
        authority: str | None = None,
        audience: str | None = None,
        ca_file: str | PathLike[str] | None = None,
        timeout: float | None = None,
        retry: Retry | None = None,
    ) -> Self: ...
    def for_tenant(self, tenant_id: str) -> Client:
        """Give a client with the same sign-in and connections for another tenant, by ID or domain.

        >>> import os
        >>> from managementpartner import Client
        >>> with Client() as client:
        ...     for tenant in [os.environ["AZURE_TENANT_ID"]]:
        ...         print(client.for_tenant(tenant).link("12345").change)
        created
        """

    def create(self, partner_id: str, *, timeout: float | None = None) -> Partner:
        """Link the account to a partner ID (PUT).

        What the service does with an account that is linked already is its own business; `link` is the safe way.
        Raises InvalidPartnerIdError for an ID that the service does not know, AlreadyLinkedError where it answers 409.
        """

    def get(self, partner_id: str, *, timeout: float | None = None) -> Partner:
        """Give the account's link if it is with this partner ID.

        >>> from managementpartner import Client, NotLinkedError
        >>> try:
        ...     Client().get("12345")
        ... except NotLinkedError as error:
        ...     print(error.status_code, error.code)
        404 ManagementPartnerNotFound
        """

    def current(self, *, timeout: float | None = None) -> Partner:
        """Give the account's link, whichever partner ID it is with. Raises NotLinkedError when there is none."""

    def update(self, partner_id: str, *, timeout: float | None = None) -> Partner:
        """Change the account's link to another partner ID (PATCH). Raises NotLinkedError when there is none."""

    def delete(self, partner_id: str, *, timeout: float | None = None) -> None:
        """Remove the account's link with this partner ID (DELETE).

        Where there is no link the service answers success too; `unlink` says whether there was one.
        """

    def operations(self, *, timeout: float | None = None) -> list[Operation]:
        """List the operations that the provider Microsoft.ManagementPartner offers.

        >>> from managementpartner import Client
        >>> Client().operations()[0].name
        'Microsoft.ManagementPartner/partners/read'
        """

    def link(self, partner_id: str, *, replace: str | None = None, timeout: float | None = None) -> Linked:
        """Make it so that the account is linked to a partner ID: create the link, change it or do nothing.

        Another partner's ID is replaced only when `replace` names it; otherwise AlreadyLinkedError says which it is.

        >>> from managementpartner import AlreadyLinkedError, Client
        >>> client = Client()
        >>> client.link("12345").change, client.link("12345").change
        ('created', 'unchanged')
        >>> try:
        ...     client.link("123456")
        ... except AlreadyLinkedError as error:
        ...     print(error)
        The account is linked with 12345 (Contoso Cloud Services); nothing was changed
        >>> client.link("123456", replace="12345").previous
        '12345'
        """

    def unlink(self, *, timeout: float | None = None) -> Partner | None:
        """Remove the account's link, whichever it is, and read back that it is gone.

        Gives the link that was removed; None when there was none.
        """

    def account(self, *, timeout: float | None = None) -> Account:
        """Tell who is signed in, by the token. Azure Resource Manager is not asked."""

    def close(self) -> None:
        """Close the connections, unless a client made by `for_tenant` still uses them. Further calls fail."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
        /,
    ) -> None: ...

@final
class AsyncClient:
    """The same as Client, for asyncio: its methods give coroutines, and nothing is sent before they are awaited.

    >>> import asyncio
    >>> from managementpartner import AsyncClient
    >>> async def main():
    ...     async with AsyncClient() as client:
    ...         return await client.link("12345")
    >>> asyncio.run(main()).change
    'created'

    `credential` may be one of azure.identity or one of azure.identity.aio; the latter is awaited in the event loop of
    the call. Cancelling a task cancels its request; a write that may have had an effect says so in a note on the
    CancelledError.
    """

    def __new__(
        cls,
        credential: _AnyCredential | None = None,
        *,
        tenant_id: str | None = None,
        cloud: str | None = None,
        endpoint: str | None = None,
        authority: str | None = None,
        audience: str | None = None,
        ca_file: str | PathLike[str] | None = None,
        timeout: float | None = None,
        retry: Retry | None = None,
    ) -> Self: ...
    def for_tenant(self, tenant_id: str) -> AsyncClient:
        """See Client.for_tenant."""

    def create(self, partner_id: str, *, timeout: float | None = None) -> Coroutine[Any, Any, Partner]:
        """See Client.create."""

    def get(self, partner_id: str, *, timeout: float | None = None) -> Coroutine[Any, Any, Partner]:
        """See Client.get."""

    def current(self, *, timeout: float | None = None) -> Coroutine[Any, Any, Partner]:
        """See Client.current."""

    def update(self, partner_id: str, *, timeout: float | None = None) -> Coroutine[Any, Any, Partner]:
        """See Client.update."""

    def delete(self, partner_id: str, *, timeout: float | None = None) -> Coroutine[Any, Any, None]:
        """See Client.delete."""

    def operations(self, *, timeout: float | None = None) -> Coroutine[Any, Any, list[Operation]]:
        """See Client.operations."""

    def link(
        self, partner_id: str, *, replace: str | None = None, timeout: float | None = None
    ) -> Coroutine[Any, Any, Linked]:
        """See Client.link."""

    def unlink(self, *, timeout: float | None = None) -> Coroutine[Any, Any, Partner | None]:
        """See Client.unlink."""

    def account(self, *, timeout: float | None = None) -> Coroutine[Any, Any, Account]:
        """See Client.account."""

    def close(self) -> Coroutine[Any, Any, None]:
        """See Client.close."""

    def __aenter__(self) -> Coroutine[Any, Any, Self]: ...
    def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
        /,
    ) -> Coroutine[Any, Any, None]: ...

@final
class Retry:
    """How requests are repeated: reads after 408, 429, 500, 502, 503, 504 and faults of the connection.

    Writes are repeated only when they cannot have had an effect. A Retry-After is always obeyed.

    >>> from managementpartner import Client, Retry
    >>> client = Client(retry=Retry(max_retries=0))
    """

    def __new__(cls, max_retries: int = 3, *, initial_delay: float = 0.8, max_delay: float = 30.0) -> Self: ...
    @property
    def max_retries(self) -> int:
        """How many times at most."""

    @property
    def initial_delay(self) -> float:
        """Seconds before the first repetition; they double with each."""

    @property
    def max_delay(self) -> float:
        """The longest wait, in seconds, that is not the service's wish."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Partner:
    """The link between an account and a partner ID, as the service answered it.

    Partners are immutable, equal when all twelve fields are, hashable, and can be pickled. What the service left out is
    None. Times have the zone UTC and are cut to microseconds; `to_json` keeps the service's seven decimals.

    >>> from managementpartner import Client, Partner
    >>> partner = Client().link("12345").partner
    >>> partner.partner_name, partner.state, partner.version
    ('Contoso Cloud Services', 'Active', 1)
    >>> Partner.from_json(partner.to_json()) == partner
    True
    """

    @property
    def created_time(self) -> datetime | None:
        """When the account was first linked; it survives removing and linking again."""

    @property
    def etag(self) -> int | None:
        """Equal to the version."""

    @property
    def id(self) -> str | None:
        """The resource ID, `/providers/microsoft.managementpartner/partners/{partner_id}`."""

    @property
    def name(self) -> str | None:
        """The partner ID once more."""

    @property
    def object_id(self) -> str | None:
        """The account's object ID in the tenant."""

    @property
    def partner_id(self) -> str:
        """The partner ID that the account is linked with."""

    @property
    def partner_name(self) -> str | None:
        """The partner's name."""

    @property
    def state(self) -> str | None:
        """Whether the link is in force: "Active", "Deleted", or what else the service says."""

    @property
    def tenant_id(self) -> str | None:
        """The tenant in which the account is linked."""

    @property
    def type(self) -> str | None:
        """The resource type, `Microsoft.ManagementPartner/partners`."""

    @property
    def updated_time(self) -> datetime | None:
        """When the link was last written."""

    @property
    def version(self) -> int | None:
        """Counts the writes of this account, removals included."""

    def to_dict(self) -> dict[str, Any]:
        """Give the twelve fields by attribute name, with the attributes' values."""

    def to_json(self) -> str:
        """Give the link as `az managementpartner show` prints it: one flat object with sorted camelCase keys.

        What the service left out is left out.
        """

    @staticmethod
    def from_json(text: str) -> Partner:
        """Give the link that `to_json` or the Azure CLI printed. Raises ValueError for anything else."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...

@final
class Linked:
    """What `link` did."""

    def __new__(
        cls, partner: Partner, change: Literal["created", "updated", "unchanged"], previous: str | None = None
    ) -> Self: ...
    @property
    def partner(self) -> Partner:
        """The link that is in force now, as the service answered it."""

    @property
    def change(self) -> Literal["created", "updated", "unchanged"]:
        """What was done for it."""

    @property
    def previous(self) -> str | None:
        """The partner ID that was replaced."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[Partner, str, str | None]: ...

@final
class Operation:
    """An operation that the provider Microsoft.ManagementPartner offers."""

    @property
    def name(self) -> str:
        """Its name, such as `Microsoft.ManagementPartner/partners/read`."""

    @property
    def display(self) -> OperationDisplay | None:
        """What it is, for people."""

    @property
    def origin(self) -> str | None:
        """Who can start it, such as `user,system`."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class OperationDisplay:
    """What an operation is, for people."""

    @property
    def provider(self) -> str | None:
        """The provider's name."""

    @property
    def resource(self) -> str | None:
        """The resource it acts on."""

    @property
    def operation(self) -> str | None:
        """What it does, in words."""

    @property
    def description(self) -> str | None:
        """What it does, in a sentence."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Account:
    """The signed-in account, as its token describes it."""

    @property
    def endpoint(self) -> str:
        """The URL of Azure Resource Manager."""

    @property
    def tenant_id(self) -> str:
        """The tenant's ID."""

    @property
    def object_id(self) -> str | None:
        """The account's object ID in the tenant."""

    @property
    def name(self) -> str | None:
        """Its sign-in name, or the application's name or ID."""

    @property
    def kind(self) -> str | None:
        """`user` or `app`, where the token says it."""

    @property
    def source(self) -> str:
        """How it signed in."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class ManagementPartnerError(Exception):
    """What every exception of managementpartner derives from.

        Exception
        └── ManagementPartnerError
            ├── AlreadyLinkedError
            ├── AuthenticationError
            ├── CallCancelledError
            ├── CallTimeoutError        (also TimeoutError)
            ├── ConnectionFailedError   (also ConnectionError)
            ├── InvalidArgumentError    (also ValueError)
            ├── InvalidPartnerIdError
            ├── InvalidResponseError
            ├── NotLinkedError
            ├── OutcomeUnknownError
            ├── PermissionDeniedError
            ├── ServiceError
            ├── ThrottledError
            └── WrongTenantError

    An exception of the caller's own credential comes out as itself.
    """

    kind: ClassVar[str]
    """The kind's name, the same in every language: `not_linked` and so on."""
    message: str
    """What happened; the service's message, word for word, where it sent one."""
    hint: str | None
    """What to do next. Tracebacks show it from Python 3.11 on."""
    status_code: int | None
    """The HTTP status of the answer."""
    code: str | None
    """The service's error code, such as `PartnerIdInvalid` or `AADSTS7000215`."""
    request_id: str | None
    """The service's ID of the request."""
    correlation_id: str | None
    """The correlation ID."""
    client_request_id: str | None
    """The ID that this client gave the request, the same on every repetition."""
    retry_after: float | None
    """How many seconds the service asked to wait before the next request."""

class AlreadyLinkedError(ManagementPartnerError):
    """The account is linked already (409), or with an ID that the caller did not name."""

class AuthenticationError(ManagementPartnerError):
    """No token could be had, or the service refused it (401)."""

class CallCancelledError(ManagementPartnerError):
    """The call was cancelled, and nothing was changed."""

class CallTimeoutError(ManagementPartnerError, TimeoutError):
    """The call's time limit passed, and nothing was changed."""

class ConnectionFailedError(ManagementPartnerError, ConnectionError):
    """No connection, or it broke."""

class InvalidArgumentError(ManagementPartnerError, ValueError):
    """A value was refused before any request was sent."""

class InvalidPartnerIdError(ManagementPartnerError):
    """The service does not know the partner ID (400)."""

class InvalidResponseError(ManagementPartnerError):
    """An answer that cannot be understood."""

class NotLinkedError(ManagementPartnerError):
    """The account is not linked, or not with the ID that was asked for (404)."""

class OutcomeUnknownError(ManagementPartnerError):
    """A write went out, and whether it took effect could not be found out. Read the link before trying again."""

class PermissionDeniedError(ManagementPartnerError):
    """The account may not do this (403)."""

class ServiceError(ManagementPartnerError):
    """Any other error that the service answered."""

class ThrottledError(ManagementPartnerError):
    """The service wants fewer requests (429)."""

class WrongTenantError(ManagementPartnerError):
    """A token or an answer belongs to another tenant or account than the one asked for."""

def _run(arguments: list[str]) -> int: ...
