import { installation } from '@agent-aws-stack/installation';

/** The root folder, which holds images/. */
export const workspaceRoot = installation.root;
