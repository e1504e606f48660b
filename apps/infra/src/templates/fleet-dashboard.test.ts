import { describe, expect, it } from '@jest/globals';
import { BOOT_STEPS, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

/** The dashboard's body as text, with references written as `${LogicalId}`. */
function body(fleet: string): string {
  const { DashboardBody } = templateOf(fleet).only('AWS::CloudWatch::Dashboard');
  const [, parts] = (DashboardBody as { 'Fn::Join': [string, (string | { Ref: string })[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : `\${${part.Ref}}`)).join('');
}

interface Widget {
  readonly type: string;
  readonly properties: { readonly title: string; readonly metrics?: unknown; readonly query?: string };
}
const widgets = (fleet: string) => (JSON.parse(body(fleet)) as { widgets: Widget[] }).widgets;

describe('the dashboard', () => {
  it('is created only if the user wants it and the fleet scales dynamically', () => {
    expect(templateOf('plain').ofType('AWS::CloudWatch::Dashboard')).toEqual([]);
    expect(templateOf('no-dynamic-scaling').ofType('AWS::CloudWatch::Dashboard')).toEqual([]);
  });

  it("has the fleet's name", () => {
    const { DashboardName } = templateOf('dashboard').only('AWS::CloudWatch::Dashboard');
    expect(DashboardName).toBe('dashboard-semaphore-agents');
  });

  it.each([
    ['Demand and capacity', ['JobCount', 'DesiredCapacity']],
    ['Agents registered with Semaphore', ['AgentCount']],
    ['Waiting jobs', ['JobCount', 'JobsWaitingAtMaximum', 'JobsHeld']],
    [
      'How long jobs wait, and the time from demand to raised capacity',
      ['JobWait', 'p50', 'p95', 'ScaleOutLatency'],
    ],
    ['Failures', ['PollFailures', 'Errors', 'Throttles']],
    ['Usage that costs money, per hour', ['DesiredCapacity', 'Duration']],
  ])('has the graph %s', (title, metrics) => {
    const widget = widgets('dashboard').find(({ properties }) => properties.title === title);
    for (const metric of metrics) expect(JSON.stringify(widget?.properties.metrics)).toContain(`"${metric}"`);
  });

  it("shows only this fleet's metrics, functions and log", () => {
    const names = [...body('dashboard').matchAll(/"StackName","([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['dashboard']));
    expect(body('dashboard')).toContain(`\${${LOGICAL_IDS.scalerFunction}}`);
    expect(widgets('dashboard').find(({ type }) => type === 'log')?.properties.query).toContain('SOURCE');
  });

  it.each([50, 95])("shows percentile %d of each step of the boots of this fleet's instances", (percent) => {
    const { query = '' } =
      widgets('dashboard').find(({ properties }) => properties.title.includes(`boot in ms, p${percent} `))
        ?.properties ?? {};
    expect(query).toMatch(/^SOURCE '\/semaphore\/boot' \| filter event = 'boot' and configParameter = '/);
    expect(query).toContain("configParameter = 'dashboard-config'");
    for (const step of BOOT_STEPS) expect(query).toContain(`, ${percent}) as ${step}`);
    expect(query).toContain(`pct(marks.network - coalesce(marks.kernel, 0), ${percent}) as network`);
  });

  it('shows zero for metrics that are not published while they are zero', () => {
    for (const id of ['desired', 'waiting', 'held', 'failures'])
      expect(body('dashboard')).toContain(`FILL(${id}, 0)`);
  });
});
