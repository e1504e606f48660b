# Goss over the finished machine: an image that is not what it should be is not made. It stays there, so that an
# instance can be asked the same.
. 'C:\packer\scripts\artifacts.ps1'

$folder = "$AgentDirectory\goss"
New-Item -ItemType Directory -Path $folder -Force | Out-Null
Copy-Item -Path 'C:\packer\goss\*.yaml' -Destination $folder -Force
Copy-Item -LiteralPath (Get-Artifact $Versions.goss) -Destination "$folder\goss.exe" -Force

# Goss calls its Windows build an alpha, and wants to hear that one knows.
$env:GOSS_USE_ALPHA = '1'
Invoke-Native "$folder\goss.exe" @(
  '--gossfile', "$folder\build.yaml", 'validate', '--format', 'documentation', '--no-color',
  # One at a time: on a small builder everything starts cold, and two dozen programs at once run into their time-outs.
  '--max-concurrent', '1', '--retry-timeout', '3m', '--sleep', '5s'
)
exit 0
