import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds that an end-to-end suite takes on an idle machine. A suite that is not listed starts first. */
const SECONDS = {
  fleet: 235,
  scenario: 130,
  faults: 105,
  doctor: 100,
  'new-user': 42,
  'several-fleets': 35,
  'side-by-side': 25,
  permissions: 25,
  'pre-signed': 60,
  interruption: 7,
};

/** Without a cache of durations Jest orders suites by size. Here the longest suite starts first, so that none runs alone at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path }) => SECONDS[basename(path, '.test.ts')] ?? Infinity;
    return tests.toSorted((a, b) => seconds(b) - seconds(a));
  }
}
