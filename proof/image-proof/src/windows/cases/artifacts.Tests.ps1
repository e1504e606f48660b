# Downloads: only a verified file gets its final name, whichever way it is verified.

BeforeAll {
  function Get-TestArtifact {
    param([hashtable] $Verify, [string] $Version = '', [string] $Content = 'a program', [string] $Pinned = 'v1')

    $Machine.Downloads['https://vendor/v1/tool.exe'] = $Content
    $Machine.Downloads['https://vendor/v2/tool.exe'] = $Content
    . 'C:\packer\scripts\artifacts.ps1'
    Set-StrictMode -Off
    $artifact = ConvertTo-Json -Depth 4 @{ version = $Pinned; url = 'https://vendor/{version}/tool.exe'; verify = $Verify } | ConvertFrom-Json
    Get-Artifact $artifact $Version
  }

  # The checksum of 'a program'.
  $Sum = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes('a program'))).ToLowerInvariant()
  $Wrong = '0' * 64
  $HasNoFinalName = { Test-Path 'C:\packer\tool.exe' | Should -BeFalse }
}

Describe 'Get-Artifact' {
  BeforeEach { Reset-Machine build }

  It 'accepts a file with the checksum in versions.json' {
    Get-TestArtifact @{ by = 'sha256'; sha256 = @{ x86_64 = $Sum } } | Should -Be 'C:\packer\tool.exe'
    Get-MachineFile 'packer/tool.exe' | Should -Be 'a program'
  }

  It 'refuses a file with a wrong checksum' {
    { Get-TestArtifact @{ by = 'sha256'; sha256 = @{ x86_64 = $Wrong } } } | Should -Throw '*tool.exe: its checksum is*versions.json has 0000*'
    & $HasNoFinalName
  }

  It 'refuses a version that has no checksum' {
    { Get-TestArtifact @{ by = 'sha256'; sha256 = @{ x86_64 = $Sum } } -Version 'v2' } | Should -Throw '*has a checksum of v1, but not of v2*'
    & $HasNoFinalName
  }

  It 'verifies other versions as versions.json says' {
    $Machine.Downloads['https://vendor/v2/sums'] = "$Sum  tool.exe`n"
    $verify = @{ by = 'sha256'; sha256 = @{ x86_64 = $Wrong }; otherVersions = @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } }
    Get-TestArtifact $verify -Version 'v2' | Should -Be 'C:\packer\tool.exe'
  }

  It "finds a checksum in the vendor's list: <Line>" -ForEach @(
    @{ Line = '{0}  tool.exe' }, @{ Line = '{0} *tool.exe' }, @{ Line = '{0}  ./dist/tool.exe' }
  ) {
    $Machine.Downloads['https://vendor/v1/sums'] = "$Wrong  other.exe`n$($Line -f $Sum)`n"
    Get-TestArtifact @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } | Should -Be 'C:\packer\tool.exe'
  }

  It 'refuses a list with <What>' -ForEach @(
    @{ What = 'a wrong checksum'; Lines = "$('0' * 64)  tool.exe" }
    @{ What = 'no checksum of the file'; Lines = "$('0' * 64)  other.exe" }
    @{ What = 'two checksums of the file'; Lines = "$('0' * 64)  tool.exe`n$('1' * 64)  tool.exe" }
    @{ What = 'an invalid checksum'; Lines = 'nothing  tool.exe' }
    @{ What = 'HTML instead of checksums'; Lines = '<html>' }
  ) {
    $Machine.Downloads['https://vendor/v1/sums'] = $Lines
    { Get-TestArtifact @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } } | Should -Throw '*checksum*'
    & $HasNoFinalName
  }

  It 'accepts a file signed by one of the signers' {
    $Machine.Signature.Signer = 'Vendor Two'
    Get-TestArtifact @{ by = 'signature'; signers = @('Vendor', 'Vendor Two') } | Should -Be 'C:\packer\tool.exe'
  }

  It 'refuses an unknown verification' {
    { Get-TestArtifact @{ by = 'hope' } } | Should -Throw "*unknown verification 'hope'*"
    & $HasNoFinalName
  }

  It 'still retries a download after a minute' {
    $Machine.Downloads['https://vendor/v1/sums'] = { if ($Machine.SleptMs -lt 60000) { throw 'The remote server returned an error: (503)' } else { "$Sum  tool.exe" } }
    Get-TestArtifact @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } | Should -Be 'C:\packer\tool.exe'
  }
}
