import type { ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';

/** Checks that the macOS cases really run in bash 3.2. */
export const RUNS_IN_BASH_32: ScriptCase = {
  name: 'these cases run in bash 3.2 (macos)',
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
