import { CredentialsError } from '@agent-aws-stack/aws-clients';
import { describe, expect, it } from '@jest/globals';
import { UserError } from '../cli/errors.ts';
import { LookupSkippedError } from './fact.ts';
import { settle, settleForCaller } from './settle.ts';

const site = { action: 'sts:GetCallerIdentity', resource: 'the caller' };
const noCredentials = new CredentialsError(site, { detail: 'expired' });
// The error that the SDK throws.
const noRegion = new Error('Region is missing');
const defect = new TypeError('x is not a function');

describe.each([
  ['settle', settle],
  ['settleForCaller', settleForCaller],
])('%s', (_, settled) => {
  it('turns a value into a known fact', async () => {
    expect(await settled(Promise.resolve(3))).toEqual({ known: true, value: 3 });
  });

  it.each([
    ['a failed lookup', new UserError('group', 'is gone', 'Deploy it'), 'group: is gone', 'Deploy it', false],
    ['a skipped lookup', new LookupSkippedError('no account'), 'no account', undefined, true],
  ])('turns %s into an unknown fact', async (_, error, why, remedy, skipped) => {
    expect(await settled(Promise.reject(error))).toEqual({ known: false, why, remedy, skipped });
  });

  it('throws an error that is a defect of the program', async () => {
    await expect(settled(Promise.reject(defect))).rejects.toBe(defect);
  });
});

describe.each([
  ['credentials', noCredentials, 'sts:GetCallerIdentity on the caller: expired'],
  ['a region', noRegion, 'AWS_REGION: no region is named'],
])('without %s', (_, error, why) => {
  it('settle gives an unknown fact', async () => {
    expect(await settle(Promise.reject(error))).toMatchObject({ known: false, why });
  });

  it('settleForCaller throws', async () => {
    await expect(settleForCaller(Promise.reject(error))).rejects.toBe(error);
  });
});
