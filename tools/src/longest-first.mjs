import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * Seconds that an end-to-end suite takes on an idle machine. A suite that is not listed starts first. `old-commands`,
 * `new-user` and `several-fleets` run one after the other, in this order (see CommandLine). The seconds of each include the suites after it.
 */
const SECONDS = {
  'fleet-life': 330,
  scarcity: 330,
  'old-commands': 250,
  scenario: 205,
  fleet: 190,
  package: 110,
  doctor: 110,
  'new-user': 105,
  faults: 100,
  'pre-signed': 60,
  'several-fleets': 50,
  'side-by-side': 25,
  permissions: 25,
  bare: 20,
  'failing-step': 20,
  interruption: 7,
};

/** Without a cache of durations, Jest orders suites by size. Here the longest suite starts first, so that none runs alone at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path }) => SECONDS[basename(path, '.test.ts')] ?? Infinity;
    return tests.toSorted((a, b) => seconds(b) - seconds(a));
  }
}
