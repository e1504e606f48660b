import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds that an end-to-end suite takes on an idle machine; one that is not named here starts first. */
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

/** Jest's order without a cache of durations is by size; here the longest suite starts first, so that none is left over. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path }) => SECONDS[basename(path, '.test.ts')] ?? Infinity;
    return tests.toSorted((a, b) => seconds(b) - seconds(a));
  }
}
