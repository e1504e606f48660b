# Functions that the other scripts share: logging, files, running programs, retries, instance metadata. These scripts
# dot-source this file, and run in Windows PowerShell 5.1.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$AgentDirectory = 'C:\semaphore-agent'
$ServiceName = 'semaphore-agent'
$MetadataAddress = 'http://169.254.169.254/latest'

# Invoke-WithRetry retries calls. The CLI's own retries would multiply those.
$env:AWS_MAX_ATTEMPTS = '1'
# AWS's error codes for refusals. Other errors may be temporary: throttling, missing credentials, no connection.
$Refusal = '\((AccessDenied|UnauthorizedOperation|ParameterNotFound|InvalidKeyId|ValidationError|ValidationException|InvalidClientTokenId|UnrecognizedClient)'

# AWS's error codes for too many calls of an account.
$Throttling = '\((Throttl|TooManyRequests|RequestLimitExceeded)'

function Write-Log {
  param([Parameter(Mandatory = $true)] [string] $Message)

  # CloudWatch expects UTC. EC2Launch writes the script's output to a log that goes to CloudWatch.
  Write-Output ('{0:yyyy-MM-ddTHH:mm:ssZ} {1}' -f (Get-Date).ToUniversalTime(), $Message)
}

# Adds a message to a log, as Add-Line does.
function Add-LogLine {
  param([Parameter(Mandatory = $true)] [string] $Path, [Parameter(Mandatory = $true)] [string] $Message)

  Add-Line $Path (Write-Log $Message)
}

# Adds a line to a file that another program may be reading. A failure, such as a full disk or a locked file, is only a warning.
function Add-Line {
  param([Parameter(Mandatory = $true)] [string] $Path, [Parameter(Mandatory = $true)] [string] $Line)

  try {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes("$Line`r`n")
    $stream = New-Object System.IO.FileStream -ArgumentList (Get-FullPath $Path), ([System.IO.FileMode]::Append),
      ([System.IO.FileAccess]::Write), ([System.IO.FileShare]::ReadWrite -bor [System.IO.FileShare]::Delete)
    try { $stream.Write($bytes, 0, $bytes.Length) } finally { $stream.Dispose() }
  } catch {
    Write-Warning "Cannot write ${Path}: $_"
  }
}

