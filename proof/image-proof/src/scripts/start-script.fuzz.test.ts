import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damagedJson, damagedText, fuzz } from '@agent-aws-stack/fuzz';
import { workspaceRoot } from '@agent-aws-stack/images';
import { expect, it } from '@jest/globals';
import { execa } from 'execa';
import fc from 'fast-check';
import { parse } from 'yaml';

const SCRIPTS = join(workspaceRoot, 'images/packer/common/agent');

const DOCUMENTS = [
  {
    ...{
      endpoint: 'acme.semaphoreci.com',
      agentTokenParameterName: 'too-old',
      sshKeysParameterName: 'ci-keys',
    },
    ...{ disconnectAfterJob: 'true', disconnectAfterIdleTimeout: '300', envVars: ['A=1', 'B=two'] },
    ...{
      usePreSignedURL: 'false',
      afterJob: 'shrink',
      interruptionGracePeriod: '60',
      logStreamPrefix: 'ci/',
    },
    ...{ jobIsolation: 'strict', isolatedTokenParameterName: '/ci/token' },
    jobRoleArn: 'arn:aws:iam::111111111111:role/jobs',
  },
  {
    ...{ endpoint: 'acme.semaphoreci.com', agentTokenParameterName: 't', sshKeysParameterName: 'k' },
    ...{ disconnectAfterJob: false, disconnectAfterIdleTimeout: 0, envVars: [] },
  },
];
const HOST_KEYS = [['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhAAAA=']];

/** What the rest of the start script, and the agent, rely on. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  endpoint: /^[A-Za-z0-9.:[\]-]+$/,
  agentTokenParameterName: /^[\w./-]+$/,
  sshKeysParameterName: /^[\w./-]+$/,
  disconnectAfterJob: /^(?:true|false)$/,
  disconnectAfterIdleTimeout: /^\d{1,9}$/,
  usePreSignedURL: /^(?:true|false)$/,
  afterJob: /^(?:replace|shrink)$/,
  interruptionGracePeriod: /^\d{1,9}$/,
  launchTimeout: /^\d{1,9}$/,
  retireOnRebalance: /^(?:true|false)$/,
  retireAfter: /^\d{1,9}$/,
  logStreamPrefix: /^(?:[\w.-]+\/)?$/,
  jobIsolation: /^(?:none|strict)$/,
  jobRoleArn: /^(?:none|arn:[a-z0-9-]+:iam::\d{12}:role\/[\w+=,.@/-]+)$/,
};

/** One of the samples, with a newline at the end of one of its texts. Regular expressions may overlook such a newline. */
const withNewline = (samples: readonly unknown[]): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(samples.length - 1), fc.nat(12)).map(([sample, wanted]) => {
    let number = -1;
    return JSON.stringify(samples[sample]).replaceAll(/(?<=[:[,])"[^"]*(?="(?!:))/g, (text) => {
      number += 1;
      return number === wanted ? `${text}\\n` : text;
    });
  });

const batch = (samples: readonly unknown[], size: number) =>
  fc.array(
    fc.oneof(
      damagedText(samples.map((sample) => JSON.stringify(sample))),
      damagedJson(samples).map((value) => JSON.stringify(value) ?? ''),
      withNewline(samples),
    ),
    { minLength: size, maxLength: size },
  );

/** Reads a batch of documents in one process, because one process for each would take long. */
it('the start script turns any documents of the fleet into valid settings and a valid configuration, or says why not', () =>
  fuzz(
    1,
    fc.noShrink(fc.tuple(batch(DOCUMENTS, 100), batch(HOST_KEYS, 40))),
    async ([settings, hostKeys]) => {
      const outcomes = await readAll(
        [...settings, ...DOCUMENTS.map((document) => JSON.stringify(document))],
        [...hostKeys, ...HOST_KEYS.map((keys) => JSON.stringify(keys))],
      );
      const problems = outcomes.flatMap(({ document, isHostKeys, status, text }) =>
        (status === 0
          ? isHostKeys
            ? hostKeyProblems(text)
            : settingProblems(text)
          : refusalProblems(text)
        ).map((problem) => `${problem}: ${JSON.stringify(document)}`),
      );
      expect(problems).toEqual([]);
      const [sample, keys] = [outcomes[settings.length], outcomes.at(-1)];
      expect([sample?.status, keys?.status]).toEqual([0, 0]);
    },
  ));

function settingProblems(text: string): readonly string[] {
  const [head = '', config = '', kept = ''] = text.split('\n\n');
  const [json = '', ...lines] = head.split('\n');
  const { envVars, ...values } = JSON.parse(json) as { readonly envVars: readonly string[] };
  const expected = Object.entries(values).map(([key, value]) => `${key}=${value as string}`);
  const yaml = parse(config) as Readonly<Record<string, unknown>>;
  return [
    ...Object.entries(SETTINGS).flatMap(([key, pattern]) =>
      pattern.test(String((values as Readonly<Record<string, unknown>>)[key])) ? [] : [`${key} is invalid`],
    ),
    ...(lines.join('\n') === expected.join('\n') ? [] : [`other lines than values: ${lines.join('|')}`]),
    ...(envVars.every((variable) => /^[A-Za-z_]\w*=[^=]*$/.test(variable)) ? [] : ['an invalid variable']),
    ...(yaml['token'] === 'token' && JSON.stringify(yaml['env-vars']) === JSON.stringify(envVars)
      ? []
      : [`another configuration: ${config}`]),
    ...(/^i-0123456789abcdef0 eu-west-1 (?:replace|shrink) \d{1,9}$/.test(kept) ? [] : [`kept: ${kept}`]),
  ];
}

const hostKeyProblems = (text: string): readonly string[] =>
  text.split('\n').every((line) => /^github\.com [a-z0-9@.-]+ [A-Za-z0-9+/=]+$/.test(line))
    ? []
    : [`known_hosts is ${text}`];

const refusalProblems = (text: string): readonly string[] =>
  text === '' || /command not found|syntax error near|unbound variable/.test(text) ? [`logs "${text}"`] : [];

async function readAll(settings: readonly string[], hostKeys: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'start-script-'));
  try {
    const file = join(folder, 'documents');
    writeFileSync(
      file,
      `SETTINGS=(${settings.map(quoted).join(' ')})\nHOST_KEYS=(${hostKeys.map(quoted).join(' ')})\n`,
    );
    const { stdout } = await execa(
      'bash',
      [join(import.meta.dirname, 'read-documents.sh'), SCRIPTS, join(folder, 'instance'), file],
      { stripFinalNewline: false },
    );
    const fields = stdout.split('\0');
    return [...settings, ...hostKeys].map((document, index) => ({
      document,
      isHostKeys: index >= settings.length,
      status: Number(fields[2 * index]),
      text: fields[2 * index + 1] ?? '',
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A word of bash with exactly these bytes, except NUL, which no variable of bash can hold. */
const quoted = (document: string): string =>
  `$'${[...Buffer.from(document.replaceAll('\0', ''))].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
