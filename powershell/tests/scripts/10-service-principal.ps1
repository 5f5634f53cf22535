# A service principal that was made just now signs in by itself, links and leaves.
param($AppId, $Secret, $Tenant, $MPN_ID)
$password = [securestring]::new()
$Secret.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
$credential = [pscredential]::new($AppId, $password)
Start-Sleep 15
Connect-AzAccount -ServicePrincipal -Credential $credential -Tenant $Tenant | Out-Null
New-AzManagementPartner -PartnerId $MPN_ID
Disconnect-AzAccount | Out-Null
