import { describe, expect, it } from '@jest/globals';
import { playbookOf } from './packer-log.ts';

const SOURCE = 'semaphore-agent-linux.amazon-ebs.ubuntu';
const log = (...texts: readonly string[]): string =>
  texts
    .map((text) => `1795542885,,ui,message,    ${SOURCE}: ${text.replaceAll(',', '%!(PACKER_COMMA)')}`)
    .join('\n');

describe('playbookOf', () => {
  it('parses the result of the first playbook, and the tasks that changed something', () => {
    const recap = playbookOf(
      log(
        'TASK [users : Create the user] ****',
        'changed: [default]',
        'TASK [yq : Install yq, for good] ****',
        'ok: [default]',
        'default : ok=2    changed=1    unreachable=0    failed=0    skipped=0',
        'TASK [cleanup : Empty the logs] ****',
        'changed: [default]',
        'default : ok=5    changed=5    unreachable=0    failed=0    skipped=0',
      ),
    );
    expect(recap).toMatchObject({ result: 'succeeded', changed: 1, changes: ['users : Create the user'] });
  });

  it.each([
    [
      'failed',
      log('fatal: [default]: FAILED! no disk', 'default : ok=1 changed=1 unreachable=0 failed=1'),
      'no disk',
    ],
    ['not run', log('Waiting for SSH to become available...'), 'Waiting for SSH'],
  ])('reports a playbook that has %s', (result, text, failure) => {
    expect(playbookOf(text)).toMatchObject({ result, failure: expect.stringContaining(failure) });
  });
});
