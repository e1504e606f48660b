# Installs the agent, the toolbox's archive and the scripts of this project in C:\semaphore-agent. At the first boot, start.ps1
# creates the agent's user and runs the agent's installer. AGENT_VERSION and TOOLBOX_VERSION override the versions in
# versions.json.
. 'C:\packer\scripts\artifacts.ps1'

$toolboxVersion = $env:TOOLBOX_VERSION
if ([string]::IsNullOrEmpty($toolboxVersion)) { $toolboxVersion = $Versions.toolbox.version }

New-Item -ItemType Directory -Path "$AgentDirectory\hooks" -Force | Out-Null
# The folder will contain secrets. Gives access to SYSTEM and administrators only, by SID, because names depend on the language.
Invoke-Native 'icacls' @($AgentDirectory, '/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')

$archive = Get-Artifact $Versions.agent "$env:AGENT_VERSION"
Invoke-Native 'tar.exe' @('-xzf', $archive, '-C', $AgentDirectory)
foreach ($file in 'agent.exe', 'install.ps1') {
  if (-not (Test-Path -LiteralPath "$AgentDirectory\$file")) { throw "The agent's archive has no $file." }
}
Invoke-Native "$AgentDirectory\agent.exe" @('version')

Copy-Item -Path 'C:\packer\files\*.ps1' -Destination $AgentDirectory -Force
Copy-Item -Path 'C:\packer\files\hooks\shutdown.ps1' -Destination "$AgentDirectory\hooks" -Force
Copy-Item -LiteralPath 'C:\packer\gen-pre-signed-url.py' -Destination $AgentDirectory -Force
# At the first boot, the agent's install.ps1 gets this file instead of downloading one without verifying it.
Move-Item -LiteralPath (Get-Artifact $Versions.toolbox $toolboxVersion) -Destination "$AgentDirectory\verified-toolbox.tar" -Force
Write-TextFile "$AgentDirectory\toolbox_version" $toolboxVersion

# Runs each program of the toolbox, because a release may lack one, or have one that does not run.
$trial = 'C:\packer\toolbox-trial'
New-Item -ItemType Directory -Path $trial -Force | Out-Null
Invoke-Native 'tar.exe' @('-xf', "$AgentDirectory\verified-toolbox.tar", '-C', $trial)
foreach ($program in 'cache', 'sem-context', 'artifact', 'test-results') {
  Invoke-Native "$trial\toolbox\bin\$program.exe" @('--help') | Out-Null
}
exit 0
