# The user whose agent it is, and what is installed as that user. Dot-sourced by start.ps1.

# Creates the administrator 'semaphore', or gives the one that is there a new password. Nobody ever sees the password.
function Set-AgentUser {
  # One letter of each kind, so that any password policy is content; none that a command line would split.
  $password = "Aa1-$(New-RandomText 32)"
  $secure = ConvertTo-SecureString -String $password -AsPlainText -Force
  if (Get-LocalUser -Name 'semaphore' -ErrorAction SilentlyContinue) {
    Set-LocalUser -Name 'semaphore' -Password $secure
  } else {
    New-LocalUser -Name 'semaphore' -Password $secure -PasswordNeverExpires | Out-Null
  }
  try {
    # By its identifier: the group's name depends on the language.
    Add-LocalGroupMember -SID 'S-1-5-32-544' -Member 'semaphore'
  } catch [Microsoft.PowerShell.Commands.MemberExistsException] {
    Write-Verbose 'semaphore is an administrator already.'
  }
  return (New-Object System.Management.Automation.PSCredential -ArgumentList '.\semaphore', $secure)
}

# Host keys and the agent's own installation, which puts the toolbox into the user's home.
function Install-ForAgentUser {
  param(
    [Parameter(Mandatory = $true)] [System.Management.Automation.PSCredential] $Credential,
    [Parameter(Mandatory = $true)] [string] $HostKeys,
    [Parameter(Mandatory = $true)] [string] $Endpoint
  )

  # A local user's own session needs remoting; its door stays closed to the network.
  Enable-PSRemoting -Force -SkipNetworkProfileCheck | Out-Null
  Get-NetFirewallRule -Name 'WINRM-HTTP-In-TCP*' -ErrorAction SilentlyContinue | Disable-NetFirewallRule

  Invoke-Command -ComputerName 'localhost' -Credential $Credential -ArgumentList $HostKeys, $Endpoint -ScriptBlock {
    param([string] $HostKeys, [string] $Endpoint)

    $ErrorActionPreference = 'Stop'
    & 'C:\semaphore-agent\configure-github-ssh-keys.ps1' $HostKeys
    Set-Location 'C:\semaphore-agent'
    $env:SemaphoreEndpoint = $Endpoint
    # The configuration that this writes is replaced; the token never enters another process.
    $env:SemaphoreRegistrationToken = 'replaced-by-start'
    $env:SemaphoreAgentShutdownHook = 'C:\\semaphore-agent\\hooks\\shutdown.ps1'
    $env:SemaphoreToolboxVersion = (Get-Content -LiteralPath 'C:\semaphore-agent\toolbox_version' -TotalCount 1).Trim()
    # It downloads but the toolbox, and nothing checks it: it gets the one that the image's build has checked.
    function Invoke-WebRequest {
      param([string] $Uri, [string] $OutFile)

      if ($Uri -notlike '*/self-hosted-windows.tar') { throw "Nothing has checked $Uri." }
      Copy-Item -LiteralPath 'C:\semaphore-agent\checked-toolbox.tar' -Destination $OutFile
    }
    & '.\install.ps1'
    if (-not (Test-Path -LiteralPath (Join-Path $HOME '.toolbox'))) { throw 'The toolbox has not been installed.' }
  }
}

# Nothing needs WinRM after the installation.
function Disable-RemoteManagement {
  Disable-PSRemoting -Force -WarningAction SilentlyContinue
  $policy = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
  Remove-ItemProperty -Path $policy -Name 'LocalAccountTokenFilterPolicy' -ErrorAction SilentlyContinue
  Stop-Service -Name 'WinRM' -Force
  Set-Service -Name 'WinRM' -StartupType Disabled
}

# What the image's build needed to be reached over the network.
function Close-BuildListener {
  Remove-NetFirewallRule -Name 'packer-winrm' -ErrorAction SilentlyContinue
  # Its settings are out of reach while the service is down; so is its door.
  if ((Get-Service -Name 'WinRM').Status -ne 'Running') { return }
  Get-ChildItem -Path 'WSMan:\localhost\Listener' -ErrorAction SilentlyContinue |
    Where-Object { $_.Keys -contains 'Transport=HTTPS' } |
    Remove-Item -Recurse -Force
  Set-Item -Path 'WSMan:\localhost\Service\Auth\Basic' -Value $false -ErrorAction SilentlyContinue
}
