import { parameterGroups } from '../parameters/index.ts';
import type { JsonValue, Parameter } from '../parameters/parameter.ts';
import { toText } from '../parameters/text-form.ts';
import { defaultSetting } from './default-setting.ts';
import { introduction } from './introduction.ts';
import { prose } from './prose.ts';

/** The text of docs/parameters.md. */
export function parametersPage(): string {
  return [introduction, overview(), ...parameterGroups.map(groupSection)].join('\n\n') + '\n';
}

type Group = (typeof parameterGroups)[number];

function overview(): string {
  const rows = parameterGroups.flatMap((group) =>
    group.parameters.map(
      (parameter) => `| [${parameter.key}](#${parameter.key.toLowerCase()}) | ${defaultCell(parameter)} |`,
    ),
  );
  return ['## All parameters', '', '| Name | Default |', '| - | - |', ...rows].join('\n');
}

function groupSection(group: Group): string {
  return [`## ${group.title}`, ...group.parameters.map(parameterSection)].join('\n\n');
}

function parameterSection(parameter: Parameter): string {
  const { key } = parameter;
  return [
    `### ${key}`,
    '',
    prose(parameter.help),
    '',
    '| | |',
    '| - | - |',
    `| Type | ${cell(parameter.kind.type)} |`,
    `| Value | ${cell(parameter.kind.expected)} |`,
    `| Default | ${defaultCell(parameter)} |`,
    `| Environment | ${code(`${key}=${shellWord(toText(parameter.example))}`)} |`,
    `| JSON | ${code(`"${key}": ${spaced(parameter.example)}`)} |`,
  ].join('\n');
}

function defaultCell(parameter: Parameter): string {
  if (parameter.presence === 'required') return '**required**';
  const text = toText(defaultSetting(parameter) ?? '');
  return text === '' ? 'not set' : code(text);
}

const cell = (text: string) => prose(text).replaceAll('|', '\\|');
const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

/** JSON on one line, with the spaces that a person would type. */
const spaced = (value: JsonValue) =>
  JSON.stringify(value, undefined, 1)
    .replaceAll(/\n\s*/g, ' ')
    .replaceAll(/\[ | \]/g, (edge) => edge.trim());

/** A word, quoted if a shell needs that. */
const shellWord = (text: string) => (/^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text}'`);
