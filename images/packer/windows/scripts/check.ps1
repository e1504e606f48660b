# Tests the finished machine with Goss. If a test fails, no image is created. Goss stays in the image to test instances.
. 'C:\packer\scripts\artifacts.ps1'

$folder = "$AgentDirectory\goss"
New-Item -ItemType Directory -Path $folder -Force | Out-Null
Copy-Item -Path 'C:\packer\goss\*.yaml' -Destination $folder -Force
Copy-Item -LiteralPath (Get-Artifact $Versions.goss) -Destination "$folder\goss.exe" -Force

# Goss requires this on Windows.
$env:GOSS_USE_ALPHA = '1'
Invoke-Native "$folder\goss.exe" @(
  '--gossfile', "$folder\build.yaml", 'validate', '--format', 'documentation', '--no-color',
  # One test at a time, because many programs that start for the first time together exceed their time limits.
  '--max-concurrent', '1', '--retry-timeout', '3m', '--sleep', '5s'
)
exit 0
