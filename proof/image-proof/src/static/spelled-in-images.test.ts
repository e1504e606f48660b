import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FAMILIES,
  IMAGE_TITLE,
  INSTANCE_LOG_PREFIX,
  LAUNCH_HOOK_NAME,
  ROOT_DEVICE,
} from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { describe, expect, it } from '@jest/globals';

const { linux, windows, macos } = FAMILIES;

/** The images' sources cannot import libs/contract, so these tests compare the names in both. source-problems.ts compares further names in the HCL files. */
describe("the images' sources", () => {
  it.each([
    ['images/goss/linux/image.yaml', `${linux.startScript}:`],
    ['images/goss/macos/image.yaml', `${macos.startScript}:`],
    ['images/goss/windows/image.yaml', `${windows.startScript}:`],
    ['images/packer/linux/ansible/group_vars/all.yml', `agent_home: ${linux.agentFolder}`],
    ['images/packer/macos/scripts/artifacts.sh', `AGENT_HOME=${macos.agentFolder}`],
    ['images/packer/windows/files/common.ps1', `$AgentDirectory = '${windows.agentFolder}'`],
    ['images/packer/common/agent/lib/launch.sh', `LAUNCH_HOOK=${LAUNCH_HOOK_NAME}\n`],
    ['images/packer/windows/files/launch.ps1', `$LaunchHook = '${LAUNCH_HOOK_NAME}'`],
    ['images/packer/linux/variables.pkr.hcl', `default     = "${ROOT_DEVICE}"`],
    ['images/packer/windows/windows.pkr.hcl', `"${ROOT_DEVICE}"`],
    ['images/packer/macos/macos.pkr.hcl', `"${ROOT_DEVICE}"`],
    ['images/builder-policy.json', `["${IMAGE_TITLE}", "Packer: ${IMAGE_TITLE}*"]`],
  ])("have the contract's names in %s: %s", (path, text) => {
    expect(read(path)).toContain(text);
  });

  it.each([
    'images/packer/linux/ansible/roles/cloudwatch_agent/files/amazon-cloudwatch-agent.json',
    'images/packer/macos/files/amazon-cloudwatch-agent.json',
    'images/packer/windows/files/amazon-cloudwatch-agent.json',
  ])('name only log groups that an instance may write to: %s', (path) => {
    const groups = [...read(path).matchAll(/"log_group_name": "([^"]+)"/g)].map(([, name = '']) => name);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.filter((name) => !name.startsWith(INSTANCE_LOG_PREFIX))).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(join(workspaceRoot, path), 'utf8');
}
