import type { ValueChange } from './changed-values.ts';

const MAX_LENGTH = 60;

/** `LaunchTemplateData.ImageId: ami-1 → ami-2` */
export const renderValueChange = ({ path, before, after }: ValueChange): string =>
  `${path}: ${shortened(before)} → ${shortened(after)}`;

function shortened(value: unknown): string {
  const text = value === undefined ? '(none)' : renderValue(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** A value of a template on one line; references as CloudFormation's Fn::Sub writes them. */
export function renderValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(renderValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && key === 'Ref') return `\${${argument}}`;
  if (others.length === 0 && key === 'Fn::GetAtt') return `\${${[argument].flat().join('.')}}`;
  if (others.length === 0 && key === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map(renderValue).join(String(argument[0]));
  }
  return JSON.stringify(value);
}
