# The agent's release archive and this project's scripts in C:\semaphore-agent. Agent and toolbox are installed at first
# boot, by start.ps1, as the user who is made then. Needs AGENT_VERSION and TOOLBOX_VERSION; empty: versions.json's.
. 'C:\packer\scripts\artifacts.ps1'

$toolboxVersion = $env:TOOLBOX_VERSION
if ([string]::IsNullOrEmpty($toolboxVersion)) { $toolboxVersion = $Versions.toolbox.version }

New-Item -ItemType Directory -Path "$AgentDirectory\hooks" -Force | Out-Null
# Secrets will be in it: SYSTEM and administrators, whatever the language calls them, and nobody else.
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
# At first boot install.ps1 would download it, without a look at it: it gets this one.
Move-Item -LiteralPath (Get-Artifact $Versions.toolbox $toolboxVersion) -Destination "$AgentDirectory\checked-toolbox.tar" -Force
Write-TextFile "$AgentDirectory\toolbox_version" $toolboxVersion

# Releases have come without one of their programs, or with one that does not run.
$trial = 'C:\packer\toolbox-trial'
New-Item -ItemType Directory -Path $trial -Force | Out-Null
Invoke-Native 'tar.exe' @('-xf', "$AgentDirectory\checked-toolbox.tar", '-C', $trial)
foreach ($program in 'cache', 'sem-context', 'artifact', 'test-results') {
  Invoke-Native "$trial\toolbox\bin\$program.exe" @('--help') | Out-Null
}
exit 0
