# An id as a number, tenant by tenant.
param($Tenants)
$id = 2209941
foreach ($tenant in $Tenants) {
    Set-AzContext -TenantId $tenant | Out-Null
    Get-AzManagementPartner
    new-AzManagementPartner $id
}
