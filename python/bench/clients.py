"""The clients that are measured, each made as its users make it, from the emulator's environment."""

from __future__ import annotations

import os
from typing import Any


def use_the_emulator_s_certificate() -> None:
    """Have the peer's clients trust the emulator by their usual variables, which spares them a look per request."""
    os.environ["SSL_CERT_FILE"] = os.environ["REQUESTS_CA_BUNDLE"]


def credential(kind: Any) -> Any:
    """Make a ClientSecretCredential of azure.identity or of azure.identity.aio."""
    return kind(
        os.environ["AZURE_TENANT_ID"],
        os.environ["AZURE_CLIENT_ID"],
        os.environ["AZURE_CLIENT_SECRET"],
        authority=os.environ["AZURE_AUTHORITY_HOST"],
        disable_instance_discovery=True,
    )


def scope() -> str:
    """Give the scope of the emulator's tokens."""
    return f"{os.environ['MANAGEMENTPARTNER_ENDPOINT']}/.default"
