# Runs the Pester cases: run.ps1 -Sources <workspace> -Root <folder for drive C:> -Results <file> [-Only <part of a file's name>].
# Writes {passed, failed, skipped, failures, coverage, missed} to the results file. Exits with 1 if a case failed or none ran.
param(
  [Parameter(Mandatory = $true)] [string] $Sources,
  [Parameter(Mandatory = $true)] [string] $Root,
  [Parameter(Mandatory = $true)] [string] $Results,
  [string] $Only = ''
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.7
$env:SOURCES = $Sources
$env:STAND_IN_ROOT = $Root
$env:STAND_IN = Join-Path $PSScriptRoot 'stand-in'
foreach ($part in 'machine', 'files', 'system', 'remoting', 'programs', 'network') { . "$env:STAND_IN/$part.ps1" }
. "$PSScriptRoot/cases/fleet.ps1"
New-MachineDrive
# Pester measures coverage by path, so the scripts must exist at these paths when Pester starts.
Reset-Machine build
New-InstanceFiles

$configuration = New-PesterConfiguration
$configuration.Run.Path = @(Get-ChildItem -Path (Join-Path $PSScriptRoot 'cases') -Filter "*$Only*.Tests.ps1").FullName
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.CodeCoverage.Enabled = $true
$configuration.CodeCoverage.OutputPath = "$Results.coverage.xml"
$configuration.CodeCoverage.Path = @(
  Get-ChildItem -Path "$Root/semaphore-agent" -Filter '*.ps1' -Recurse | Where-Object { $_.Name -ne 'install.ps1' }
  Get-ChildItem -Path "$Root/packer/scripts" -Filter '*.ps1'
) | ForEach-Object { $_.FullName }
$run = Invoke-Pester -Configuration $configuration

$failures = @($run.Failed | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord[0].ToString())" }) +
  @($run.FailedContainers | ForEach-Object { "$($_.Item): $($_.ErrorRecord[0].ToString())" }) +
  @($run.FailedBlocks | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord[0].ToString())" })
$missed = @($run.CodeCoverage.CommandsMissed | ForEach-Object { "$($_.File.Substring($Root.Length + 1)):$($_.Line): $($_.Command)" })
[System.IO.File]::WriteAllText($Results, (ConvertTo-Json -Depth 3 @{
      passed = $run.PassedCount
      failed = $failures.Count
      skipped = $run.SkippedCount
      failures = $failures
      coverage = [math]::Round($run.CodeCoverage.CoveragePercent, 1)
      missed = $missed
    }))
Write-Output "$($run.PassedCount) passed, $($failures.Count) failed, coverage $([math]::Round($run.CodeCoverage.CoveragePercent, 1)) %"
if ($failures.Count -gt 0 -or $run.TotalCount -eq 0) { exit 1 }
