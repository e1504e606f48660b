# Reads the fleet's configuration document and writes the agent's configuration file. start.ps1 dot-sources this.
# Patterns end in \z, because $ also matches before a last newline.

# Returns the document with every key that the scripts use. A key that older stacks do not write gets the value that keeps
# their behavior.
function Read-ConfigDocument {
  param([Parameter(Mandatory = $true)] [string] $Json)

  try {
    $document = $Json | ConvertFrom-Json
  } catch {
    throw "The configuration is not JSON: $_"
  }
  foreach ($key in 'endpoint', 'agentTokenParameterName', 'sshKeysParameterName') {
    $value = Get-Setting $document $key ''
    if ($value -isnot [string] -or [string]::IsNullOrWhiteSpace($value)) { throw "The configuration has no $key." }
  }
  $variables = @(Get-Setting $document 'envVars' @())
  foreach ($variable in $variables) {
    # The agent splits each variable at '=', and exits unless there is exactly one.
    if ("$variable" -notmatch '^[^=]+=[^=]*\z') { throw "envVars: '$("$variable".Split('=')[0])' is not NAME=value with one '='." }
  }
  return [pscustomobject] @{
    endpoint = $document.endpoint
    agentTokenParameterName = $document.agentTokenParameterName
    sshKeysParameterName = $document.sshKeysParameterName
    disconnectAfterJob = ConvertTo-Boolean 'disconnectAfterJob' (Get-Setting $document 'disconnectAfterJob' 'true')
    disconnectAfterIdleTimeout = ConvertTo-Seconds 'disconnectAfterIdleTimeout' (Get-Setting $document 'disconnectAfterIdleTimeout' 300)
    usePreSignedURL = ConvertTo-Boolean 'usePreSignedURL' (Get-Setting $document 'usePreSignedURL' 'false')
    interruptionGracePeriod = ConvertTo-Seconds 'interruptionGracePeriod' (Get-Setting $document 'interruptionGracePeriod' 0)
    launchTimeout = ConvertTo-Seconds 'launchTimeout' (Get-Setting $document 'launchTimeout' 0)
    retireOnRebalance = ConvertTo-Boolean 'retireOnRebalance' (Get-Setting $document 'retireOnRebalance' 'false')
    retireAfter = ConvertTo-Seconds 'retireAfter' (Get-Setting $document 'retireAfter' 0)
    afterJob = ConvertTo-AfterJob (Get-Setting $document 'afterJob' 'replace')
    shrinkOnDemand = ConvertTo-Boolean 'shrinkOnDemand' (Get-Setting $document 'shrinkOnDemand' 'false')
    envVars = $variables
    logStreamPrefix = ConvertTo-LogStreamPrefix (Get-Setting $document 'logStreamPrefix' '')
  }
}

function Get-Setting {
  param($Document, [string] $Key, $Default)

  $property = $Document.PSObject.Properties[$Key]
  if ($null -eq $property -or $null -eq $property.Value) { return $Default }
  return $property.Value
}

function ConvertTo-Boolean {
  param([string] $Key, $Value)

  if ("$Value" -notmatch '^(true|false)\z') { throw "${Key}: expected true or false, not '$Value'." }
  return ("$Value" -eq 'true')
}

function ConvertTo-AfterJob {
  param($Value)

  if ("$Value" -notin @('replace', 'shrink')) { throw "afterJob: expected replace or shrink, not '$Value'." }
  return "$Value"
}

function ConvertTo-LogStreamPrefix {
  param($Value)

  if ("$Value" -cnotmatch '^([A-Za-z0-9_.-]+/)?\z') { throw "logStreamPrefix: expected a name that ends in a slash, not '$Value'." }
  return "$Value"
}

function ConvertTo-Seconds {
  param([string] $Key, $Value)

  if ("$Value" -notmatch '^\d{1,9}\z') { throw "${Key}: expected whole seconds, not '$Value'." }
  return [int] "$Value"
}

# Returns the name under which Semaphore shows the agent, or a pre-signed URL that proves the instance's role.
function New-AgentName {
  param($Document, [string] $InstanceId)

  if ($Document.usePreSignedURL) {
    # Exit code 75 means that the metadata service does not return the role's credentials yet.
    $url = Invoke-WithRetry -Final 'exit code (?!75:)' { Invoke-Native 'python' @("$AgentDirectory\gen-pre-signed-url.py") }
    if ($url -notmatch '^https://') { throw 'gen-pre-signed-url.py did not print a URL.' }
    return $url
  }
  return "${InstanceId}__$(New-RandomText 13)"
}

