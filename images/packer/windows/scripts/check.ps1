# Goss over the finished machine: an image that is not what it should be is not made.
. 'C:\packer\scripts\artifacts.ps1'

$goss = Get-Artifact $Versions.goss
# Goss calls its Windows build an alpha, and wants to hear that one knows.
$env:GOSS_USE_ALPHA = '1'
Invoke-Native $goss @(
  '--gossfile', 'C:\packer\goss\build.yaml', 'validate', '--format', 'documentation', '--no-color',
  '--retry-timeout', '30s', '--sleep', '2s'
)
exit 0
