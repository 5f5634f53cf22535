# Create only where nothing is linked yet; complain about another partner.
param([string] $PartnerId)
$current = Get-AzManagementPartner -ErrorAction SilentlyContinue
if ($current) {
    if ($current.PartnerId -eq $PartnerId) { 'already linked'; return }
    "linked to $($current.PartnerId)"
    return
}
try {
    $null = New-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop
    'linked'
}
catch {
    throw "Could not link: $($_.Exception.Message)"
}
