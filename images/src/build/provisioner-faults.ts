import { ansibleFaults } from './faults/ansible-faults.ts';
import type { Found } from './faults/found.ts';
import { gossFaults } from './faults/goss-faults.ts';
import { powershellFaults } from './faults/powershell-faults.ts';
import { linesOf, textOf, type PackerEvent } from './machine-readable.ts';

const MOST_TOLD = 10;
const LONGEST = 400;
/** Packer says once more, for all builds at once, what it has said of the only one. */
const REPETITION = /^(?:==> Some builds didn't complete|--> )/;
const VERDICT = /^Build '.*' errored/;

/** A line, and the number of the event that it came with. */
interface Said {
  readonly text: string;
  readonly event: number;
}

/**
 * Why a build failed, a line each: what the provisioner that ended it said (Ansible's task, Goss's tests, PowerShell's error), else the
 * last that was said on standard error; then Packer's own words.
 */
export function provisionerFaults(events: readonly PackerEvent[]): readonly string[] {
  const lines = events.flatMap((event, number) =>
    linesOf(event).map((text) => ({ text, event: number, isError: event.kind === 'error' })),
  );
  const errors = lines.filter(({ isError }) => isError);
  const results = events.map((event, number) => ({ text: textOf(event), event: number }));
  // The one said last ended the build. Goss stands last, as on Windows its list is part of PowerShell's error.
  const faults = [
    ...found(powershellFaults, errors),
    ...found(ansibleFaults, results),
    ...found(gossFaults, lines),
  ]
    .toSorted((one, other) => one.event - other.event)
    .at(-1)?.told;
  const texts = errors.map(({ text }) => text);
  const verdict = texts.filter((line) => VERDICT.test(line));
  const others = texts.filter((line) => line !== '' && !VERDICT.test(line) && !REPETITION.test(line));
  return [...(faults === undefined ? others.slice(-MOST_TOLD) : shortened(faults)), ...verdict];
}

/** What a program's faults are, and the number of the event that tells of them. */
function found(find: (lines: readonly string[]) => Found | undefined, said: readonly Said[]) {
  const faults = find(said.map(({ text }) => text));
  return faults === undefined ? [] : [{ told: faults.told, event: said[faults.at]?.event ?? 0 }];
}

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - MOST_TOLD;
  return [
    ...faults
      .slice(0, MOST_TOLD)
      .map((fault) => (fault.length > LONGEST ? `${fault.slice(0, LONGEST - 1)}…` : fault)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}
