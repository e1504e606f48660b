import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { deployFleet } from '../scenario/deployment.ts';
import { invokeScaler, sendWave } from '../scenario/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

describe('two sandboxes at once', () => {
  it('deploy and scale the same fleet independently, and leave no files', async () => {
    const contexts = await Promise.all([bootstrappedRegion(), bootstrappedRegion()]);
    try {
      await Promise.all(contexts.map(deployFleet));
      await Promise.all(contexts.map(invokeScaler));
      await Promise.all(contexts.map((context, index) => sendWave(context, { jobs: index + 1, jobMs: 500 })));
      expect(contexts.map(({ region }) => region.semaphore.jobs().length)).toEqual([1, 2]);
    } finally {
      await Promise.all(contexts.map(({ region }) => region.stop()));
    }
    for (const { region } of contexts) expect(existsSync(region.folder.path)).toBe(false);
  });
});
