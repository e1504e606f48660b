import { ansibleFaults } from './faults/ansible-faults.ts';
import type { Found } from './faults/found.ts';
import { gossFaults } from './faults/goss-faults.ts';
import { powershellFaults } from './faults/powershell-faults.ts';
import { linesOf, textOf, type PackerEvent } from './machine-readable.ts';

const MOST_TOLD = 10;
const LONGEST = 400;
/** Packer repeats the error of the only build in its summary of all builds. */
const REPETITION = /^(?:==> Some builds didn't complete|--> )/;
const VERDICT = /^Build '.*' errored/;

/** A line, and the number of its event. */
interface Said {
  readonly text: string;
  readonly event: number;
}

/**
 * Lines that explain why a build failed: the message of the provisioner that failed (Ansible's task, Goss's tests, PowerShell's error), otherwise the
 * last line on standard error; then Packer's own message.
 */
export function provisionerFaults(events: readonly PackerEvent[]): readonly string[] {
  const lines = events.flatMap((event, number) =>
    linesOf(event).map((text) => ({ text, event: number, isError: event.kind === 'error' })),
  );
  const errors = lines.filter(({ isError }) => isError);
  const results = events.map((event, number) => ({ text: textOf(event), event: number }));
  // The last fault ended the build. Goss comes last in this list, because on Windows its output is part of PowerShell's error.
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

/** The faults of a program, and the number of their event. */
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
