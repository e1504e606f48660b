<powershell>
# User data of the build instance: opens WinRM for Packer, over TLS only. On instances of the finished image, start.ps1 closes
# WinRM. Does not set the execution policy, because EC2Launch runs this with a policy of its own, and Set-ExecutionPolicy would
# then throw.
$ErrorActionPreference = 'Stop'

Get-ChildItem -Path 'WSMan:\localhost\Listener' | Remove-Item -Recurse -Force
$certificate = New-SelfSignedCertificate -CertStoreLocation 'Cert:\LocalMachine\My' -DnsName 'packer'
New-Item -Path 'WSMan:\localhost\Listener' -Transport HTTPS -Address * -CertificateThumbPrint $certificate.Thumbprint -Force
Set-Item -Path 'WSMan:\localhost\MaxTimeoutms' -Value 1800000
Set-Item -Path 'WSMan:\localhost\Shell\MaxMemoryPerShellMB' -Value 2048
Set-Item -Path 'WSMan:\localhost\Service\Auth\Basic' -Value $true
Set-Item -Path 'WSMan:\localhost\Service\AllowUnencrypted' -Value $false
New-NetFirewallRule -Name 'packer-winrm' -DisplayName 'Packer over WinRM' -Direction Inbound -Protocol TCP -LocalPort 5986 -Action Allow
Set-Service -Name 'WinRM' -StartupType Automatic
Restart-Service -Name 'WinRM'
</powershell>
