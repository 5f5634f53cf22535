# Get, then New, Update or nothing, then a line that verifies.
param($PartnerId)
$link = Get-AzManagementPartner -ErrorAction SilentlyContinue
if ($null -eq $link) {
    New-AzManagementPartner -PartnerId $PartnerId | Out-Null
}
elseif ($link.PartnerId -ne $PartnerId) {
    Update-AzManagementPartner -PartnerId $PartnerId | Out-Null
}
"verified: $((Get-AzManagementPartner).PartnerId)"
