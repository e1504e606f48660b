# Downloads that are checked, installers that are awaited. Dot-sourced by the build's scripts.
. 'C:\packer\files\common.ps1'

# Windows Server 2019 would offer older versions first.
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$Versions = Get-Content -LiteralPath 'C:\packer\versions.json' -Raw | ConvertFrom-Json

# Invoke-WebRequest throws on every status but success.
function Save-Url {
  param([Parameter(Mandatory = $true)] [string] $Url, [Parameter(Mandatory = $true)] [string] $Path)

  Invoke-WithRetry { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $Path } | Out-Null
}

# Downloads an artifact of versions.json and gives its path; one that is not its vendor's never gets a name to be run by.
function Get-Artifact {
  param([Parameter(Mandatory = $true)] $Artifact, [string] $Version = '')

  if ($Version -eq '') { $Version = $Artifact.version }
  $url = $Artifact.url.Replace('{version}', $Version)
  $name = $url.Split('/')[-1]
  $verify = $Artifact.verify
  # A checksum that is written in versions.json is that version's alone.
  if ($verify.by -eq 'sha256' -and $Version -ne $Artifact.version) {
    if ($null -eq $verify.PSObject.Properties['otherVersions']) {
      throw "${name}: versions.json has the checksum of $($Artifact.version) alone, not of $Version."
    }
    $verify = $verify.otherVersions
  }
  $unchecked = "C:\packer\unchecked-$name"
  Save-Url $url $unchecked
  switch ($verify.by) {
    'sha256' { Assert-Sha256 $unchecked $name $verify.sha256.x86_64 'versions.json' }
    'signature' { Assert-Signature $unchecked $verify.signers }
    'checksum-file' { Assert-Checksum $unchecked $name $verify.url.Replace('{version}', $Version) }
    'gpg' { Assert-GpgSignature $unchecked $verify $Version }
    default { throw "${name}: nothing checks it; verify.by is '$($verify.by)'." }
  }
  $path = "C:\packer\$name"
  Move-Item -LiteralPath $unchecked -Destination $path -Force
  return $path
}

function Assert-Signature {
  param([string] $Path, [string[]] $Signers)

  $signature = Get-AuthenticodeSignature -FilePath $Path
  if ($signature.Status -ne 'Valid') { throw "${Path}: its signature is $($signature.Status)." }
  $signer = $signature.SignerCertificate.GetNameInfo('SimpleName', $false)
  if ($Signers -notcontains $signer) { throw "${Path}: signed by '$signer', not by $($Signers -join ' or ')." }
}

# A checksum file has lines '<sha256>  <name>'.
function Assert-Checksum {
  param([string] $Path, [string] $Name, [string] $Url)

  $list = 'C:\packer\checksums.txt'
  Save-Url $Url $list
  $expected = @(Get-Content -LiteralPath $list | ForEach-Object {
      $parts = $_.Trim() -split '\s+\*?'
      if ($parts.Count -eq 2 -and $parts[1].Split('/')[-1] -eq $Name) { $parts[0] }
    })
  if ($expected.Count -ne 1) { throw "$Url has $($expected.Count) checksums of $Name." }
  Assert-Sha256 $Path $Name $expected[0] $Url
}

function Assert-Sha256 {
  param([string] $Path, [string] $Name, [string] $Expected, [string] $Source)

  $actual = (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash
  if ($actual -ne $Expected) { throw "${Name}: its checksum is $actual, $Source says $Expected." }
}

# With the gpg that Git brings, whose folder is named as MSYS2 does: since Git 2.51 it takes C:/x for a relative path
# (git-for-windows/git#5865). The key is its vendor's if it has the fingerprint that the vendor's documentation names.
function Assert-GpgSignature {
  param([string] $Path, $Verify, [string] $Version)

  $gpg = "$env:ProgramFiles\Git\usr\bin\gpg.exe"
  $folder = '/c/packer/gnupg'
  New-Item -ItemType Directory -Path 'C:\packer\gnupg' -Force | Out-Null
  Save-Url $Verify.key 'C:\packer\vendor.gpg'
  Save-Url $Verify.signature.Replace('{version}', $Version) "$Path.sig"
  Invoke-Native $gpg @('--homedir', $folder, '--batch', '--import', 'C:/packer/vendor.gpg') | Out-Null
  $status = Invoke-Native $gpg @('--homedir', $folder, '--batch', '--status-fd', '1', '--verify', "$Path.sig", $Path)
  if ($status -notmatch "\[GNUPG:\] VALIDSIG .*\b$($Verify.fingerprint)\b") { throw "${Path}: not signed by $($Verify.fingerprint)." }
}

# msiexec is no console program: only Start-Process waits for it.
function Install-Msi {
  param([Parameter(Mandatory = $true)] [string] $Path)

  $log = "$Path.log"
  $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', $Path, '/qn', '/norestart', '/l*v', $log -Wait -PassThru
  # 3010: done, but for a restart, which the build does anyway.
  if ($process.ExitCode -notin 0, 3010) {
    throw "$Path ended with exit code $($process.ExitCode): $(Get-Content -LiteralPath $log -Tail 20)"
  }
}

# What installers wrote into the machine's PATH is not in this process yet.
function Update-Path {
  $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('Path', 'User')
}
