# What the agent's scripts share: logging, programs whose exit code counts, the instance's metadata, AWS with retries.
# Windows PowerShell 5.1; dot-sourced.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$AgentDirectory = 'C:\semaphore-agent'
$ServiceName = 'semaphore-agent'
$MetadataAddress = 'http://169.254.169.254/latest'

# The CLI's own retries come first; these bound them.
$env:AWS_RETRY_MODE = 'standard'
$env:AWS_MAX_ATTEMPTS = '3'

function Write-Log {
  param([Parameter(Mandatory = $true)] [string] $Message)

  # In UTC, as CloudWatch wants it; EC2Launch ships what a script prints.
  Write-Output ('{0:yyyy-MM-ddTHH:mm:ssZ} {1}' -f (Get-Date).ToUniversalTime(), $Message)
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
  $lines = & $Program @Arguments 2>&1
  $exitCode = $LASTEXITCODE
  $said = @($lines | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
  $printed = @($lines | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
  if ($AcceptedExitCodes -notcontains $exitCode) {
    # Never the arguments: a password or a token may be among them.
    throw "$Program ended with exit code ${exitCode}: $(($said + $printed) -join ' ')"
  }
  return ($printed -join "`n")
}

# Tries again after 1, 2, 4 ... seconds, each with a little chance in it, as a whole fleet may start at once.
# A failure that no retry can mend is thrown at once.
function Invoke-WithRetry {
  param(
    [Parameter(Mandatory = $true)] [scriptblock] $Script,
    [int] $Attempts = 5,
    [string] $Hopeless = 'ParameterNotFound|AccessDenied|ValidationException|ValidationError|InvalidKeyId|UnrecognizedClient'
  )

  for ($attempt = 1; ; $attempt++) {
    try {
      return (& $Script)
    } catch {
      if ($attempt -ge $Attempts -or "$_" -match $Hopeless) { throw }
      $pauseMs = 1000 * [math]::Pow(2, $attempt - 1) + (Get-Random -Minimum 0 -Maximum 750)
      Start-Sleep -Milliseconds $pauseMs
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
    Where-Object { $_.Name -like 'AWS_*' -and $_.Name -notin @('AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS') } |
    ForEach-Object { Remove-Item -Path "Env:$($_.Name)" }
  $credentials = Join-Path $HOME '.aws\credentials'
  if (Test-Path -LiteralPath $credentials) { Remove-Item -LiteralPath $credentials -Force -Recurse }
  # Nor a profile that a job made the default one: no such files exist.
  $env:AWS_CONFIG_FILE = "$AgentDirectory\no-aws-config"
  $env:AWS_SHARED_CREDENTIALS_FILE = "$AgentDirectory\no-aws-credentials"
}

# Without any service of AWS: the launch template terminates an instance that shuts down.
function Stop-Instance {
  Invoke-Native 'shutdown.exe' @('/s', '/f', '/t', '0', '/d', 'p:4:1') | Out-Null
}
