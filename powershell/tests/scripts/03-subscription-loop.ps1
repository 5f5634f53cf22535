# For each subscription: switch the context, look, link. The property of a result that may be empty.
param($PartnerId)
foreach ($subscription in Get-AzSubscription) {
    $subscription | Set-AzContext | Out-Null
    $linked = Get-AzManagementPartner -ErrorAction SilentlyContinue | Select-Object -ExpandProperty PartnerId
    if (-not $linked) {
        $linked = New-AzManagementPartner -PartnerId $PartnerId | Select-Object -ExpandProperty PartnerId
    }
    "$($subscription.TenantId) $linked"
}
