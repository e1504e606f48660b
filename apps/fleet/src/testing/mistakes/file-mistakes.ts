import { getuid } from 'node:process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetParameters } from '../fleet-file.ts';
import type { Mistake } from './mistake.ts';

/** A folder in which this user cannot create files. Permissions do not stop root, but even root cannot create files in /sys. */
const READ_ONLY = getuid?.() === 0 ? '/sys' : readOnlyFolder();

function readOnlyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'read-only-'));
  chmodSync(folder, 0o555);
  return folder;
}

const PLAN = {
  ...{ planFile: 1, account: '111111111111', region: 'eu-west-1' },
  fleets: [{ stackName: 'linux', deployed: { Resources: {} }, wanted: { Resources: {} }, dangers: [] }],
};
const deployPlan = 'deploy plan.json --region eu-west-1 --yes';

/** A fleet whose image is looked up by name, so that its synthesis reads the CDK's context. */
const file = fleetParameters('linux', { SEMAPHORE_AGENT_AMI: '' });
const contextMistakes = (
  name: string,
  remedy: string,
  contents: Readonly<Record<string, readonly [content: string | undefined, problem: string]>>,
): readonly Mistake[] =>
  Object.entries(contents).map(([what, [content, problem]]) => ({
    what: `${name} ${what}`,
    line: 'deploy --region eu-west-1 --yes',
    others: { [name]: content },
    ...{ file, stored: 'token', bootstrapped: true, code: 1, remedy },
    names: `${name}: ${problem}`,
  }));

/** Mistakes with files and folders. */
export const FILE_MISTAKES: readonly Mistake[] = [
  {
    what: 'init in a read-only folder',
    line: `init ${READ_ONLY}/other.json --yes --organization acme`,
    code: 1,
    names: `${READ_ONLY}/other.json: cannot be written`,
    remedy: 'Name a file in a folder that you can write to',
  },
  {
    what: 'init in a file instead of a folder',
    line: 'init fleet.json/other.json --yes --organization acme',
    code: 1,
    names: /fleet\.json\/other\.json: .*\/fleet\.json is not a folder/,
    remedy: 'Name a file in a folder',
  },
  {
    what: 'templates in a read-only folder',
    line: `synth --output ${READ_ONLY}/templates`,
    code: 1,
    names: `--output: ${READ_ONLY}/templates is not a folder that can be written`,
    remedy: 'Name another folder',
  },
  {
    what: 'templates in a file instead of a folder',
    line: 'synth --output fleet.json',
    code: 1,
    names: /--output: .*\/fleet\.json is not a folder that can be written/,
    remedy: 'Name another folder',
  },
  {
    what: 'a plan in a read-only folder',
    line: `plan --region eu-west-1 --out ${READ_ONLY}/plan.json`,
    code: 1,
    names: `${READ_ONLY}/plan.json: cannot be written`,
    remedy: 'Name another file with --out',
  },
  {
    what: 'a plan over another file',
    line: 'plan --region eu-west-1 --out fleet.json',
    code: 1,
    names: 'fleet.json: exists and is not a plan; it was not overwritten',
    remedy: 'Name another file with --out',
  },
  {
    what: 'an empty plan to deploy',
    line: deployPlan,
    others: { 'plan.json': '' },
    code: 1,
    names: 'plan.json: is not a plan',
    remedy: 'npm run fleet -- plan --out plan.json --region eu-west-1',
  },
  {
    what: 'a folder instead of a plan to deploy',
    line: deployPlan,
    others: { 'plan.json': undefined },
    code: 1,
    names: 'plan.json: is a folder',
    remedy: 'npm run fleet -- plan --out plan.json --region eu-west-1',
  },
  {
    what: 'a plan that no longer holds',
    line: deployPlan,
    others: { 'plan.json': JSON.stringify(PLAN) },
    ...{ stored: 'token', bootstrapped: true },
    code: 1,
    names:
      /plan\.json: the plan no longer holds; nothing was changed\n {4}stack linux has changed since: it was deleted/,
    remedy: 'Make a new plan, and review it: npm run fleet -- plan --out plan.json --region eu-west-1',
  },
  ...contextMistakes('cdk.context.json', 'Delete it: the lookups are made again', {
    'that is empty': ['', 'is not a JSON object'],
    'that is a list': ['[]', 'is not a JSON object'],
    'with a damaged VPC': [
      '{"vpc-provider:account=1": {}}',
      'the value of "vpc-provider:account=1" is not a VPC',
    ],
    'with a damaged image': [
      '{"ami:account=1": 5}',
      'the value of "ami:account=1" is not the id of an image',
    ],
  }),
  ...contextMistakes('cdk.context.json', 'It must be a file with CDK context', {
    'that is a folder': [undefined, 'cannot be read (EISDIR'],
  }),
  ...contextMistakes('cdk.json', 'Correct it: it holds settings of the CDK', {
    'that is empty': ['', 'is not a JSON object'],
    'with context that is text': ['{"context": "x"}', 'its "context" is not a JSON object'],
    'with a qualifier that is an object': [
      '{"context": {"@aws-cdk/core:bootstrapQualifier": {}}}',
      'the value of "@aws-cdk/core:bootstrapQualifier" is not text',
    ],
  }),
];
