import fc from 'fast-check';

/** How many cases all projects check together: in their unit tests, and with the target `fuzz`. */
const CASES = { test: 10_000, fuzz: 1_000_000 };
/** Unit tests always check the same cases, so that they fail only after a change. */
const TEST_SEED = 17;

/**
 * The most CPU time that one case may take, in seconds. Inputs are at most some hundred kilobytes long, which code
 * that takes linear time reads in milliseconds.
 */
const LONGEST_CASE_SECONDS = 2;

const { NX_TASK_TARGET_TARGET: target, FUZZ_CASES, FUZZ_SEED, FUZZ_PATH } = process.env;
const allCases = Number(FUZZ_CASES ?? (target === 'fuzz' ? CASES.fuzz : CASES.test));
const seed = Number(FUZZ_SEED ?? (target === 'fuzz' ? Date.now() % 2 ** 31 : TEST_SEED));

/**
 * Checks many inputs. `check` must throw, or return a promise that rejects, if the tested code mishandles its input. `fuzz` then
 * throws an error with the smallest such input that it finds, and with the seed and the path that repeat it.
 *
 * @param cases how many cases the unit tests check here; all projects together check 10,000. The target `fuzz` checks 100 times as many
 */
export async function fuzz<Input>(
  cases: number,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): Promise<void> {
  const numRuns = Math.max(1, Math.round((cases * allCases) / CASES.test));
  if (target === 'fuzz') process.stdout.write(`${numRuns} cases; to repeat them, set FUZZ_SEED=${seed}\n`);
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const before = process.cpuUsage();
      await check(input);
      const seconds = process.cpuUsage(before).user / 1_000_000;
      if (seconds > LONGEST_CASE_SECONDS) throw new Error(`this input took ${seconds} s of CPU time`);
    }),
    { numRuns, seed, ...(FUZZ_PATH && { path: FUZZ_PATH }) },
  );
}
