# A module with an assembly of its own.
[void] [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine([AppContext]::BaseDirectory, 'Newtonsoft.Json.dll'))

function Get-Neighbour { [Newtonsoft.Json.Linq.JObject]::Parse('{"a":1}').ToString('None') }
