import { describe, expect, it } from '@jest/globals';
import { playbookOf } from './packer-log.ts';

const SOURCE = 'semaphore-agent-linux.amazon-ebs.ubuntu';
const log = (...texts: readonly string[]): string =>
  texts
    .map((text) => `1795542885,,ui,message,    ${SOURCE}: ${text.replaceAll(',', '%!(PACKER_COMMA)')}`)
    .join('\n');

describe('playbookOf', () => {
  it('reads the first playbook, and which tasks changed something', () => {
    const recap = playbookOf(
      log(
        'TASK [users : Make the user] ****',
        'changed: [default]',
        'TASK [yq : Install yq, for good] ****',
        'ok: [default]',
        'default : ok=2    changed=1    unreachable=0    failed=0    skipped=0',
        'TASK [cleanup : Empty the logs] ****',
        'changed: [default]',
        'default : ok=5    changed=5    unreachable=0    failed=0    skipped=0',
      ),
    );
    expect(recap).toMatchObject({ ended: 'well', changed: 1, changes: ['users : Make the user'] });
  });

  it.each([
    [
      'badly',
      log('fatal: [default]: FAILED! no disk', 'default : ok=1 changed=1 unreachable=0 failed=1'),
      'no disk',
    ],
    ['never', log('Waiting for SSH to become available...'), 'Waiting for SSH'],
  ])('tells of a playbook that ended %s', (ended, text, failure) => {
    expect(playbookOf(text)).toMatchObject({ ended, failure: expect.stringContaining(failure) });
  });
});
