# Az.Accounts as far as scripts of this field use it: a session, and tokens that the emulator issues.
# The shape of a token follows the version in the manifest: text before 5.0, a SecureString from then on.
$State = @{ Context = $null; Contexts = @(); Calls = [System.Collections.Generic.List[hashtable]]::new() }

function Initialize-AzStandIn {
    param([string] $Arm, [string] $Authority, [hashtable[]] $Tenants)
    $State.Arm = $Arm
    $State.Authority = $Authority
    $State.Tenants = $Tenants
}

function Get-AzStandInCall { $State.Calls }

function New-Context([string] $Account, [string] $Secret, [string] $Tenant) {
    [pscustomobject]@{
        Name        = "$Account - $Tenant"
        Account     = [pscustomobject]@{ Id = $Account; Type = 'ServicePrincipal' }
        Tenant      = [pscustomobject]@{ Id = $Tenant }
        Environment = [pscustomobject]@{
            Name                                    = 'AzureCloud'
            ResourceManagerUrl                      = "$($State.Arm)/"
            ActiveDirectoryAuthority                = "$($State.Authority)/"
            ActiveDirectoryServiceEndpointResourceId = 'https://management.core.windows.net/'
        }
        Secret      = $Secret
    }
}

function Connect-AzAccount {
    [CmdletBinding()]
    param([switch] $ServicePrincipal, [pscredential] $Credential, [Alias('TenantId')] [string] $Tenant, [switch] $UseDeviceAuthentication, [string] $Subscription)
    $who = $State.Tenants[0]
    $id = if ($Credential) { $Credential.UserName } else { $who.ClientId }
    $secret = if ($Credential) { $Credential.GetNetworkCredential().Password } else { $who.Secret }
    $State.Context = New-Context $id $secret $(if ($Tenant) { $Tenant } else { $who.Tenant })
    $State.Contexts = @($State.Tenants | ForEach-Object { New-Context $_.ClientId $_.Secret $_.Tenant })
    $State.Context
}

function Disconnect-AzAccount { $State.Context = $null; $State.Contexts = @() }

function Get-AzContext {
    [CmdletBinding()]
    param([switch] $ListAvailable, [Alias('AzContext', 'AzureRmContext', 'AzureCredential')] $DefaultProfile)
    if ($ListAvailable) { return $State.Contexts }
    if ($DefaultProfile) { return $DefaultProfile }
    $State.Context
}

function Set-AzContext {
    [CmdletBinding()]
    param([Alias('Tenant')] [string] $TenantId, [Alias('SubscriptionId')] [string] $Subscription, [Parameter(ValueFromPipeline)] $InputObject)
    process {
        $id = if ($InputObject) { $InputObject.TenantId } else { $TenantId }
        $State.Context = New-Context $State.Context.Account.Id $State.Context.Secret $id
        $State.Context
    }
}

function Get-AzTenant {
    [CmdletBinding()] param()
    $State.Tenants | ForEach-Object { [pscustomobject]@{ Id = $_.Tenant; TenantId = $_.Tenant; Name = $_.Name; TenantCategory = 'Home' } }
}

function Get-AzSubscription {
    [CmdletBinding()] param()
    $State.Tenants | ForEach-Object { [pscustomobject]@{ Id = [guid]::NewGuid().ToString(); Name = "$($_.Name) production"; TenantId = $_.Tenant; State = 'Enabled' } }
}

function Get-Token([string] $Tenant, $Context) {
    $handler = [System.Net.Http.HttpClientHandler]::new()
    $handler.ServerCertificateCustomValidationCallback = [System.Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator
    $http = [System.Net.Http.HttpClient]::new($handler)
    $form = [System.Collections.Generic.Dictionary[string, string]]::new()
    $form['grant_type'] = 'client_credentials'
    $form['client_id'] = $Context.Account.Id
    $form['client_secret'] = $Context.Secret
    $form['scope'] = "$($State.Arm)/.default"
    try {
        $answer = $http.PostAsync("$($State.Authority)/$Tenant/oauth2/v2.0/token", [System.Net.Http.FormUrlEncodedContent]::new($form)).Result
        $json = [System.Text.Json.Nodes.JsonNode]::Parse($answer.Content.ReadAsStringAsync().Result)
        if (-not $answer.IsSuccessStatusCode) { throw [string] $json['error_description'] }
        [string] $json['access_token']
    }
    finally { $http.Dispose() }
}

function Get-AzAccessToken {
    [CmdletBinding()]
    param([Alias('Resource', 'ResourceUri')] [string] $ResourceUrl, [string] $TenantId, [switch] $AsSecureString, $DefaultProfile)
    $State.Calls.Add(@{ ResourceUrl = $ResourceUrl; TenantId = $TenantId; AsSecureString = [bool] $AsSecureString; Thread = [Environment]::CurrentManagedThreadId })
    $Version = $MyInvocation.MyCommand.Module.Version
    if ($AsSecureString -and $Version -lt [version] '2.17.0') { throw "A parameter cannot be found that matches parameter name 'AsSecureString'." }
    $context = if ($DefaultProfile) { $DefaultProfile } else { $State.Context }
    if (-not $context) { throw 'Run Connect-AzAccount to login.' }
    if (-not $TenantId) { $TenantId = $context.Tenant.Id }
    $token = Get-Token $TenantId $context
    if ($AsSecureString -or $Version -ge [version] '5.0.0') { $secure = [securestring]::new(); $token.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; $token = $secure }
    [pscustomobject]@{ Token = $token; ExpiresOn = [DateTimeOffset]::UtcNow.AddHours(1); Type = 'Bearer'; TenantId = $TenantId; UserId = $context.Account.Id }
}

Export-ModuleMember -Function *-Az*
