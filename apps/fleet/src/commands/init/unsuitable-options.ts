import { UsageError } from '../../cli/errors.ts';
import { applies, namesOf, OPTIONS, type Answers } from './answers.ts';

/** Refuses options that do not apply to the operating system. @param os - undefined for the default @throws UsageError */
export function refuseUnsuitable(known: Answers, os: string | undefined): void {
  const unsuitable = namesOf(known).filter((name) => !applies(name, os));
  if (unsuitable.length === 0) return;
  const isMac = os === 'macos';
  const leaveOut = `Leave ${unsuitable.length === 1 ? 'it' : 'them'} out`;
  throw new UsageError(
    unsuitable.map((name) => OPTIONS[name]).join(', '),
    `${isMac ? 'not' : 'only'} with ${OPTIONS.os} macos; nothing was written`,
    isMac ? leaveOut : `${leaveOut}, or add ${OPTIONS.os} macos`,
  );
}
