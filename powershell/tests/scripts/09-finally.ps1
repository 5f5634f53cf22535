# Says that it worked whatever happened; the error shows all the same.
param($PartnerId)
try { Update-AzManagementPartner -PartnerId $PartnerId }
catch { 'caught'; exit 1 }
finally { 'You have updated the partner.' }
