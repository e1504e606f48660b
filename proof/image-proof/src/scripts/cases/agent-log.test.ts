import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';

/** The version of semaphoreci/agent that has printed the lines in agent-log.ts. Before you change this, run the new version and compare its lines. */
const AGENT_VERSION = 'v2.4.0';

describe("the agent's log in the cases of the retirement watch", () => {
  // The watch depends on the words of these lines.
  it.each(IMAGE_FAMILIES)("has the lines of the version in the %s image's versions.json", (family) => {
    const file = join(workspaceRoot, 'images/packer', family, 'versions.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ agent: { version: AGENT_VERSION } });
  });
});