# Replaces a file. The text is written in UTF-8, without a byte order mark.
function Write-TextFile {
  param([Parameter(Mandatory = $true)] [string] $Path, [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text)

  [System.IO.File]::WriteAllText((Get-FullPath $Path), $Text)
}

# Returns the full path for .NET, which does not know PowerShell's drives and current folder.
function Get-FullPath {
  param([Parameter(Mandatory = $true)] [string] $Path)

  return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

# Runs a program and returns its standard output. If the exit code is not accepted, throws with all its output.
function Invoke-Native {
  param(
    [Parameter(Mandatory = $true)] [string] $Program,
    [string[]] $Arguments = @(),
    [int[]] $AcceptedExitCodes = @(0)
  )

  # With 'Stop', Windows PowerShell throws at the first line on a program's standard error.
  $ErrorActionPreference = 'Continue'
  # If the program is missing, the exit code of the previous one would remain.
  $global:LASTEXITCODE = $null
  try {
    $lines = & $Program @Arguments 2>&1
  } catch {
    throw "Cannot run ${Program}: $_"
  }
  $exitCode = $LASTEXITCODE
  $errorOutput = @($lines | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
  $printed = @($lines | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
  if ($AcceptedExitCodes -notcontains $exitCode) {
    # The message leaves out the arguments, which may contain a password or token.
    throw "$Program ended with exit code ${exitCode}: $(($errorOutput + $printed) -join ' ')"
  }
  return ($printed -join "`n")
}

# Runs a script until it succeeds. Gives up once its waits add up to -ForSeconds. Each wait is random, between 0 and a bound
# that doubles from 1 second up to 20, so that instances that were throttled together do not retry together. Two kinds
# of errors have limits of their own: those that match -Final, -FinalForSeconds (by default 0), and throttled calls, -ThrottledForSeconds.
function Invoke-WithRetry {
  param(
    [Parameter(Mandatory = $true)] [scriptblock] $Script,
    [int] $ForSeconds = 90,
    [string] $Final = '',
    [int] $FinalForSeconds = 0,
    [int] $ThrottledForSeconds = $ForSeconds
  )

  $waitedMs = 0
  for ($boundMs = 1000; ; $boundMs = [math]::Min(20000, $boundMs * 2)) {
    try {
      return (& $Script)
    } catch {
      $seconds = $ForSeconds
      if ("$_" -match $Throttling) { $seconds = $ThrottledForSeconds }
      if ($Final -ne '' -and "$_" -match $Final) { $seconds = $FinalForSeconds }
      if ($waitedMs -ge 1000 * $seconds) { throw }
      $waitMs = Get-Random -Minimum 0 -Maximum ($boundMs + 1)
      Start-Sleep -Milliseconds $waitMs
      $waitedMs += $waitMs
    }
  }
}

# Returns a document of the instance metadata service, version 2, by its path below /latest; JSON as an object.
function Read-Metadata {
  param([Parameter(Mandatory = $true)] [string] $Path)

  $token = Invoke-RestMethod -UseBasicParsing -TimeoutSec 2 -Method Put `
    -Headers @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '60' } -Uri "$MetadataAddress/api/token"
  return (Invoke-RestMethod -UseBasicParsing -TimeoutSec 2 `
      -Headers @{ 'X-aws-ec2-metadata-token' = $token } -Uri "$MetadataAddress/$Path")
}

# Returns a value below meta-data.
function Get-Metadata {
  param([Parameter(Mandatory = $true)] [string] $Path, [int] $ForSeconds = 90)

  $value = Invoke-WithRetry -ForSeconds $ForSeconds { Read-Metadata "meta-data/$Path" }
  if ([string]::IsNullOrWhiteSpace("$value")) { throw "The instance metadata service has no $Path." }
  return "$value"
}

# Returns the seconds of a monotonic clock, usually since boot.
function Get-MonotonicTime {
  return [System.Diagnostics.Stopwatch]::GetTimestamp() / [System.Diagnostics.Stopwatch]::Frequency
}

# Removes AWS settings that a job may have left behind, so that the CLI uses the instance's role.
function Clear-AwsCredential {
  Get-ChildItem -Path Env: |
    Where-Object { $_.Name -like 'AWS_*' -and $_.Name -ne 'AWS_MAX_ATTEMPTS' } |
    ForEach-Object { Remove-Item -Path "Env:$($_.Name)" }
  $credentials = Join-Path $HOME '.aws\credentials'
  if (Test-Path -LiteralPath $credentials) { Remove-Item -LiteralPath $credentials -Force -Recurse }
  # These files do not exist, so the CLI does not find default profiles of a job either.
  $env:AWS_CONFIG_FILE = "$AgentDirectory\no-aws-config"
  $env:AWS_SHARED_CREDENTIALS_FILE = "$AgentDirectory\no-aws-credentials"
}

# Returns the last lines of a log, or a message that there is no such log.
function Get-LogEnd {
  param([Parameter(Mandatory = $true)] [string] $Path)

  if (-not (Test-Path -LiteralPath $Path)) { return "there is no $Path" }
  return ((Get-Content -LiteralPath $Path -Tail 3 -ErrorAction SilentlyContinue) -join ' ')
}

# Shuts down the machine. EC2 then terminates the instance, as the launch template says, so no call to AWS is needed.
function Stop-Instance {
  Invoke-Native 'shutdown.exe' @('/s', '/f', '/t', '0', '/d', 'p:4:1') | Out-Null
}
