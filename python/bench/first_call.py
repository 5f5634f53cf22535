"""The shortest script: it signs in, shows the link and ends. `python first_call.py own|peer`.

It prints the threads that run and the most memory in kB.
"""

import sys

if sys.argv[1] == "own":
    from managementpartner import Client

    with Client() as client:
        shown: str | None = client.current().partner_id
else:
    from clients import credential, scope, use_the_emulator_s_certificate

    use_the_emulator_s_certificate()
    import os

    from azure.identity import ClientSecretCredential
    from azure.mgmt.managementpartner import ACEProvisioningManagementPartnerAPI

    endpoint = os.environ["MANAGEMENTPARTNER_ENDPOINT"]
    with ACEProvisioningManagementPartnerAPI(
        credential(ClientSecretCredential), endpoint, credential_scopes=[scope()]
    ) as peer:
        shown = peer.partners.get().partner_id

assert shown == "12345"
with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - pathlib would be one more module
    status = dict(line.split(":", 1) for line in file)
sys.stdout.write(f"{status['Threads'].strip()} {status['VmHWM'].split()[0]}\n")
