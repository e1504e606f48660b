import { describe, expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { fleetWith } from '../testing/rule-cases.ts';

const image = { AMI: 'ami-0123456789abcdef0' };
const fleet = (settings: Readonly<Record<string, string>>) => attempt({}, fleetWith(settings));

describe('SEMAPHORE_AGENT_OS without images of this project', () => {
  it.each([
    [
      'debian-12',
      /^SEMAPHORE_AGENT_OS is debian-12, for which this project builds no images, so ami-0123456789abcdef0 .* Linux's \(bash\) user data\. Check that the image runs debian-12\.$/,
    ],
    ['windows-core', /^SEMAPHORE_AGENT_OS is .* Windows' \(PowerShell\) user data/],
    ['windos', /^SEMAPHORE_AGENT_OS is .* Linux's \(bash\) user data\. Did you mean windows\? /],
    ['ubuntu-22.04', /^SEMAPHORE_AGENT_OS is .* Did you mean ubuntu-jammy\? /],
  ])('%s causes only a warning if SEMAPHORE_AGENT_AMI is set', (OS, warning) => {
    expect(fleet({ ...image, OS })).toMatchObject({
      fleets: [{ instance: { os: OS, amiId: image.AMI } }],
      warnings: [expect.stringMatching(warning)],
    });
  });

  it.each([
    ['debian-12', undefined],
    ['windos', 'windows'],
    ['ubuntu-22.04', 'ubuntu-jammy'],
  ])('%s is an error if SEMAPHORE_AGENT_AMI is not set', (OS, suggestion) => {
    expect(fleet({ OS }).problems).toMatchObject([
      {
        key: 'SEMAPHORE_AGENT_OS',
        given: `"${OS}"`,
        expected: expect.stringMatching(
          /^one of ubuntu-focal, .* macos; or any name you choose, if SEMAPHORE_AGENT_AMI is set$/,
        ),
        suggestion,
      },
    ]);
  });

  it.each(['de bian', '', '12'])(
    '%j does not name an operating system; an empty text counts as not set',
    (OS) => {
      const { problems } = fleet({ ...image, OS });
      expect(problems.map(({ key }) => key)).toEqual(OS === '' ? [] : ['SEMAPHORE_AGENT_OS']);
    },
  );
});
