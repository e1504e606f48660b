/** Runs every suite of the workspace through Nx and prints one summary. Arguments are passed on to `nx run-many`. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const resultFiles = (): string[] => globSync('{apps,libs,images}/**/test-results/*.json', { cwd: root });

for (const file of resultFiles()) rmSync(join(root, file));

const nx = spawnSync('nx', ['run-many', '-t', 'test', 'e2e', '--nxBail=false', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});

const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of resultFiles().sort()) {
  const counts: typeof total = JSON.parse(readFileSync(join(root, file), 'utf8'));
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(
    `${file.split('/test-results/').join(' ').replace('.json', '').padEnd(44)} ${counts.passed} passed, ${counts.failed} failed`,
  );
}
// A target that broke before any test ran counts as one failure, so that the summary never hides it.
if (nx.status !== 0 && total.failed === 0) total.failed = 1;

console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = nx.status ?? 1;
