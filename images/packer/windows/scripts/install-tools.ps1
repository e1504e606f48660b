# Installs Chocolatey, the packages in versions.json (7zip, git, jq, yq, nssm, Python), and boto3.
. 'C:\packer\scripts\artifacts.ps1'

$env:chocolateyVersion = $Versions.chocolatey.version
$script = Get-Artifact $Versions.chocolatey
& $script
Update-Path

foreach ($package in $Versions.chocolateyPackages.PSObject.Properties) {
  Write-Log "Installing $($package.Name) $($package.Value)."
  # 3010 and 1641 mean that a restart is required.
  Invoke-Native 'choco' @(
    'install', '--yes', '--no-progress', '--limit-output', $package.Name, '--version', $package.Value
  ) -AcceptedExitCodes 0, 1641, 3010
}
Update-Path

# Files in jobs keep the line endings with which they were committed.
Invoke-Native 'git' @('config', '--system', 'core.autocrlf', 'false')
Invoke-Native 'python' @(
  '-m', 'pip', 'install', '--disable-pip-version-check', '--require-hashes', '--requirement', 'C:\packer\boto3.txt'
)
exit 0
