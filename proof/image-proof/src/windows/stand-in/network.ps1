# What lies outside the machine: AWS by its CLI, the metadata service, the vendors' downloads and signatures.

# An answer of the CLI that is a failure, with the exit code that AWS CLI 2 gives: 254 the service refuses, 253 no
# credentials, 255 no connection. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html
function global:New-Refusal {
  param([string] $Code, [string] $Message = 'not allowed', [int] $ExitCode = 254)

  $text = if ($ExitCode -eq 254) { "An error occurred ($Code) when calling the X operation: $Message" } else { $Message }
  @{ Says = $text; ExitCode = $ExitCode }
}

# The CLI: $Machine.Aws has, by operation and name, the answers in their order; the last one stays. A block is asked.
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
    Write-Error $answer.Says
  } elseif ($args[1] -eq 'get-parameter') {
    # Several lines, as the CLI prints JSON.
    (ConvertTo-Json @{ Parameter = @{ Name = $args[$at + 1]; Value = $answer } }) -split "`n"
  }
}

# IMDSv2: a token by PUT, then a value; the first few requests of a fresh machine may fail.
function global:Invoke-RestMethod {
  param([switch] $UseBasicParsing, [int] $TimeoutSec, [string] $Method = 'Get', [hashtable] $Headers, [string] $Uri)

  Set-StrictMode -Off
  if ($Machine.Metadata.Failures -gt 0) { $Machine.Metadata.Failures--; throw 'Unable to connect to the remote server' }
  if ($Method -eq 'Put') { return 'metadata-token' }
  if ($Headers['X-aws-ec2-metadata-token'] -ne 'metadata-token') { throw '(401) Unauthorized' }
  $Machine.Metadata[($Uri -replace '^.*/meta-data/', '')]
}

# A vendor's file: its name is its content, unless a case has put another under its address.
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

# The file that an address has: a program that notes its call, a script that notes it, or some text.
function global:New-Download {
  param([string] $Uri)

  $name = $Uri.Split('/')[-1]
  if ($name -like '*.ps1') { return "Add-Call 'run $name'" }
  "#!/bin/sh`nprintf '%s\n' ""$name `$*"" >>""`$CALLS""`nexit `${GOSS_EXIT:-0}`n"
}

# The vendor's list, with the checksums of the files beside it.
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
