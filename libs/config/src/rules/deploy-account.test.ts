import { describe, expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const withAccount = (account: string) => attempt({ ...minimalFleet, CDK_DEPLOY_ACCOUNT: account });

describe('CDK_DEPLOY_ACCOUNT', () => {
  it.each(['', '111111111111'])('accepts %j', (account) => {
    expect(withAccount(account).problems).toEqual([]);
  });

  it.each([
    ['abc', undefined],
    ['1234', undefined],
    ['1111-2222-3333', '111122223333'],
    [' 111122223333', '111122223333'],
  ])('rejects %j', (account, suggestion) => {
    expect(withAccount(account).problems).toEqual([
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

  it('is reported once for all fleets, together with other problems', () => {
    const fleets = ['one', 'two'].map((name) => ({
      ...minimalFleet,
      SEMAPHORE_AGENT_STACK_NAME: name,
      SEMAPHORE_ORGANIZATION: '',
    }));
    const { problems } = attempt({ CDK_DEPLOY_ACCOUNT: 'abc' }, { fleets });
    expect(problems.map(({ key }) => key)).toEqual(['CDK_DEPLOY_ACCOUNT', 'SEMAPHORE_ENDPOINT']);
  });
});
