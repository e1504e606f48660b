# Stand-in for the agent's install.ps1, with the same variables and results (semaphoreci/agent, install.ps1).
Set-StrictMode -Off
$ErrorActionPreference = 'Stop'
if (-not $env:SemaphoreRegistrationToken) { exit 1 }
Invoke-WebRequest "https://github.com/semaphoreci/toolbox/releases/download/$env:SemaphoreToolboxVersion/self-hosted-windows.tar" -OutFile toolbox.tar
tar.exe -xf toolbox.tar -C $HOME
if (Test-Path "$HOME\.toolbox") { Remove-Item -LiteralPath "$HOME\.toolbox" -Recurse -Force }
if (-not $Machine.Toolbox.Missing) { Rename-Item "$HOME\toolbox" '.toolbox' }
Remove-Item toolbox.tar
Set-Content -Path "$PSScriptRoot\config.yaml" -Value "endpoint: $env:SemaphoreEndpoint`ntoken: $env:SemaphoreRegistrationToken`nshutdown-hook-path: $env:SemaphoreAgentShutdownHook"
