import { execa } from 'execa';
import type { Tool } from '../step.ts';

/** Python with venv, which venvBin needs. */
export const pythonTool: Tool = {
  name: 'python3 with venv',
  install: 'apt-get install python3-venv',
  present: async () => (await execa('python3', ['-c', 'import ensurepip'], { reject: false })).exitCode === 0,
};
