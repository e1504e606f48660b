import { execa } from 'execa';
import type { Tool } from '../step.ts';

/** What makes virtual environments, venvBin's for one. */
export const pythonTool: Tool = {
  name: 'python3 with venv',
  install: 'apt-get install python3-venv',
  present: async () => (await execa('python3', ['-c', 'import ensurepip'], { reject: false })).exitCode === 0,
};
