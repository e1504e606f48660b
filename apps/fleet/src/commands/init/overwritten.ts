import { existsSync, readFileSync } from 'node:fs';
import { hasSeveralFleets, settingsInFile, type ParameterKey } from '@agent-aws-stack/config';
import { UserError } from '../../cli/errors.ts';
import { answersIn, ASKED, type Answers } from './answers.ts';
import { writeTarget, type Target } from './target.ts';

/** The file that `init --force` replaces. */
export interface Overwritten {
  readonly text: string;
  /** The answers that the file's values give. */
  readonly answers: Answers;
}

/** Reads the file that will be replaced; undefined if there is none. @throws UserError if it describes several fleets, which `init` cannot write */
export function readOverwritten({ file, path }: Target): Overwritten | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (hasSeveralFleets(text)) {
    throw new UserError(
      file,
      'is a file for several fleets, and init writes one fleet only; nothing was written',
      'Write the new fleet to another file, and copy it into "fleets"',
    );
  }
  // A fleet whose file does not set these has had these defaults, and keeps them until the user chooses otherwise.
  const defaults = { usePreSignedUrl: 'false', jobIsolation: 'none' };
  return { text, answers: { ...defaults, ...answersIn(settingsInFile(text)) } };
}

/** Copies the replaced file to the first free name of `<file>.bak`, `<file>.bak2` … @throws UserError */
export function backUp({ file, path }: Target, text: string): Target {
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '.bak' : `.bak${count}`;
    if (existsSync(`${path}${suffix}`)) continue;
    const backup = { file: `${file}${suffix}`, path: `${path}${suffix}`, force: false };
    writeTarget(backup, text);
    return backup;
  }
}

/** The parameters of the replaced file that the new file omits or changes, except those whose values the user has chosen. */
export function leftOut(before: string, now: string): readonly string[] {
  const [old, current] = [settingsInFile(before), settingsInFile(now)];
  return Object.entries(old).flatMap(([key, value = '']) =>
    current[key] === value || isChosen(key, value) ? [] : [key],
  );
}

/** Whether the user has chosen the parameter's value, by an answer or an option. A mixture of spot and on demand never is: no question offers it. */
function isChosen(key: string, before: string): boolean {
  if (key === ASKED.onDemandPercentage) return ['0', '100'].includes(before);
  return Object.values<ParameterKey>(ASKED).includes(key as ParameterKey);
}