# Returns random letters and digits from a cryptographic source; 32 of them have 190 bits of entropy.
function New-RandomText {
  param([Parameter(Mandatory = $true)] [int] $Length)

  $alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  $bytes = New-Object byte[] 1
  $text = New-Object System.Text.StringBuilder
  $source = [System.Security.Cryptography.RandomNumberGenerator]::Create()
  while ($text.Length -lt $Length) {
    $source.GetBytes($bytes)
    # 248 is a multiple of 62. With higher bytes, the first letters of the alphabet would be more likely.
    if ($bytes[0] -lt 248) { [void] $text.Append($alphabet[$bytes[0] % 62]) }
  }
  return $text.ToString()
}

# A JSON string is also a double-quoted YAML string, so tokens and variables may contain any character.
function ConvertTo-Yaml {
  param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text)

  return (ConvertTo-Json -InputObject $Text -Compress)
}

# Replaces config.yaml. The agent exits if the file has a key that it does not know.
function Write-AgentConfig {
  param($Document, [string] $Name, [string] $Token)

  $lines = @(
    "name: $(ConvertTo-Yaml $Name)"
    "endpoint: $(ConvertTo-Yaml $Document.endpoint)"
    "token: $(ConvertTo-Yaml $Token)"
    'no-https: false'
    "shutdown-hook-path: $(ConvertTo-Yaml "$AgentDirectory\hooks\shutdown.ps1")"
    "disconnect-after-job: $("$($Document.disconnectAfterJob)".ToLowerInvariant())"
    "disconnect-after-idle-timeout: $($Document.disconnectAfterIdleTimeout)"
    'upload-job-logs: when-trimmed'
    'files: []'
    'fail-on-missing-files: false'
  )
  if ($Document.interruptionGracePeriod -gt 0) {
    $lines += "interruption-grace-period: $($Document.interruptionGracePeriod)"
  }
  if ($Document.envVars.Count -eq 0) {
    $lines += 'env-vars: []'
  } else {
    $lines += 'env-vars:'
    foreach ($variable in $Document.envVars) { $lines += "  - $(ConvertTo-Yaml "$variable")" }
  }
  # The access list of the folder lets only administrators and SYSTEM read its files.
  Write-TextFile "$AgentDirectory\config.yaml" (($lines -join "`n") + "`n")
}

# Returns afterJob for this instance. In a fleet whose on-demand instances stand in for spot instances, an on-demand instance is
# not replaced after its job. An instance that cannot read its life cycle is replaced; the replacement shrinks the fleet when it idles.
function Get-OwnAfterJob {
  param($Document)

  if (-not $Document.shrinkOnDemand) { return $Document.afterJob }
  try {
    if ((Get-Metadata 'instance-life-cycle' -ForSeconds 10) -eq 'on-demand') { return 'shrink' }
  } catch {
    # Not Write-Log, whose line would be returned.
    Write-Warning "Cannot read the life cycle of the instance: $_"
  }
  return $Document.afterJob
}

# The shutdown hook and the retirement watch read this file, because a job may have broken the access to metadata and parameters.
function Write-InstanceFile {
  param($Document, $Instance)

  $content = @{ region = $Instance.region; instanceId = $Instance.instanceId; afterJob = Get-OwnAfterJob $Document }
  $content.launchGroup = $Instance.launchGroup
  $content.gracePeriod = $Document.interruptionGracePeriod
  $content.retireOnRebalance = $Document.retireOnRebalance
  # launchRetireAt and retireAt are in seconds of Get-MonotonicTime. From launchRetireAt on, an instance that could not report its
  # launch takes no more jobs, as launch_retire_at in images/packer/common/agent/lib/settings.sh explains.
  $content.launchRetireAt = 0
  if ("$($Instance.launchGroup)" -ne '') {
    $content.launchRetireAt = [math]::Floor((Get-MonotonicTime) + $Document.launchTimeout / 3)
  }
  $content.retireAt = 0
  if ($Document.retireAfter -gt 0) {
    # Up to 5 % sooner or later, so that instances that were launched together do not retire together.
    $content.retireAt = [math]::Floor((Get-MonotonicTime) + $Document.retireAfter * (Get-Random -Minimum 950 -Maximum 1051) / 1000)
  }
  Write-TextFile "$AgentDirectory\instance.json" (ConvertTo-Json $content)
}
