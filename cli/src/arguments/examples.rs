//! What every help text ends with.

pub(super) const PROGRAM: &str = "\
Examples:
  managementpartner quickstart                       See it work, without an account
  managementpartner link --partner-id 1234567        Link the signed-in account
  managementpartner show --query partnerId -o tsv    The linked ID, for a script

Exit codes: 0 done, 1 the service or the connection failed, 2 the command line is wrong, 3 not linked";

pub(super) const CREATE: &str = "\
Examples:
  managementpartner create --partner-id 1234567
  managementpartner create --partner-id 1234567 --tenant contoso.onmicrosoft.com

`link` does the same and is safe to repeat.";

pub(super) const SHOW: &str = "\
Examples:
  managementpartner show
  managementpartner show -o table
  managementpartner show --query partnerId -o tsv

An account that is not linked is an error with exit code 3.";

pub(super) const UPDATE: &str = "\
Examples:
  managementpartner update --partner-id 7654321
  managementpartner update --partner-id 7654321 --auth azure-cli -v

`link --replace` changes only the partner ID that you name.";

pub(super) const DELETE: &str = "\
Examples:
  managementpartner delete --partner-id 1234567

The service answers success for an account without a link too; `unlink` says whether there was one.";

pub(super) const LINK: &str = "\
Examples:
  managementpartner link --partner-id 1234567
  managementpartner link --partner-id 1234567 --replace 7654321
  managementpartner link --partner-id 1234567 --tenant contoso.onmicrosoft.com -o none

Another partner's ID stays unless it is the one that --replace names.";

pub(super) const UNLINK: &str = "\
Examples:
  managementpartner unlink
  managementpartner unlink --query partnerId -o tsv    Which link was removed

Prints the link that was removed; where there was none it prints nothing, says so and succeeds.";

pub(super) const OPERATIONS: &str = "\
Examples:
  managementpartner operations -o table
  managementpartner operations --query '[].name' -o tsv";

pub(super) const COMPLETION: &str = "\
Examples:
  source <(managementpartner completion bash)
  managementpartner completion zsh > ~/.zfunc/_managementpartner
  managementpartner completion powershell | Out-String | Invoke-Expression";

pub(super) const EMULATOR: &str = "\
Examples:
  managementpartner emulator run -- managementpartner create --partner-id 12345
  managementpartner emulator --state estate.json --partner 7654321='My company'
  managementpartner emulator --seed-tenants 100 --scenario faults.json

Prints one line of JSON when it answers: arm, authority, ca_file and a ready-made environment.";

pub(super) const EMULATOR_RUN: &str = "\
Examples:
  managementpartner emulator run -- managementpartner create --partner-id 12345
  managementpartner emulator run -- sh -c 'managementpartner link --partner-id 12345; managementpartner show'

Ends with the exit code of the command.";

pub(super) const QUICKSTART: &str = "\
Example:
  managementpartner quickstart";
