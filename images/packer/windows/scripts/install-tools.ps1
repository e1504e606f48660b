# Chocolatey and what it brings: 7zip, git, jq, yq, nssm, Python; then boto3.
. 'C:\packer\scripts\artifacts.ps1'

$env:chocolateyVersion = $Versions.chocolatey.version
$script = Get-Artifact $Versions.chocolatey
& $script
Update-Path

foreach ($package in $Versions.chocolateyPackages.PSObject.Properties) {
  Write-Log "Installing $($package.Name) $($package.Value)."
  # 3010 and 1641: done, but for a restart.
  Invoke-Native 'choco' @(
    'install', '--yes', '--no-progress', '--limit-output', $package.Name, '--version', $package.Value
  ) -AcceptedExitCodes 0, 1641, 3010
}
Update-Path

# Scripts of jobs keep the line endings that they were committed with.
Invoke-Native 'git' @('config', '--system', 'core.autocrlf', 'false')
Invoke-Native 'python' @('-m', 'pip', 'install', '--disable-pip-version-check', "boto3==$($Versions.boto3.version)")
exit 0
