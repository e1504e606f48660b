import { describe, expect, it } from '@jest/globals';
import { npmOutcome } from './npm-outcome.ts';
import { pipOutcome } from './pip-outcome.ts';

const printed = (stdout: object | string, stderr = '') => ({
  found: true,
  stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
  stderr,
});

describe('the outcome of npm audit', () => {
  it('has the severity of each vulnerable package', () => {
    const vulnerabilities = { tar: { name: 'tar', severity: 'high', range: '<6.2.1', via: [] } };
    expect(npmOutcome(printed({ auditReportVersion: 2, vulnerabilities }))).toEqual({
      kind: 'asked',
      findings: [{ package: 'tar <6.2.1', what: 'high' }],
    });
  });

  it('has no findings if there is nothing to report', () => {
    expect(npmOutcome(printed({ vulnerabilities: {} }))).toEqual({ kind: 'asked', findings: [] });
  });

  it.each([
    ['the registry refuses', printed({ message: '405 Method Not Allowed - POST', statusCode: 405 }), /^405/],
    ['npm prints no JSON', printed('', 'npm error\nnpm error network ECONNREFUSED\n'), /ECONNREFUSED$/],
    ['npm prints nothing', printed(''), /^npm audit printed nothing$/],
  ])('says that nobody answered if %s', (_, output, reason) => {
    expect(npmOutcome(output)).toEqual({ kind: 'not asked', reason: expect.stringMatching(reason) });
  });
});

describe('the outcome of pip-audit', () => {
  const safe = { name: 'boto3', version: '1.0', vulns: [] };

  it('has the vulnerabilities of each package', () => {
    const vulns = [{ id: 'PYSEC-1' }, { id: 'PYSEC-2' }];
    const dependencies = [safe, { name: 'jinja2', version: '3.0', vulns }];
    expect(pipOutcome(printed(`Found 2\n${JSON.stringify({ dependencies, fixes: [] })}\n`))).toEqual({
      kind: 'asked',
      findings: [{ package: 'jinja2 3.0', what: 'PYSEC-1, PYSEC-2' }],
    });
  });

  it.each([
    ['it is not installed', { found: false, stdout: '', stderr: '' }, /pipx install pip-audit$/],
    [
      'it skips a package',
      printed({ dependencies: [safe, { name: 'zz', skip_reason: 'Dependency not found on PyPI: zz (1)' }] }),
      /^Dependency not found on PyPI: zz/,
    ],
    ['it fails', printed('', 'ERROR: connection refused\n'), /connection refused$/],
    ['it prints nothing', printed(''), /^pip-audit printed nothing$/],
  ])('says that nobody answered if %s', (_, output, reason) => {
    expect(pipOutcome(output)).toEqual({ kind: 'not asked', reason: expect.stringMatching(reason) });
  });
});
