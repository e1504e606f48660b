import { describe, expect, it } from '@jest/globals';
import type { AwsClients } from '../aws/clients.ts';
import { regionOf } from './caller.ts';

describe('regionOf', () => {
  const clients = (region: () => Promise<string>) =>
    ({ sts: { config: { region } } }) as unknown as AwsClients;

  it("gives the clients' region", async () => {
    expect(await regionOf(clients(async () => 'eu-west-1'))).toBe('eu-west-1');
  });

  it.each([
    ['an error', new Error('Region is missing'), 'Region is missing'],
    ['something else', 'no region', 'no region'],
  ])('says how to name a region if the SDK throws %s', async (_, thrown, why) => {
    await expect(regionOf(clients(() => Promise.reject(thrown)))).rejects.toMatchObject({
      name: 'UserError',
      key: 'AWS_REGION',
      message: `AWS_REGION: ${why}`,
      remedy: 'Name a region: --region eu-west-1',
    });
  });
});
