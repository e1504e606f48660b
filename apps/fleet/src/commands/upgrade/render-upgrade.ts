import { table } from '../../cli/table.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { ResourceChange } from '../../planning/compare-templates.ts';
import { changesTable } from '../../planning/render-plan.ts';
import type { Shell } from '../../cli/shell.ts';
import type { ExaminedFleet } from './examined-fleet.ts';
import type { UpgradeReport } from './examine-upgrade.ts';

export interface RenderOptions {
  readonly style: Shell['style'];
  readonly fullCommand: FullCommand;
}

/** What an upgrade does to a fleet, as text: first what is replaced or deleted, then the decisions, then all other changes. */
export function renderUpgrade(
  { stackName, status, report, fault }: ExaminedFleet,
  { style, fullCommand }: RenderOptions,
): string {
  if (report === undefined) {
    const { message, remedy } = fault ?? { message: 'unknown', remedy: undefined };
    return [style('bold', stackName), style('red', `  ${message}`), ...(remedy ? [`  ${remedy}`] : [])].join(
      '\n',
    );
  }
  const by = report.origin === 'this' ? 'this product' : 'the JavaScript stack';
  const head = `${style('bold', stackName)}  deployed by ${by}, ${status}`;
  if (report.changes.length + report.replaced.length === 0) return `${head}\n  Nothing changes.`;
  return [
    head,
    ...replacedLines(report, style),
    ...decisionLines(report),
    ...changeLines(report),
    ...nextLines(report, fullCommand),
  ].join('\n');
}

function replacedLines({ replaced }: UpgradeReport, style: Shell['style']): readonly string[] {
  if (replaced.length === 0) return ['  Nothing is replaced.'];
  return [
    style('red', '  These resources are replaced or deleted; do not deploy before you know why:'),
    changesTable(replaced, style),
    '  Usually the configuration differs from what is deployed: the stack name, the VPC or the region.',
  ];
}

function decisionLines({ decisions }: UpgradeReport): readonly string[] {
  if (decisions.length === 0) return ['  Nothing to decide first.'];
  const rows = decisions.flatMap(({ topic, change, remedy }) => [
    [topic, change],
    ['', remedy],
  ]);
  return ['', '  Decide first:', indented(table([], rows))];
}

function changeLines({ changes }: UpgradeReport): readonly string[] {
  const changed = changes.filter(({ kind }) => kind === 'update');
  const rows = [
    ...changed.map(({ logicalId, properties }) => [
      'Changed',
      logicalId,
      properties.map(({ name }) => name).join(', '),
    ]),
    ...countsOf(changes, 'add').map((count) => ['New', count, '']),
    ...countsOf(changes, 'remove').map((count) => ['Deleted', count, '']),
  ];
  const once = rows.map(([kind = '', ...cells], at) => [rows[at - 1]?.[0] === kind ? '' : kind, ...cells]);
  return rows.length === 0
    ? []
    : ['', '  All other changes (--json has every id):', indented(table([], once))];
}

/** For each type, the number of resources: `4 AWS::CloudWatch::Alarm`. */
function countsOf(changes: readonly ResourceChange[], kind: ResourceChange['kind']): readonly string[] {
  const types = changes.filter((change) => change.kind === kind).map(({ type }) => type);
  return [...new Set(types)].map((type) => `${types.filter((each) => each === type).length} ${type}`);
}

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');

function nextLines({ origin, replaced }: UpgradeReport, fullCommand: FullCommand): readonly string[] {
  if (replaced.length > 0) return [];
  const bootstrap =
    origin === 'javascript'
      ? [
          `  Bootstrap first, as an administrator, because CloudFormation needs other permissions: ${fullCommand('bootstrap')}`,
        ]
      : [];
  return ['', ...bootstrap, `  Next: ${fullCommand('deploy')}`];
}
