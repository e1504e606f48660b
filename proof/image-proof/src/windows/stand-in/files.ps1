# Drive C: and its files. Its .exe programs are shell scripts that record their calls.

# The drive exists until the session ends, and its root does not change, because Pester measures code coverage by path.
function global:New-MachineDrive {
  New-Item -ItemType Directory -Path $env:STAND_IN_ROOT -Force | Out-Null
  New-PSDrive -Name C -PSProvider FileSystem -Root $env:STAND_IN_ROOT -Scope Global | Out-Null
}

# Files that Packer uploads, and programs of the base image that the build's scripts call by path.
function global:New-BuildFiles {
  Set-StrictMode -Off
  $buildFolder = Join-Path $Machine.Root 'packer'
  $sources = Join-Path $env:SOURCES 'images/packer/windows'
  New-Item -ItemType Directory -Path "$buildFolder/scripts", "$buildFolder/files", "$buildFolder/goss" -Force | Out-Null
  Copy-Item -Path "$sources/files/*" -Destination "$buildFolder/files" -Recurse
  Copy-Item -Path "$sources/scripts/*" -Destination "$buildFolder/scripts"
  Copy-Item -Path (Join-Path $env:SOURCES 'images/goss/windows/*') -Destination "$buildFolder/goss"
  Copy-Item -Path "$sources/versions.json", "$sources/../common/gen-pre-signed-url.py", "$sources/../common/boto3.txt" -Destination $buildFolder
  # EC2Launch removes the tags. Empty lines in their place keep the line numbers.
  $userData = "$buildFolder/scripts/winrm.ps1"
  [System.IO.File]::WriteAllText($userData, ([System.IO.File]::ReadAllText($userData) -replace '(?m)^</?powershell>', ''))

  New-MachineProgram 'Program Files/Amazon/EC2Launch/EC2Launch.exe' 'EC2Launch.exe' "exit `${EC2LAUNCH_EXIT:-0}"
  New-LogAgentControl
  Set-MachineFile 'ProgramData/Amazon/AmazonCloudWatchAgent/Logs/agent.log' 'of the build'
  # Since Git for Windows 2.51, gpg treats C:/x as a relative path (git-for-windows/git#5865).
  New-MachineProgram 'Program Files/Git/usr/bin/gpg.exe' 'gpg.exe' @'
case "$*" in *"--homedir /c/"*) ;; *) echo "gpg: keyblock resource: No such file or directory" >&2; exit 2 ;; esac
case "$*" in *--verify*) echo "$GPG_STATUS" ;; esac
'@
}

# The script that controls the CloudWatch agent.
function global:New-LogAgentControl {
  Set-MachineFile 'Program Files/Amazon/AmazonCloudWatchAgent/amazon-cloudwatch-agent-ctl.ps1' 'Complete-Program "amazon-cloudwatch-agent-ctl $args" -Silent'
}

# Files of the image on an instance.
function global:New-InstanceFiles {
  Set-StrictMode -Off
  $agent = Join-Path $Machine.Root 'semaphore-agent'
  $sources = Join-Path $env:SOURCES 'images/packer/windows/files'
  New-Item -ItemType Directory -Path "$agent/hooks" -Force | Out-Null
  Copy-Item -Path "$sources/*.ps1" -Destination $agent
  Copy-Item -Path "$sources/hooks/shutdown.ps1" -Destination "$agent/hooks"
  Copy-Item -LiteralPath "$env:STAND_IN/install.ps1" -Destination $agent
  Set-MachineFile 'semaphore-agent/toolbox_version' "v1.2.3`r`n"
  Set-MachineFile 'semaphore-agent/verified-toolbox.tar' 'toolbox v1.2.3'
}

# Creates a program that records its call, then runs its body.
function global:New-MachineProgram {
  param([string] $Path, [string] $Name, [string] $Body = '')

  Set-MachineFile $Path "#!/bin/sh`nprintf '%s\n' ""$Name `$*"" >>""`$CALLS""`n$Body`n"
  & /bin/chmod +x (Join-Path $Machine.Root $Path)
}

function global:Set-MachineFile {
  param([string] $Path, [string] $Text)

  $file = Join-Path $Machine.Root $Path
  New-Item -ItemType Directory -Path (Split-Path $file) -Force | Out-Null
  [System.IO.File]::WriteAllText($file, $Text)
}
