import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds that an end-to-end suite takes on an idle machine. A suite that is not listed starts first. */
const SECONDS = {
  scenario: 240,
  fleet: 235,
  'old-commands': 155,
  faults: 105,
  doctor: 100,
  'pre-signed': 60,
  'new-user': 42,
  'several-fleets': 35,
  'side-by-side': 25,
  permissions: 25,
  interruption: 7,
};

/** Without a cache of durations, Jest orders suites by size. Here the longest suite starts first, so that none runs alone at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path }) => SECONDS[basename(path, '.test.ts')] ?? Infinity;
    return tests.toSorted((a, b) => seconds(b) - seconds(a));
  }
}
