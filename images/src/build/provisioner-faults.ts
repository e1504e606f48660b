import { ansibleFaults } from './faults/ansible-faults.ts';
import type { Faults } from './faults/faults.ts';
import { gossFaults } from './faults/goss-faults.ts';
import { powershellFaults } from './faults/powershell-faults.ts';
import { linesOf, textOf, type PackerEvent } from './machine-readable.ts';

const MAX_MESSAGES = 10;
const MAX_LENGTH = 400;
/** Lines of Packer's summary of all builds. They are left out, because they repeat the error of the only build. */
const REPETITION = /^(?:==> Some builds didn't complete|--> )/;
const VERDICT = /^Build '.*' errored/;

/** A text, and the index of the event that contains it. */
interface PrintedText {
  readonly text: string;
  readonly event: number;
}

/**
 * Lines that explain why a build failed. First the messages of the provisioner that failed (Ansible's task, Goss's tests or
 * PowerShell's error), or, if none of these is recognized, the last lines that Packer printed as errors. Then Packer's own
 * message.
 */
export function provisionerFaults(events: readonly PackerEvent[]): readonly string[] {
  const lines = events.flatMap((event, index) =>
    linesOf(event).map((text) => ({ text, event: index, isError: event.kind === 'error' })),
  );
  const errors = lines.filter(({ isError }) => isError);
  // Not split into lines, because Ansible's results contain newlines.
  const texts = events.map((event, index) => ({ text: textOf(event), event: index }));
  // The last fault ended the build. Goss comes last in this list, because on Windows its output is part of PowerShell's error.
  const faults = [
    ...faultsIn(errors, powershellFaults),
    ...faultsIn(texts, ansibleFaults),
    ...faultsIn(lines, gossFaults),
  ]
    .toSorted((one, other) => one.event - other.event)
    .at(-1)?.messages;
  const errorTexts = errors.map(({ text }) => text);
  const verdict = errorTexts.filter((line) => VERDICT.test(line));
  const others = errorTexts.filter((line) => line !== '' && !VERDICT.test(line) && !REPETITION.test(line));
  return [...(faults === undefined ? others.slice(-MAX_MESSAGES) : shortened(faults)), ...verdict];
}

/** The faults of one program, and the index of their event. */
function faultsIn(printed: readonly PrintedText[], find: (lines: readonly string[]) => Faults | undefined) {
  const faults = find(printed.map(({ text }) => text));
  return faults === undefined ? [] : [{ messages: faults.messages, event: printed[faults.line]?.event ?? 0 }];
}

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - MAX_MESSAGES;
  return [
    ...faults
      .slice(0, MAX_MESSAGES)
      .map((fault) => (fault.length > MAX_LENGTH ? `${fault.slice(0, MAX_LENGTH - 1)}…` : fault)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}
