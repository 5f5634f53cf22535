# A rehearsal: try New, else Update, both with -WhatIf.
param($PartnerId)
try { New-AzManagementPartner -PartnerId $PartnerId -WhatIf; $registered = $true }
catch { Update-AzManagementPartner -PartnerId $PartnerId -WhatIf; $registered = $false }
"registered: $registered"
