import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { sourceTexts } from './source-files.ts';

const file = z.object({
  command: z.record(z.string(), z.object({ timeout: z.int().optional() })).optional(),
});

it.each(sourceTexts('windows').filter(({ path }) => path.startsWith('images/goss/')))(
  '$path gives each command a minute: Goss would allow 10 seconds, in which PowerShell may not start cold',
  ({ text }) => {
    for (const [name, { timeout }] of Object.entries(file.parse(parse(text)).command ?? {}))
      expect([name, timeout]).toEqual([name, 60_000]);
  },
);
