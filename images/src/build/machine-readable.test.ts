import { describe, expect, it } from '@jest/globals';
import { parsePackerLine } from './machine-readable.ts';

describe('parsePackerLine', () => {
  it.each([
    [
      '1700,,ui,say,==> amazon-ebs.linux: Creating%!(PACKER_COMMA) now\\n',
      'text',
      '==> amazon-ebs.linux: Creating, now',
    ],
    ['1700,,ui,message,    amazon-ebs.linux: a\\nb\\r\\n', 'text', '    amazon-ebs.linux: a\nb'],
    ['1700,,ui,error,Build errored: no quota', 'error', 'Build errored: no quota'],
  ])('reads %s', (line, kind, text) => {
    expect(parsePackerLine(line)).toEqual({ kind, text });
  });

  it.each([
    ['1700,amazon-ebs.linux,artifact,0,id,eu-central-1:ami-0abc', 'eu-central-1', 'ami-0abc'],
    ['1700,x,artifact,0,id,eu-west-1:ami-1%!(PACKER_COMMA)us-east-1:ami-2', 'eu-west-1', 'ami-1'],
  ])('finds the image in %s', (line, region, id) => {
    expect(parsePackerLine(line)).toEqual({ kind: 'image', region, id });
  });

  it.each([
    '',
    'Packer v1.11.2',
    '1700,amazon-ebs.linux,artifact,0,builder-id,mitchellh.amazonebs',
    '1700,amazon-ebs.linux,artifact,0,string,AMIs were created:\\neu-central-1: ami-0abc',
    '1700,x,artifact,0,id,',
    '1700,x,artifact,0,id,nonsense',
    '1700,,error-count,1',
  ])('passes over %j', (line) => {
    expect(parsePackerLine(line)).toBeUndefined();
  });
});
