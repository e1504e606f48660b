# Downloads: whichever way an artifact is checked, one that is not its vendor's gets no name to be run by.

BeforeAll {
  function Get-Checked {
    param([hashtable] $Verify, [string] $Version = '', [string] $Content = 'a program', [string] $Pinned = 'v1')

    $Machine.Downloads['https://vendor/v1/tool.exe'] = $Content
    $Machine.Downloads['https://vendor/v2/tool.exe'] = $Content
    . 'C:\packer\scripts\artifacts.ps1'
    Set-StrictMode -Off
    $artifact = ConvertTo-Json -Depth 4 @{ version = $Pinned; url = 'https://vendor/{version}/tool.exe'; verify = $Verify } | ConvertFrom-Json
    Get-Artifact $artifact $Version
  }

  # Of 'a program'.
  $Sum = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes('a program'))).ToLowerInvariant()
  $Wrong = '0' * 64
  $Unnamed = { Test-Path 'C:\packer\tool.exe' | Should -BeFalse }
}

Describe 'Get-Artifact' {
  BeforeEach { Reset-Machine build }

  It 'takes a file with the checksum that stands in versions.json' {
    Get-Checked @{ by = 'sha256'; sha256 = @{ x86_64 = $Sum } } | Should -Be 'C:\packer\tool.exe'
    Get-MachineFile 'packer/tool.exe' | Should -Be 'a program'
  }

  It 'refuses a file with another checksum' {
    { Get-Checked @{ by = 'sha256'; sha256 = @{ x86_64 = $Wrong } } } | Should -Throw '*tool.exe: its checksum is*versions.json says 0000*'
    & $Unnamed
  }

  It 'refuses another version where the checksum is of one alone' {
    { Get-Checked @{ by = 'sha256'; sha256 = @{ x86_64 = $Sum } } -Version 'v2' } | Should -Throw '*has the checksum of v1 alone, not of v2*'
    & $Unnamed
  }

  It 'checks other versions as versions.json says' {
    $Machine.Downloads['https://vendor/v2/sums'] = "$Sum  tool.exe`n"
    $verify = @{ by = 'sha256'; sha256 = @{ x86_64 = $Wrong }; otherVersions = @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } }
    Get-Checked $verify -Version 'v2' | Should -Be 'C:\packer\tool.exe'
  }

  It "finds a file's checksum in its vendor's list: <Line>" -ForEach @(
    @{ Line = '{0}  tool.exe' }, @{ Line = '{0} *tool.exe' }, @{ Line = '{0}  ./dist/tool.exe' }
  ) {
    $Machine.Downloads['https://vendor/v1/sums'] = "$Wrong  other.exe`n$($Line -f $Sum)`n"
    Get-Checked @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } | Should -Be 'C:\packer\tool.exe'
  }

  It 'refuses a list with <What>' -ForEach @(
    @{ What = 'another checksum'; Lines = "$('0' * 64)  tool.exe" }
    @{ What = 'no checksum of it'; Lines = "$('0' * 64)  other.exe" }
    @{ What = 'two checksums of it'; Lines = "$('0' * 64)  tool.exe`n$('1' * 64)  tool.exe" }
    @{ What = 'words instead'; Lines = 'nothing  tool.exe' }
    @{ What = 'no lines'; Lines = '<html>' }
  ) {
    $Machine.Downloads['https://vendor/v1/sums'] = $Lines
    { Get-Checked @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } } | Should -Throw '*checksum*'
    & $Unnamed
  }

  It 'takes a file that one of the named signers has signed' {
    $Machine.Signature.Signer = 'Vendor Two'
    Get-Checked @{ by = 'signature'; signers = @('Vendor', 'Vendor Two') } | Should -Be 'C:\packer\tool.exe'
  }

  It 'refuses a file that nothing checks' {
    { Get-Checked @{ by = 'hope' } } | Should -Throw '*nothing checks it*hope*'
    & $Unnamed
  }

  It 'tries a download again for a minute and a half' {
    $Machine.Downloads['https://vendor/v1/sums'] = { if ($Machine.SleptMs -lt 60000) { throw 'The remote server returned an error: (503)' } else { "$Sum  tool.exe" } }
    Get-Checked @{ by = 'checksum-file'; url = 'https://vendor/{version}/sums' } | Should -Be 'C:\packer\tool.exe'
  }
}
