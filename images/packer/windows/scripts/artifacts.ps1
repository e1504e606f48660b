# Downloads and verifies artifacts, and runs installers. The build's scripts dot-source this.
. 'C:\packer\files\common.ps1'

# Windows Server 2019 uses older versions of TLS by default.
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$Versions = Get-Content -LiteralPath 'C:\packer\versions.json' -Raw | ConvertFrom-Json

# Downloads a file. If the request fails or the server returns an HTTP error, retries, then throws.
function Save-Url {
  param([Parameter(Mandatory = $true)] [string] $Url, [Parameter(Mandatory = $true)] [string] $Path)

  Invoke-WithRetry { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $Path } | Out-Null
}

# Downloads an artifact of versions.json, verifies it and returns its path. Only a verified file gets its final name.
function Get-Artifact {
  param([Parameter(Mandatory = $true)] $Artifact, [string] $Version = '')

  if ($Version -eq '') { $Version = $Artifact.version }
  $url = $Artifact.url.Replace('{version}', $Version)
  $name = $url.Split('/')[-1]
  $verify = $Artifact.verify
  # A checksum in versions.json is valid only for the version in the same entry.
  if ($verify.by -eq 'sha256' -and $Version -ne $Artifact.version) {
    if ($null -eq $verify.PSObject.Properties['otherVersions']) {
      throw "${name}: versions.json has a checksum of $($Artifact.version), but not of $Version."
    }
    $verify = $verify.otherVersions
  }
  $unverified = "C:\packer\unverified-$name"
  Save-Url $url $unverified
  switch ($verify.by) {
    'sha256' { Assert-Sha256 $unverified $name $verify.sha256.x86_64 'versions.json' }
    'signature' { Assert-Signature $unverified $verify.signers }
    'checksum-file' { Assert-Checksum $unverified $name $verify.url.Replace('{version}', $Version) }
    'gpg' { Assert-GpgSignature $unverified $verify $Version }
    default { throw "${name}: versions.json has an unknown verification '$($verify.by)'." }
  }
  $path = "C:\packer\$name"
  Move-Item -LiteralPath $unverified -Destination $path -Force
  return $path
}

function Assert-Signature {
  param([string] $Path, [string[]] $Signers)

  $signature = Get-AuthenticodeSignature -FilePath $Path
  if ($signature.Status -ne 'Valid') { throw "${Path}: its signature is $($signature.Status)." }
  $signer = $signature.SignerCertificate.GetNameInfo('SimpleName', $false)
  if ($Signers -notcontains $signer) { throw "${Path}: signed by '$signer' instead of $($Signers -join ' or ')." }
}

# Verifies with the vendor's list of lines '<sha256>  <name>'.
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
  if ($actual -ne $Expected) { throw "${Name}: its checksum is $actual, but $Source has $Expected." }
}

# Verifies a signature with the gpg of Git for Windows. Its home folder must be an MSYS2 path, because since Git 2.51 gpg
# treats C:/x as a relative path (git-for-windows/git#5865). The fingerprint comes from the vendor's documentation, so the
# server that sends the key need not be trusted.
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

# Uses Start-Process to wait for msiexec, which is not a console program.
function Install-Msi {
  param([Parameter(Mandatory = $true)] [string] $Path)

  $log = "$Path.log"
  $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', $Path, '/qn', '/norestart', '/l*v', $log -Wait -PassThru
  # 3010 means that a restart is required. The build restarts the machine later.
  if ($process.ExitCode -notin 0, 3010) {
    throw "$Path ended with exit code $($process.ExitCode): $(Get-Content -LiteralPath $log -Tail 20)"
  }
}

# Reloads PATH, which installers have changed.
function Update-Path {
  $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('Path', 'User')
}
