# Decide by the service's own words.
param($PartnerId)
try {
    $link = Get-AzManagementPartner -ErrorAction Stop
    "linked to $($link.PartnerId)"
}
catch {
    if ($_.Exception.Message -match 'This user or service principal is not linked with a Partner ID') { 'not linked' }
    else { throw }
}
