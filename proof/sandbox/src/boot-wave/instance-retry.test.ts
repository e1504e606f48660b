import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InstanceRetry } from './instance-retry.ts';

const RETRY = join(import.meta.dirname, '../../../../images/packer/common/agent/lib/retry.sh');

/** The waits of retry.sh for a command that always fails, in milliseconds. @param draw - what RANDOM gives each time */
function shellWaits(draw: number, budgetSeconds: number): readonly number[] {
  const script = `set -euo pipefail
    source "$1"
    unset RANDOM
    RANDOM=$2
    sleep() { printf '%s\\n' "$1"; }
    always_fails() { return "$TRANSIENT"; }
    retry "$3" 0 always_fails || true`;
  const out = execFileSync('bash', ['-c', script, 'bash', RETRY, String(draw), String(budgetSeconds)], {
    encoding: 'utf8',
  });
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Math.round(Number(line) * 1_000));
}

function modelWaits(draw: number, budgetSeconds: number): readonly number[] {
  const random = { fraction: () => draw / 32_768, hex: () => '' };
  const retry = new InstanceRetry(budgetSeconds * 1_000, random);
  const waits: number[] = [];
  for (let wait = retry.nextWaitMs(); wait !== undefined; wait = retry.nextWaitMs()) waits.push(wait);
  return waits;
}

describe('InstanceRetry', () => {
  it.each([
    [32_767, 90],
    [16_384, 90],
    [1_000, 90],
    [32_767, 600],
    [12_345, 600],
    [20_000, 1],
    [20_000, 0],
  ])('waits like retry.sh with the random number %d and a budget of %d seconds', (draw, budgetSeconds) => {
    expect(modelWaits(draw, budgetSeconds)).toEqual(shellWaits(draw, budgetSeconds));
  });

  it('waits for up to 20 seconds at a time, until the waits add up to the budget', () => {
    expect(modelWaits(32_767, 90)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
  });
});
