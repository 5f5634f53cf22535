# What scripts use of Microsoft.PowerShell.Utility, which the engine's package lacks: as far as the tests go.
function Write-Output {
    param([Parameter(Position = 0, ValueFromPipeline)] $InputObject)
    process { $InputObject }
}

function Write-Host {
    param([Parameter(Position = 0, ValueFromRemainingArguments)] $Object, $ForegroundColor, [switch] $NoNewline)
    $Host.UI.WriteLine("$Object")
}

function Write-Error {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Message)
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($Message), 'Script', 'NotSpecified', $null))
}

function Select-Object {
    param([Parameter(Position = 0)] [string[]] $Property, [Parameter(ValueFromPipeline)] $InputObject, [string] $ExpandProperty)
    process {
        if ($ExpandProperty) { return $InputObject.$ExpandProperty }
        $row = [ordered]@{}
        foreach ($name in $Property) { $row[$name] = $InputObject.$name }
        [pscustomobject] $row
    }
}

function ConvertTo-Json {
    param([Parameter(ValueFromPipeline)] $InputObject, [switch] $Compress, [int] $Depth)
    process { [System.Text.Json.JsonSerializer]::Serialize([System.Collections.Generic.Dictionary[string, object]] $InputObject) }
}

function Start-Sleep { param([Parameter(Position = 0)] [int] $Seconds) }
