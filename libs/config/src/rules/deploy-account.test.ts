import { describe, expect, it } from '@jest/globals';
import { attempt, least } from '../testing/attempt.ts';

const of = (account: string) => attempt({ ...least, CDK_DEPLOY_ACCOUNT: account });

describe('CDK_DEPLOY_ACCOUNT', () => {
  it.each(['', '111111111111'])('may be %j', (account) => {
    expect(of(account).problems).toEqual([]);
  });

  it.each([
    ['abc', undefined],
    ['1234', undefined],
    ['1111-2222-3333', '111122223333'],
    [' 111122223333', '111122223333'],
  ])('may not be %j', (account, suggestion) => {
    expect(of(account).problems).toEqual([
      {
        key: 'CDK_DEPLOY_ACCOUNT',
        fleet: undefined,
        place: 'environment',
        given: JSON.stringify(account),
        expected: 'an AWS account id of 12 digits',
        suggestion,
      },
    ]);
  });

  it('is one problem for all fleets, reported with the others', () => {
    const fleets = ['one', 'other'].map((name) => ({
      ...least,
      SEMAPHORE_AGENT_STACK_NAME: name,
      SEMAPHORE_ORGANIZATION: '',
    }));
    const { problems } = attempt({ CDK_DEPLOY_ACCOUNT: 'abc' }, { fleets });
    expect(problems.map(({ key }) => key)).toEqual(['CDK_DEPLOY_ACCOUNT', 'SEMAPHORE_ENDPOINT']);
  });
});
