import type { ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';

/** That macOS's cases run in the bash 3.2 they are meant to run in, and in no other. */
export const RUNS_IN_BASH_32: ScriptCase = {
  name: 'the shell of these cases is bash 3.2 (macos)',
  platform: 'macos',
  script: 'version.sh',
  arguments: [],
  files: {
    [`${AGENT}/version.sh`]: {
      content: '#!/bin/bash\nprintf "bash %s.%s\\n" "${BASH_VERSINFO[0]}" "${BASH_VERSINFO[1]}"\n',
      mode: '755',
    },
  },
  expect: { exit: 0, calls: [], output: [/^bash 3\.2$/] },
};
