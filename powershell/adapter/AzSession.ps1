# A session of Az that holds one given token, for cases that bring their own.
param($Token, $Arm, $Authority)
$global:CaseToken = $Token
$global:CaseContext = [pscustomobject]@{
    Account     = [pscustomobject]@{ Id = 'case' }
    Tenant      = $null
    Environment = [pscustomobject]@{ Name = 'AzureCloud'; ResourceManagerUrl = $Arm; ActiveDirectoryAuthority = $Authority }
}
function global:Get-AzContext { [CmdletBinding()] param() $CaseContext }
function global:Get-AzAccessToken {
    [CmdletBinding()]
    param($ResourceUrl, $TenantId)
    [pscustomobject]@{ Token = $CaseToken; ExpiresOn = [DateTimeOffset]::UtcNow.AddHours(1) }
}
