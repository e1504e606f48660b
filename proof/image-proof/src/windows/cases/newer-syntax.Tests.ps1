# The scripts run in Windows PowerShell 5.1, which is part of Windows Server.

BeforeDiscovery {
  $scripts = Get-ChildItem -Path (Join-Path $env:SOURCES 'images/packer/windows') -Filter '*.ps1' -Recurse |
    ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll { . (Join-Path (Split-Path $PSScriptRoot) 'newer-syntax.ps1') }

Describe 'Find-NewerSyntax' {
  It 'finds nothing in <Name>' -ForEach $scripts {
    Find-NewerSyntax (Get-Content -LiteralPath $Path -Raw) | Should -BeNullOrEmpty
  }

  It 'reports <Script>' -ForEach @(
    @{ Script = '$x ? 1 : 2' }, @{ Script = '$x ?? 1' }, @{ Script = '$x ??= 1' }, @{ Script = '${x}?.Length' }, @{ Script = '${x}?[0]' }
    @{ Script = 'Get-Item x && Get-Item y' }, @{ Script = 'Get-Item x || Get-Item y' }
    @{ Script = 'if ($IsWindows) { 1 }' }, @{ Script = '$IsLinux' }, @{ Script = '$IsMacOS' }
    @{ Script = '$t | ConvertFrom-Json -AsHashtable' }, @{ Script = '$t | ConvertFrom-Json -Depth 9' }, @{ Script = '$t | ConvertFrom-Json -NoEnumerate' }
    @{ Script = 'Invoke-WebRequest -UseBasicParsing -Uri $u -SkipHttpErrorCheck' }, @{ Script = 'Invoke-RestMethod -UseBasicParsing -Uri $u -MaximumRetryCount 3' }
    @{ Script = 'Invoke-RestMethod -UseBasicParsing -Uri $u -RetryIntervalSec 3' }, @{ Script = 'Invoke-WebRequest -UseBasicParsing -Uri $u -Authentication Basic' }
    @{ Script = 'Invoke-WebRequest -UseBasicParsing -Uri $u -Form @{}' }, @{ Script = 'Invoke-WebRequest -Uri $u' }, @{ Script = 'Invoke-RestMethod $u' }
    @{ Script = 'Get-Content x -AsByteStream' }, @{ Script = 'Set-Content x -AsByteStream' }, @{ Script = 'Join-Path a b c' }
    @{ Script = 'Split-Path x -LeafBase' }, @{ Script = '1..3 | ForEach-Object -Parallel { $_ }' }, @{ Script = 'Select-String x y -Raw' }
    @{ Script = 'Test-Json $t' }, @{ Script = 'Remove-Service x' }, @{ Script = 'Get-Error' }, @{ Script = 'ConvertFrom-Json $t -AsHash' }
    @{ Script = 'whoami 2>&1' }, @{ Script = 'Get-Item x > y' }, @{ Script = 'Get-Item x | Out-File y' }, @{ Script = 'if (' }
    @{ Script = "# $([char] 0x2026)" }
  ) {
    @(Find-NewerSyntax $Script).Count | Should -Be 1 -Because "$(Find-NewerSyntax $Script)"
  }

  It 'accepts <Script>' -ForEach @(
    @{ Script = 'Join-Path -Path a -ChildPath b' }, @{ Script = 'Join-Path $HOME ''.aws''' }, @{ Script = 'Get-Item x 2>$null' }
    @{ Script = 'function Invoke-Native { $lines = & $Program @Arguments 2>&1 }' }, @{ Script = 'Invoke-WebRequest -UseBasicParsing -Uri $u -OutFile $p' }
    @{ Script = "<powershell>`nGet-Item x`n</powershell>" }, @{ Script = '$x | Where-Object { $_ }' }
  ) {
    Find-NewerSyntax $Script | Should -BeNullOrEmpty
  }
}
