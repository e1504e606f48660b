import { expect, it } from '@jest/globals';
import { powershellFaults } from './powershell-faults.ts';

const FIRST = String.raw`Write-Error : a first one
At C:\packer\scripts\install-tools.ps1:3 char:1
+ Write-Error 'a first one'
    + FullyQualifiedErrorId : Microsoft.PowerShell.Commands.WriteErrorException
`;
const LAST = String.raw`Invoke-WebRequest : The remote name could not be
resolved: 'example.com'
At C:\packer\scripts\artifacts.ps1:13 char:23
+   Invoke-WithRetry { Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile ...
+                      ~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest)
`;
const TOLD = String.raw`PowerShell: Invoke-WebRequest : The remote name could not be resolved: 'example.com' (C:\packer\scripts\artifacts.ps1, line 13)`;

it.each([
  ['the error that ended a script, and where', LAST, { at: 0, told: [TOLD] }],
  ['the last of several', `${FIRST}\n${LAST}`, { at: 5, told: [TOLD] }],
  ['the last of several that follow each other', `${FIRST}${LAST}`, { at: 4, told: [TOLD] }],
  ['nothing of what is no error of PowerShell', 'choco: no such package', undefined],
])('tells %s', (_, said, told) => expect(powershellFaults(said.split('\n'))).toEqual(told));
