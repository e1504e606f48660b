import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { stsClient } from './sts/index.ts';

it('a client uses the credentials and region of its profile, without a warning about keys in the environment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-profile-'));
  const before = process.env;
  const warn = jest.spyOn(console, 'warn');
  try {
    const file = join(folder, 'config');
    const keys = 'aws_access_key_id = from-profile\naws_secret_access_key = s\n';
    writeFileSync(file, `[profile ops]\nregion = eu-north-1\n${keys}`);
    process.env = {
      ...{ AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') },
      ...{ AWS_ACCESS_KEY_ID: 'from-environment', AWS_SECRET_ACCESS_KEY: 's' },
    };
    const { config } = stsClient({ profile: 'ops' });
    await expect(config.region()).resolves.toBe('eu-north-1');
    await expect(config.credentials()).resolves.toMatchObject({ accessKeyId: 'from-profile' });
    expect(warn).not.toHaveBeenCalled();
  } finally {
    process.env = before;
    rmSync(folder, { recursive: true });
  }
});
