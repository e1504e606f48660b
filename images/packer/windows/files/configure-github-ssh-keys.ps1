# Replaces GitHub's lines in the current user's known_hosts. -HostKeys is a JSON list of host keys.
param([Parameter(Mandatory = $true)] [string] $HostKeys)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$keys = @($HostKeys | ConvertFrom-Json | ForEach-Object { $_ })
if ($keys.Count -eq 0) { throw 'The list of host keys is empty.' }
foreach ($key in $keys) {
  if ($key -cnotmatch '^[a-z0-9@.-]+ [A-Za-z0-9+/=]+\z') { throw "'$key' is not a host key." }
}

$folder = Join-Path $HOME '.ssh'
$file = Join-Path $folder 'known_hosts'
New-Item -ItemType Directory -Path $folder -Force | Out-Null
$others = @()
if (Test-Path -LiteralPath $file) { $others = @(Get-Content -LiteralPath $file | Where-Object { $_ -notmatch '^github\.com ' }) }
# Without a byte order mark, which ssh would read as part of the first host name.
[System.IO.File]::WriteAllText($file, ((($others + @($keys | ForEach-Object { "github.com $_" })) -join "`n") + "`n"))
