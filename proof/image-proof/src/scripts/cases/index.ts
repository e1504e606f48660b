import type { ScriptCase } from '../script-case.ts';
import { CHECKED } from './health-check.ts';
import { INTERRUPTED } from './interruption-watch.ts';
import { ENDED } from './shutdown.ts';
import { TROUBLED } from './start-troubles.ts';
import { STARTED } from './start.ts';

/** Every case of every script of the image, on Linux and on macOS. */
export const SCRIPT_CASES: readonly ScriptCase[] = [
  ...STARTED,
  ...TROUBLED,
  ...ENDED,
  ...CHECKED,
  ...INTERRUPTED,
];
