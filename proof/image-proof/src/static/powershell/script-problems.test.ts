import { describe, expect, it } from '@jest/globals';
import { scriptProblems } from './script-problems.ts';

const STOP = "$ErrorActionPreference = 'Stop'\n";

describe('scriptProblems', () => {
  it.each([
    [
      'an installer that is awaited',
      "$p = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', $x -Wait -PassThru",
    ],
    ['an exit code that is looked at', "& 'x.exe' 1\nif ($LASTEXITCODE -ne 0) { throw 'x' }"],
    [
      'an exit code that is kept',
      'function F { $lines = & $Program @Arguments 2>&1\n# why\n$exitCode = $LASTEXITCODE }',
    ],
    ['a program by Invoke-Native', "Invoke-Native 'aws' @('--version')"],
    ['a script', "& 'C:\\semaphore-agent\\x.ps1' $y"],
    ['the one place that downloads', 'function Save-Url { Invoke-WebRequest -Uri $u -OutFile $p }'],
  ])('accepts %s', async (_name, script) => {
    expect(await scriptProblems(STOP + script)).toEqual([]);
  });

  it.each([
    [
      'msiexec that is not awaited',
      'msiexec.exe /i https://example.com/x.msi',
      /^2: nobody sees the exit code of msiexec\.exe/,
    ],
    ['an installer that is not awaited', "Start-Process 'x.msi'", /^2: Start-Process without -Wait/],
    ['an installer whose exit code nobody sees', "Start-Process 'x.msi' -Wait", /^2: Start-Process without/],
    [
      'a program whose exit code nobody sees',
      'choco install -y git',
      /^2: nobody sees the exit code of choco/,
    ],
    [
      'one in an assignment',
      '$token = aws ssm get-parameter --name x',
      /^2: nobody sees the exit code of aws/,
    ],
    ['one in a block', 'if ($x) {\n  & nssm start x\n}', /^3: nobody sees the exit code of nssm/],
    ['an exit code looked at too late', "aws x\n$y = 1\nif ($LASTEXITCODE) { throw 'x' }", /^2: nobody sees/],
    [
      'a download that nothing checks',
      'Invoke-WebRequest https://example.com/x -OutFile x',
      /^2: Invoke-WebRequest: only Get-Artifact/,
    ],
    ['downloaded text that is run', 'Invoke-Expression $text', /^2: Invoke-Expression runs text/],
    ['what needs PowerShell 7', 'Get-Item x && Get-Item y', /^2: '&&.*' needs PowerShell 7/],
    ['no PowerShell', 'if ($x { }', /^2: no PowerShell/],
    ['the operator ?? of PowerShell 7', '$x = $y ?? 1', /^2: no PowerShell/],
  ])('finds %s', async (_name, script, problem) => {
    expect(await scriptProblems(STOP + script)).toEqual([expect.stringMatching(problem)]);
  });

  it('wants errors to end a script', async () => {
    const missing = [expect.stringMatching(/\$ErrorActionPreference = 'Stop' is missing$/)];
    expect(await scriptProblems("Set-Item 'x' 1")).toEqual(missing);
    expect(await scriptProblems('. "$PSScriptRoot\\common.ps1"\nSet-Item \'x\' 1')).toEqual([]);
    expect(await scriptProblems('function F { Get-Item x }')).toEqual([]);
  });

  it("takes user data's tags for blanks", async () => {
    expect(await scriptProblems(`<powershell>\n${STOP}</powershell>\n`)).toEqual([]);
  });
});
