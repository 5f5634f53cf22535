# A module with an assembly of its own.
function Get-Neighbour { [Newtonsoft.Json.Linq.JObject]::Parse('{"a":1}').ToString('None') }
