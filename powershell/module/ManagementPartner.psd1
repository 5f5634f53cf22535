@{
    RootModule             = 'bin/ManagementPartner.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'ca687119-9018-4047-8c11-aaf102077b71'
    Author                 = 'The ManagementPartner contributors'
    Copyright              = '(c) The ManagementPartner contributors. MIT licence.'
    Description            = 'Links the accounts that work in Azure tenants to a Microsoft partner ID (Partner Admin Link): one tenant or many, with the session of Connect-AzAccount or a sign-in of its own. Takes the place of Az.ManagementPartner in scripts as they are, and needs no other module.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = 'Core', 'Desktop'
    FormatsToProcess       = 'ManagementPartner.format.ps1xml'
    TypesToProcess         = 'ManagementPartner.types.ps1xml'
    FunctionsToExport      = @()
    VariablesToExport      = @()
    CmdletsToExport        = 'Connect-ManagementPartner',
                             'Disconnect-ManagementPartner',
                             'Get-ManagementPartner',
                             'New-ManagementPartner',
                             'Remove-ManagementPartner',
                             'Set-ManagementPartner',
                             'Update-ManagementPartner'
    AliasesToExport        = 'Get-AzManagementPartner',
                             'Get-AzureRmManagementPartner',
                             'New-AzManagementPartner',
                             'New-AzureRmManagementPartner',
                             'Remove-AzManagementPartner',
                             'Remove-AzureRmManagementPartner',
                             'Update-AzManagementPartner',
                             'Update-AzureRmManagementPartner'
    PrivateData            = @{
        PSData = @{
            Tags = 'Azure', 'Partner', 'PAL', 'PartnerAdminLink', 'ManagementPartner', 'MPN', 'CSP', 'PSEdition_Core', 'PSEdition_Desktop'
        }
    }
}
