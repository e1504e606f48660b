# Services outside the machine: AWS through its CLI, the metadata service, vendors' downloads and signatures.

# Returns a failed answer of AWS CLI 2. Its exit code is 254 if the service refuses, 253 without credentials, 255 without
# connection: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html
function global:New-Refusal {
  param([string] $Code, [string] $Message = 'not allowed', [int] $ExitCode = 254)

  $text = if ($ExitCode -eq 254) { "An error occurred ($Code) when calling the X operation: $Message" } else { $Message }
  @{ Message = $text; ExitCode = $ExitCode }
}

# The AWS CLI. $Machine.Aws has successive answers by operation and name; the last one is repeated. If an answer is a script
# block, its result is the answer.
function global:aws {
  Set-StrictMode -Off
  Add-Call "aws $args$(if ($env:AWS_ACCESS_KEY_ID) { ' with AWS_ACCESS_KEY_ID' })"
  $global:LASTEXITCODE = 0
  if ($args[0] -eq '--version') { return 'aws-cli/2.22.35' }
  $at = [array]::IndexOf($args, '--name')
  $key = if ($at -ge 0) { "$($args[1]) $($args[$at + 1])" } else { $args[1] }
  $answers = @($Machine.Aws[$key])
  $answer = $answers[0]
  if ($answers.Count -gt 1) { $Machine.Aws[$key] = $answers[1..($answers.Count - 1)] }
  if ($answer -is [scriptblock]) { $answer = & $answer }
  if ($null -eq $answer) { $answer = New-Refusal 'ParameterNotFound' }
  if ($answer -is [hashtable]) {
    $global:LASTEXITCODE = $answer.ExitCode
    Write-Error $answer.Message
  } elseif ($args[1] -eq 'get-parameter') {
    # The CLI prints JSON in several lines.
    $parameter = @{ Name = $args[$at + 1]; Value = $answer }
    if ($Machine.ParametersWrittenAt) { $parameter.LastModifiedDate = $Machine.ParametersWrittenAt }
    (ConvertTo-Json @{ Parameter = $parameter }) -split "`n"
  }
}

# IMDSv2: PUT returns a token, and GET with the token returns a value. The first requests fail if the case says so.
function global:Invoke-RestMethod {
  param([switch] $UseBasicParsing, [int] $TimeoutSec, [string] $Method = 'Get', [hashtable] $Headers, [string] $Uri)

  Set-StrictMode -Off
  if ($Machine.Metadata.Failures -gt 0) { $Machine.Metadata.Failures--; throw 'Unable to connect to the remote server' }
  if ($Method -eq 'Put') { return 'metadata-token' }
  if ($Headers['X-aws-ec2-metadata-token'] -ne 'metadata-token') { throw '(401) Unauthorized' }
  $value = $Machine.Metadata[($Uri -replace '^.*/latest/(meta-data/)?', '')]
  # Like the real Invoke-RestMethod, tries XML and JSON first, whatever type the service declares.
  if ("$value" -match '^<') { try { [xml] $value } catch { $value } }
  elseif ("$value" -match '^{') { ConvertFrom-Json $value }
  else { $value }
}

# Downloads a vendor's file. Its content depends on its name, unless the case sets it by address.
function global:Invoke-WebRequest {
  param([switch] $UseBasicParsing, [string] $Uri, [string] $OutFile)

  Set-StrictMode -Off
  Add-Call "download $Uri"
  $content = $Machine.Downloads[$Uri]
  if ($content -is [scriptblock]) { $content = & $content }
  if ($null -eq $content) {
    $content = if ($Uri -match 'checksums\.txt$|\.sha256$') { Get-ChecksumList $Uri } else { New-Download $Uri }
  }
  $file = $OutFile -replace '^C:\\', '' -replace '\\', '/'
  Set-MachineFile $file $content
  & /bin/chmod +x (Join-Path $Machine.Root $file)
}

# Returns the content of a file: a program or script that records its call.
function global:New-Download {
  param([string] $Uri)

  $name = $Uri.Split('/')[-1]
  if ($name -like '*.ps1') { return "Add-Call 'run $name'" }
  "#!/bin/sh`nprintf '%s\n' ""$name `$*"" >>""`$CALLS""`nexit `${GOSS_EXIT:-0}`n"
}

# Returns the vendor's list of checksums for the files in the same folder.
function global:Get-ChecksumList {
  param([string] $Uri)

  $folder = $Uri.Substring(0, $Uri.LastIndexOf('/'))
  foreach ($name in 'agent_Windows_x86_64.tar.gz', 'self-hosted-windows.tar', 'goss-windows-amd64.exe') {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes((New-Download "$folder/$name"))
    "$([System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes)).ToLowerInvariant())  $name`n"
  }
}

function global:Get-AuthenticodeSignature {
  param([string] $FilePath)

  Set-StrictMode -Off
  $certificate = [pscustomobject] @{}
  $certificate | Add-Member -MemberType ScriptMethod -Name GetNameInfo -Value { $Machine.Signature.Signer }
  [pscustomobject] @{ Status = $Machine.Signature.Status; SignerCertificate = $certificate }
}
