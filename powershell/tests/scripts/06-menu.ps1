# A menu: each choice with Stop, and its error in words.
param($Choice, $PartnerId)
try {
    switch ($Choice) {
        'show' { $link = Get-AzManagementPartner -ErrorAction Stop; "$($link.PartnerName) ($($link.PartnerId)), $($link.State)" }
        'add' { $link = New-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop; "added $($link.PartnerId)" }
        'change' { $link = Update-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop; "changed to $($link.PartnerId)" }
        'remove' { Remove-AzManagementPartner -PartnerId $PartnerId -ErrorAction Stop; 'removed' }
    }
}
catch {
    if ($_.Exception.Message -like '*already linked*') { 'choose change instead' } else { "failed: $($_.Exception.Message)" }
}
