import { ansibleFaults } from './faults/ansible-faults.ts';
import { gossFaults } from './faults/goss-faults.ts';
import { powershellFaults } from './faults/powershell-faults.ts';
import { linesOf, textOf, type PackerEvent } from './machine-readable.ts';

const MOST_TOLD = 10;
const LONGEST = 400;
/** Packer says once more, for all builds at once, what it has said of the only one. */
const REPETITION = /^(?:==> Some builds didn't complete|--> )/;
const VERDICT = /^Build '.*' errored/;

/**
 * Why a build failed, a line each: what the provisioner that ended it said (Ansible's task, Goss's tests, PowerShell's error), else the
 * last that was said on standard error; then Packer's own words.
 */
export function provisionerFaults(events: readonly PackerEvent[]): readonly string[] {
  const said = events.flatMap(linesOf);
  const errors = events.filter(({ kind }) => kind === 'error').flatMap(linesOf);
  const verdict = errors.filter((line) => VERDICT.test(line));
  const others = errors.filter((line) => line !== '' && !VERDICT.test(line) && !REPETITION.test(line));
  const faults = [
    () => gossFaults(said),
    () => ansibleFaults(events.map(textOf)),
    () => powershellFaults(errors),
  ]
    .map((find) => find())
    .find((found) => found.length > 0);
  return [...(faults === undefined ? others.slice(-MOST_TOLD) : shortened(faults)), ...verdict];
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
