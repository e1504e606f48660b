import { CredentialsError } from '@agent-aws-stack/aws-clients';
import { describe, expect, it } from '@jest/globals';
import { UserError } from '../cli/errors.ts';
import { NothingToAskError } from './fact.ts';
import { settle, settleForCaller } from './settle.ts';

const site = { action: 'sts:GetCallerIdentity', resource: 'the caller' };
const nobody = new CredentialsError(site, { detail: 'expired' });
// As the SDK throws it.
const nowhere = new Error('Region is missing');
const defect = new TypeError('x is not a function');

describe.each([
  ['settle', settle],
  ['settleForCaller', settleForCaller],
])('%s', (_, ask) => {
  it('gives the answer', async () => {
    expect(await ask(Promise.resolve(3))).toEqual({ known: true, value: 3 });
  });

  it.each([
    ['a refusal', new UserError('group', 'is gone', 'Deploy it'), 'group: is gone', 'Deploy it', true],
    ['what it rests on', new NothingToAskError('no account'), 'no account', undefined, false],
  ])('gives %s', async (_, error, why, remedy, asked) => {
    expect(await ask(Promise.reject(error))).toEqual({ known: false, why, remedy, asked });
  });

  it('passes a defect', async () => {
    await expect(ask(Promise.reject(defect))).rejects.toBe(defect);
  });
});

describe.each([
  ['who asks', nobody, 'sts:GetCallerIdentity on the caller: expired'],
  ['of which region', nowhere, 'AWS_REGION: no region is named'],
])('where AWS does not know %s', (_, error, why) => {
  it('one question among others gives that', async () => {
    expect(await settle(Promise.reject(error))).toMatchObject({ known: false, why });
  });

  it('the question for the caller ends all', async () => {
    await expect(settleForCaller(Promise.reject(error))).rejects.toBe(error);
  });
});
