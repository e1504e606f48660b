# The fleet's config document, and the agent's configuration file made of it. Dot-sourced by start.ps1.

# The document with every key that the scripts use; an older stack's lacks some, and gets the values of its time.
function Read-ConfigDocument {
  param([Parameter(Mandatory = $true)] [string] $Json)

  try {
    $document = $Json | ConvertFrom-Json
  } catch {
    throw "The config parameter is not JSON: $_"
  }
  foreach ($key in 'endpoint', 'agentTokenParameterName', 'sshKeysParameterName') {
    $value = Get-Setting $document $key ''
    if ($value -isnot [string] -or [string]::IsNullOrWhiteSpace($value)) { throw "The config parameter has no $key." }
  }
  $variables = @(Get-Setting $document 'envVars' @())
  foreach ($variable in $variables) {
    # The agent splits at '=' and ends on more or less than one.
    if ("$variable" -notmatch '^[^=]+=[^=]*$') { throw "envVars: '$("$variable".Split('=')[0])' is not NAME=value with one '='." }
  }
  return [pscustomobject] @{
    endpoint = $document.endpoint
    agentTokenParameterName = $document.agentTokenParameterName
    sshKeysParameterName = $document.sshKeysParameterName
    disconnectAfterJob = ConvertTo-Boolean 'disconnectAfterJob' (Get-Setting $document 'disconnectAfterJob' 'true')
    disconnectAfterIdleTimeout = ConvertTo-Seconds 'disconnectAfterIdleTimeout' (Get-Setting $document 'disconnectAfterIdleTimeout' 300)
    usePreSignedURL = ConvertTo-Boolean 'usePreSignedURL' (Get-Setting $document 'usePreSignedURL' 'false')
    interruptionGracePeriod = ConvertTo-Seconds 'interruptionGracePeriod' (Get-Setting $document 'interruptionGracePeriod' 0)
    afterJob = ConvertTo-AfterJob (Get-Setting $document 'afterJob' 'replace')
    envVars = $variables
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

  if ("$Value" -notmatch '^(true|false)$') { throw "${Key}: true or false expected, not '$Value'." }
  return ("$Value" -eq 'true')
}

function ConvertTo-AfterJob {
  param($Value)

  if ("$Value" -notin @('replace', 'shrink')) { throw "afterJob: replace or shrink expected, not '$Value'." }
  return "$Value"
}

function ConvertTo-Seconds {
  param([string] $Key, $Value)

  if ("$Value" -notmatch '^\d{1,9}$') { throw "${Key}: whole seconds expected, not '$Value'." }
  return [int] "$Value"
}

# The name by which Semaphore shows the agent; or the URL by which it tells who the instance is.
function New-AgentName {
  param($Document, [string] $InstanceId)

  if ($Document.usePreSignedURL) {
    # It ends with 75 while the metadata service does not give the role's credentials yet.
    $url = Invoke-WithRetry -Final 'exit code (?!75:)' { Invoke-Native 'python' @("$AgentDirectory\gen-pre-signed-url.py") }
    if ($url -notmatch '^https://') { throw 'gen-pre-signed-url.py gave no URL.' }
    return $url
  }
  return "${InstanceId}__$(New-RandomText 13)"
}

# Letters and digits of a cryptographic source; 32 of them have 190 bits.
function New-RandomText {
  param([Parameter(Mandatory = $true)] [int] $Length)

  $alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  $bytes = New-Object byte[] 1
  $text = New-Object System.Text.StringBuilder
  $source = [System.Security.Cryptography.RandomNumberGenerator]::Create()
  while ($text.Length -lt $Length) {
    $source.GetBytes($bytes)
    # 248 is the largest multiple of 62 in a byte: above it the first letters would be likelier.
    if ($bytes[0] -lt 248) { [void] $text.Append($alphabet[$bytes[0] % 62]) }
  }
  return $text.ToString()
}

# A JSON string is a double-quoted YAML string, so every character of a token or a variable survives.
function ConvertTo-Yaml {
  param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text)

  return (ConvertTo-Json -InputObject $Text -Compress)
}

# Replaces config.yaml. An unknown key in it ends the agent.
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
  # The folder's own access list lets administrators and SYSTEM alone read what is in it.
  Write-TextFile "$AgentDirectory\config.yaml" (($lines -join "`n") + "`n")
}

# The shutdown hook reads this: by then a job may have cut the instance off from its metadata and its parameters.
function Write-InstanceMemory {
  param($Document, [string] $Region, [string] $InstanceId)

  $memory = @{ region = $Region; instanceId = $InstanceId; afterJob = $Document.afterJob }
  Write-TextFile "$AgentDirectory\instance.json" (ConvertTo-Json $memory)
}
