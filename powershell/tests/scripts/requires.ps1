# The requirement is the one line that changed.
#Requires -Modules ManagementPartner
param($PartnerId)
New-AzManagementPartner -PartnerId $PartnerId
