"""The emulator of Entra ID and Azure Resource Manager, as a process of its own."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

PROGRAM = Path(sys.executable).with_name("managementpartner")


class Token(NamedTuple):
    """What a credential gives."""

    token: str
    expires_on: int


class Emulator:
    """A running emulator, with the faults of a scenario."""

    def __init__(self, folder: Path, *faults: dict[str, Any]) -> None:
        self._log = folder / "requests.jsonl"
        scenario = folder / "scenario.json"
        scenario.write_text(json.dumps({"faults": faults}), encoding="utf-8")
        command = [str(PROGRAM), "emulator", "--request-log", str(self._log), "--scenario", str(scenario)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - our own program
        assert self._process.stdout is not None
        ready = json.loads(self._process.stdout.readline())
        self.arm: str = ready["arm"]
        self.ca_file: str = ready["ca_file"]
        self.environment: dict[str, str] = ready["environment"]
        self.tenant = self.environment["AZURE_TENANT_ID"]

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def requests(self, method: str | None = None) -> list[dict[str, Any]]:
        """Give the requests to the partner API so far, as they were answered."""
        text = self._log.read_text(encoding="utf-8") if self._log.exists() else ""
        requests = [json.loads(line) for line in text.splitlines()]
        return [
            request
            for request in requests
            if "ManagementPartner" in request["path"] and method in (None, request["method"])
        ]

    def sign_ins(self) -> int:
        """Count the tokens that Entra ID gave."""
        return self._log.read_text(encoding="utf-8").count("/oauth2/v2.0/token")

    def token(self, tenant: str | None = None) -> Token:
        """Sign in as the environment's service principal."""
        url = f"{self.environment['AZURE_AUTHORITY_HOST']}/{tenant or self.tenant}/oauth2/v2.0/token"
        form = {
            "grant_type": "client_credentials",
            "client_id": self.environment["AZURE_CLIENT_ID"],
            "client_secret": self.environment["AZURE_CLIENT_SECRET"],
            "scope": f"{self.arm}/.default",
        }
        context = ssl.create_default_context(cafile=self.ca_file)
        request = urllib.request.Request(url, urllib.parse.urlencode(form).encode())  # noqa: S310 - it is https
        with urllib.request.urlopen(request, context=context) as answer:  # noqa: S310
            body = json.load(answer)
        return Token(body["access_token"], 4_000_000_000)
