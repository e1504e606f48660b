# What the agent's scripts share: logging, programs whose exit code counts, the instance's metadata, AWS with retries.
# Windows PowerShell 5.1; dot-sourced.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$AgentDirectory = 'C:\semaphore-agent'
$ServiceName = 'semaphore-agent'
$MetadataAddress = 'http://169.254.169.254/latest'

# Invoke-WithRetry decides how often a call is tried: the CLI's own attempts would multiply.
$env:AWS_MAX_ATTEMPTS = '1'
# What the service refuses, rather than what may pass by itself: throttling, no credentials yet, no connection.
$Refusal = '\((AccessDenied|UnauthorizedOperation|ParameterNotFound|InvalidKeyId|ValidationError|ValidationException|InvalidClientTokenId|UnrecognizedClient)'

function Write-Log {
  param([Parameter(Mandatory = $true)] [string] $Message)

  # In UTC, as CloudWatch wants it; EC2Launch ships what a script prints.
  Write-Output ('{0:yyyy-MM-ddTHH:mm:ssZ} {1}' -f (Get-Date).ToUniversalTime(), $Message)
}

# Adds a line to a log that another program may be reading. Whether it can be written decides nothing: the disk may be
# full, or the log locked.
function Add-LogLine {
  param([Parameter(Mandatory = $true)] [string] $Path, [Parameter(Mandatory = $true)] [string] $Message)

  try {
    $line = [System.Text.Encoding]::UTF8.GetBytes("$(Write-Log $Message)`r`n")
    $stream = New-Object System.IO.FileStream -ArgumentList (Get-FullPath $Path), ([System.IO.FileMode]::Append),
      ([System.IO.FileAccess]::Write), ([System.IO.FileShare]::ReadWrite -bor [System.IO.FileShare]::Delete)
    try { $stream.Write($line, 0, $line.Length) } finally { $stream.Dispose() }
  } catch {
    Write-Warning "${Path} was not written: $_"
  }
}

# Replaces a file, in UTF-8 without a byte order mark, which neither YAML nor ssh expects.
function Write-TextFile {
  param([Parameter(Mandatory = $true)] [string] $Path, [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text)

  [System.IO.File]::WriteAllText((Get-FullPath $Path), $Text)
}

# .NET knows neither PowerShell's drives nor its current folder.
function Get-FullPath {
  param([Parameter(Mandatory = $true)] [string] $Path)

  return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

# Runs a program and gives what it printed; an exit code that is not accepted throws, with what it said.
function Invoke-Native {
  param(
    [Parameter(Mandatory = $true)] [string] $Program,
    [string[]] $Arguments = @(),
    [int[]] $AcceptedExitCodes = @(0)
  )

  # With 'Stop' Windows PowerShell takes the first line on a program's standard error for a failure.
  $ErrorActionPreference = 'Continue'
  # A program that is missing would leave the exit code of the one before.
  $global:LASTEXITCODE = $null
  try {
    $lines = & $Program @Arguments 2>&1
  } catch {
    throw "$Program cannot be run: $_"
  }
  $exitCode = $LASTEXITCODE
  $said = @($lines | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
  $printed = @($lines | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
  if ($AcceptedExitCodes -notcontains $exitCode) {
    # Never the arguments: a password or a token may be among them.
    throw "$Program ended with exit code ${exitCode}: $(($said + $printed) -join ' ')"
  }
  return ($printed -join "`n")
}

# Gives up once its waits add up to so many seconds. Each wait is random, from nothing to a bound that doubles from 1 to
# 20 seconds, so that instances which were throttled together neither come back together nor give up together.
# A failure that matches -Final is thrown at once.
function Invoke-WithRetry {
  param(
    [Parameter(Mandatory = $true)] [scriptblock] $Script,
    [int] $ForSeconds = 90,
    [string] $Final = ''
  )

  $waitedMs = 0
  for ($boundMs = 1000; ; $boundMs = [math]::Min(20000, $boundMs * 2)) {
    try {
      return (& $Script)
    } catch {
      if ($waitedMs -ge 1000 * $ForSeconds -or ($Final -ne '' -and "$_" -match $Final)) { throw }
      $waitMs = Get-Random -Minimum 0 -Maximum ($boundMs + 1)
      Start-Sleep -Milliseconds $waitMs
      $waitedMs += $waitMs
    }
  }
}

# A value of the instance metadata service, version 2.
function Get-Metadata {
  param([Parameter(Mandatory = $true)] [string] $Path)

  $value = Invoke-WithRetry {
    $token = Invoke-RestMethod -UseBasicParsing -TimeoutSec 2 -Method Put `
      -Headers @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '60' } -Uri "$MetadataAddress/api/token"
    Invoke-RestMethod -UseBasicParsing -TimeoutSec 2 `
      -Headers @{ 'X-aws-ec2-metadata-token' = $token } -Uri "$MetadataAddress/meta-data/$Path"
  }
  if ([string]::IsNullOrWhiteSpace("$value")) { throw "The instance metadata service has no $Path." }
  return "$value"
}

# The instance's own role, whatever a job left behind: no AWS variable, no credentials of the user.
function Clear-AwsCredential {
  Get-ChildItem -Path Env: |
    Where-Object { $_.Name -like 'AWS_*' -and $_.Name -ne 'AWS_MAX_ATTEMPTS' } |
    ForEach-Object { Remove-Item -Path "Env:$($_.Name)" }
  $credentials = Join-Path $HOME '.aws\credentials'
  if (Test-Path -LiteralPath $credentials) { Remove-Item -LiteralPath $credentials -Force -Recurse }
  # Nor a profile that a job made the default one: no such files exist.
  $env:AWS_CONFIG_FILE = "$AgentDirectory\no-aws-config"
  $env:AWS_SHARED_CREDENTIALS_FILE = "$AgentDirectory\no-aws-credentials"
}

# The last lines of a log, or that there is none.
function Get-LogEnd {
  param([Parameter(Mandatory = $true)] [string] $Path)

  if (-not (Test-Path -LiteralPath $Path)) { return "there is no $Path" }
  return ((Get-Content -LiteralPath $Path -Tail 3 -ErrorAction SilentlyContinue) -join ' ')
}

# Without any service of AWS: the launch template terminates an instance that shuts down.
function Stop-Instance {
  Invoke-Native 'shutdown.exe' @('/s', '/f', '/t', '0', '/d', 'p:4:1') | Out-Null
}
