# For a host in another language: stages as JSON, errors sorted by words of their message.
param($PartnerId)
$result = @{ stage = 'get'; ok = $false; reason = '' }
try {
    try { $existing = Get-AzManagementPartner -ErrorAction Stop } catch { $existing = $null }
    if ($existing) {
        $result.stage = 'update'
        $link = Update-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop
    }
    else {
        $result.stage = 'new'
        $link = New-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop
    }
    $result.ok = $link.PartnerId -eq "$PartnerId"
}
catch {
    $message = $_.Exception.Message.ToLowerInvariant()
    $result.reason = if ($message -match 'forbidden|authorizationfailed') { 'rights' } elseif ($message -match 'invalid|not valid') { 'id' } else { $message }
}
"$($result.stage) $($result.ok) $($result.reason)"
