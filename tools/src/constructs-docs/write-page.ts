import type { DocumentedMember, DocumentedType } from './read-props.ts';

const INTRODUCTION = `<!-- Generated from the docstrings in libs/constructs/src by npm run docs. Do not edit. -->

# @agent-aws-stack/constructs

\`AgentFleet\` is a fleet of Semaphore agents as a CDK construct, for people with a CDK app of their own. [The example](../examples/cdk-app/app.ts) has two fleets in one stack.

\`\`\`sh
npm install @agent-aws-stack/constructs aws-cdk-lib constructs
\`\`\`

- **Before you deploy**: store the registration token of the agent type in the SSM parameter that \`token\` names, and build an image in your account:
  \`npx agent-aws-stack images build linux\`.
- **Errors**: the defaults and rules are those of [the configuration](parameters.md). The constructor throws an \`InvalidFleetPropsError\` that lists every setting that is out of range or
  conflicts with another one. Values that are known only at deployment (CDK tokens) are not checked.
- **Names**: the fleet \`Linux\` in the stack \`ci\` is called \`ci-Linux\`, so its config parameter is \`ci-Linux-config\`. Several fleets may be in one stack if their ids differ in a letter or digit. A fleet with the id
  \`Default\`, directly in a stack, has the stack's name and the logical ids that \`agent-aws-stack deploy\` creates, so it can take over a stack that this command created
  ([decision 0035](decisions/0035-agent-fleet-construct.md)).
- **Permissions and tags**: \`bucket.grantRead(fleet)\` gives permissions to the jobs. \`Tags.of(fleet)\` and \`PermissionsBoundary.of(fleet)\` work as usual; tags of the
  instances are in \`instance.tags\`.

`;

/** The API page of a package, as Markdown. */
export function writePage(types: readonly DocumentedType[]): string {
  const names = types.map(({ name }) => name);
  return INTRODUCTION + types.map((type) => section(type, names)).join('\n');
}

function section({ name, text, members }: DocumentedType, names: readonly string[]): string {
  const rows = members.map((member) => row(member, names));
  const hasDefaults = members.some((member) => !member.isRequired);
  const header = hasDefaults
    ? ['| Prop | Type | Default | Description |', '|-|-|-|-|']
    : ['| Property | Type | Description |', '|-|-|-|'];
  const table = members.length === 0 ? [] : [...header, ...rows.map((cells) => line(cells, hasDefaults)), ''];
  return [`## ${name}`, '', text, '', ...table].join('\n');
}

const line = ([name, type, fallback, text]: Row, hasDefaults: boolean): string =>
  `| ${(hasDefaults ? [name, type, fallback, text] : [name, type, text]).join(' | ')} |`;

type Row = readonly [name: string, type: string, fallback: string, text: string];

function row(
  { name, type, isRequired, text, default: fallback }: DocumentedMember,
  names: readonly string[],
): Row {
  const linked = names.find((each) => each === type);
  return [
    `\`${name}\``,
    linked === undefined ? `\`${type.replaceAll('|', '\\|')}\`` : `[\`${linked}\`](#${linked.toLowerCase()})`,
    isRequired ? 'required' : defaultText(fallback),
    text.replaceAll('|', '\\|').replaceAll('\n\n', ' '),
  ];
}

/** `- text` describes a default; anything else is the value. */
function defaultText(fallback = ''): string {
  const described = /^-(.*)$/.exec(fallback)?.[1]?.trimStart();
  return described ?? `\`${fallback}\``;
}
