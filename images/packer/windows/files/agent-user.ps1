# The agent's user, and the installation in that user's home. start.ps1 dot-sources this.

# Creates the administrator 'semaphore', or sets a new password if the user exists. The password is never shown.
function Set-AgentUser {
  # 'Aa1-' satisfies the usual password policies. No character needs quoting on a command line.
  $password = "Aa1-$(New-RandomText 32)"
  $secure = ConvertTo-SecureString -String $password -AsPlainText -Force
  if (Get-LocalUser -Name 'semaphore' -ErrorAction SilentlyContinue) {
    Set-LocalUser -Name 'semaphore' -Password $secure
  } else {
    New-LocalUser -Name 'semaphore' -Password $secure -PasswordNeverExpires | Out-Null
  }
  try {
    # By its SID, because the group's name depends on the language.
    Add-LocalGroupMember -SID 'S-1-5-32-544' -Member 'semaphore'
  } catch [Microsoft.PowerShell.Commands.MemberExistsException] {
    Write-Verbose 'semaphore is already an administrator.'
  }
  return (New-Object System.Management.Automation.PSCredential -ArgumentList '.\semaphore', $secure)
}

# As the agent's user, writes GitHub's host keys and runs the agent's installer, which installs the toolbox in the user's home.
function Install-ForAgentUser {
  param(
    [Parameter(Mandatory = $true)] [System.Management.Automation.PSCredential] $Credential,
    [Parameter(Mandatory = $true)] [string] $HostKeys,
    [Parameter(Mandatory = $true)] [string] $Endpoint
  )

  # Running commands as another local user needs PowerShell remoting. Its port stays closed to the network.
  Enable-PSRemoting -Force -SkipNetworkProfileCheck | Out-Null
  Get-NetFirewallRule -Name 'WINRM-HTTP-In-TCP*' -ErrorAction SilentlyContinue | Disable-NetFirewallRule

  Invoke-Command -ComputerName 'localhost' -Credential $Credential -ArgumentList $HostKeys, $Endpoint -ScriptBlock {
    param([string] $HostKeys, [string] $Endpoint)

    $ErrorActionPreference = 'Stop'
    & 'C:\semaphore-agent\configure-github-ssh-keys.ps1' $HostKeys
    Set-Location 'C:\semaphore-agent'
    $env:SemaphoreEndpoint = $Endpoint
    # A placeholder: install.ps1 does not need the real token. start.ps1 later replaces the configuration that install.ps1 writes.
    $env:SemaphoreRegistrationToken = 'replaced-by-start'
    $env:SemaphoreAgentShutdownHook = 'C:\\semaphore-agent\\hooks\\shutdown.ps1'
    $env:SemaphoreToolboxVersion = (Get-Content -LiteralPath 'C:\semaphore-agent\toolbox_version' -TotalCount 1).Trim()
    # The only file that install.ps1 downloads is the toolbox, which it does not verify. This function replaces the cmdlet, and
    # gives install.ps1 the file that the image's build has verified.
    function Invoke-WebRequest {
      param([string] $Uri, [string] $OutFile)

      if ($Uri -notlike '*/self-hosted-windows.tar') { throw "Not verified: $Uri" }
      Copy-Item -LiteralPath 'C:\semaphore-agent\verified-toolbox.tar' -Destination $OutFile
    }
    & '.\install.ps1'
    if (-not (Test-Path -LiteralPath (Join-Path $HOME '.toolbox'))) { throw 'install.ps1 has not installed the toolbox.' }
  }
}

# WinRM is not needed after the installation.
function Disable-RemoteManagement {
  Disable-PSRemoting -Force -WarningAction SilentlyContinue
  $policy = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
  Remove-ItemProperty -Path $policy -Name 'LocalAccountTokenFilterPolicy' -ErrorAction SilentlyContinue
  Stop-Service -Name 'WinRM' -Force
  Set-Service -Name 'WinRM' -StartupType Disabled
}

# Removes the firewall rule and the WinRM listener that let Packer connect during the image's build.
function Close-BuildListener {
  Remove-NetFirewallRule -Name 'packer-winrm' -ErrorAction SilentlyContinue
  # If the service does not run, its settings are inaccessible and its port is closed.
  if ((Get-Service -Name 'WinRM').Status -ne 'Running') { return }
  Get-ChildItem -Path 'WSMan:\localhost\Listener' -ErrorAction SilentlyContinue |
    Where-Object { $_.Keys -contains 'Transport=HTTPS' } |
    Remove-Item -Recurse -Force
  Set-Item -Path 'WSMan:\localhost\Service\Auth\Basic' -Value $false -ErrorAction SilentlyContinue
}
