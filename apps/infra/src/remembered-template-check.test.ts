import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { PolicyValidationPluginReport } from 'aws-cdk-lib';
import { core } from './cdk.ts';
import { RememberedTemplateCheck } from './remembered-template-check.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'template-check-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Replaces the CDK's own check with a mock, which takes one template a call and finds a violation if the file name contains `wrong`. */
const cdkCheck = () =>
  jest
    .spyOn(core.CloudFormationValidatePlugin.prototype, 'validate')
    .mockImplementation(({ stackTemplates: [template] }): PolicyValidationPluginReport => {
      const { templatePath = '' } = template ?? {};
      const violation = {
        ...{ ruleName: 'E1', description: 'wrong', severity: 'error' },
        violatingResources: [{ resourceLogicalId: 'a', templatePath, locations: [] }],
      };
      const violations = basename(templatePath).includes('wrong') ? [violation] : [];
      return { success: violations.length === 0, violations };
    });

function template(name: string, content = name) {
  const templatePath = join(folder, name);
  writeFileSync(templatePath, content);
  return { templatePath, stackConstructPath: 'stack', accountId: '1', region: 'us-east-1' };
}

/** Checks templates with a new plugin, as a new process would. */
function check(...stackTemplates: ReturnType<typeof template>[]) {
  const templatePaths = stackTemplates.map(({ templatePath }) => templatePath);
  const appConstruct = {} as never;
  const plugin = new RememberedTemplateCheck(join(folder, 'cache'));
  return plugin.validate({ templatePaths, stackTemplates, appConstruct });
}

it('a template is checked once, whatever the name of its file', () => {
  const ofCdk = cdkCheck();
  expect(check(template('good'))).toEqual({ success: true, violations: [] });
  expect(check(template('good'), template('other-file', 'good'))).toEqual({ success: true, violations: [] });
  expect(ofCdk).toHaveBeenCalledTimes(1);
  check(template('changed'));
  check({ ...template('good'), region: 'eu-west-1' });
  expect(ofCdk).toHaveBeenCalledTimes(3);
});

it('a violation is remembered, and reported with the path of the current file', () => {
  const ofCdk = cdkCheck();
  check(template('wrong', 'text'));
  const report = check(template('good'), template('again', 'text'));
  expect(report.success).toBe(false);
  expect(report.violations).toMatchObject([
    { ruleName: 'E1', violatingResources: [{ resourceLogicalId: 'a', templatePath: join(folder, 'again') }] },
  ]);
  expect(ofCdk).toHaveBeenCalledTimes(2);
});

it.each(['{', '{}', 'null'])('a template is checked again if its remembered report is %s', (report) => {
  const ofCdk = cdkCheck();
  check(template('good'));
  const [file = ''] = readdirSync(join(folder, 'cache/template-checks'));
  writeFileSync(join(folder, 'cache/template-checks', file), report);
  expect(check(template('good')).success).toBe(true);
  expect(ofCdk).toHaveBeenCalledTimes(2);
});

it('templates are checked even if no report can be saved', () => {
  const ofCdk = cdkCheck();
  writeFileSync(join(folder, 'cache'), 'a file');
  check(template('good'));
  expect(check(template('good')).success).toBe(true);
  expect(ofCdk).toHaveBeenCalledTimes(2);
});
