import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaProcess } from './lambda-process.ts';
import { metricsInLog } from './metrics-in-log.ts';
import { resultOf, type FinishedInvocation, type Result } from './result.ts';
import { invocationOf, type Scenario, type Start } from './scenario.ts';
import { FakeServices } from './fake-services.ts';

/** Runs a scenario with a handler file in real time, and checks the result. */
export async function perform(scenario: Scenario, handlerFile: string, handler: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'scaler-bench-'));
  await using services = await FakeServices.start(scenario.instances);
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, services.semaphore.ca);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...services.environment(caFile), ...scenario.variables };
  const environments = new Map<number, LambdaProcess>();
  const firstAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  scenario.prepare(services);
  if (scenario.frozen) {
    services.timeline.at(scenario.frozen.fromMs, () => environments.get(0)?.freeze());
    services.timeline.at(scenario.frozen.toMs, () => environments.get(0)?.thaw());
  }

  const invoke = async (start: Start): Promise<FinishedInvocation> => {
    await sleep(Math.max(0, start.atMs - services.timeline.elapsed));
    const invocation = invocationOf(start, scenario.remainingMs, firstAt);
    const number = start.environment ?? 0;
    const startedAt = services.timeline.elapsed;
    const running = environments.get(number);
    const environment = running ?? new LambdaProcess(handlerFile, env, invocation);
    environments.set(number, environment);
    if (running) running.invoke(invocation);
    const reply = await environment.reply(scenario.lengthMs - startedAt);
    return { tookMs: services.timeline.elapsed - startedAt, reply };
  };

  try {
    const invocations = await Promise.all(scenario.starts.map(invoke));
    const died = invocations.some(({ reply, tookMs }, index) => {
      const atMs = scenario.starts[index]?.atMs ?? 0;
      return reply === undefined && atMs + tookMs < scenario.lengthMs - 500;
    });
    const outputs = [...environments.values()].map(({ output }) => output);
    const crashMessages = died ? outputs.flatMap((output) => /^.*Error.*$/m.exec(output) ?? []) : [];
    const errors = [...invocations.flatMap(({ reply }) => reply?.error ?? []), ...crashMessages];
    const logBytes = outputs.reduce((sum, output) => sum + loggedBytes(output), 0);
    const observed = {
      handler,
      scenario: scenario.name,
      instances: scenario.instances,
      services,
      invocations,
      errors,
      died,
      logBytes,
      loggedMetrics: outputs.flatMap(metricsInLog),
    };
    const result = resultOf(observed);
    const problems = scenario.expectations.flatMap((expectation) => expectation(result) ?? []);
    return { ...result, problems };
  } finally {
    await Promise.all([...environments.values()].map((environment) => environment.end()));
    rmSync(folder, { recursive: true });
  }
}

/** CloudWatch Logs adds this number of bytes to each line. */
const LINE_BYTES = 26;

function loggedBytes(output: string): number {
  const lines = output.split('\n').length - 1;
  return Buffer.byteLength(output) + lines * LINE_BYTES;
}
