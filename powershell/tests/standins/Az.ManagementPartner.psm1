# The module whose place ours takes, installed all the same.
function Get-AzManagementPartner { 'the other one' }
function New-AzManagementPartner { 'the other one' }
