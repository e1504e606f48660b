import { describe, expect, it } from '@jest/globals';
import { linesOf, parsePackerLine, textOf } from './machine-readable.ts';

describe('parsePackerLine', () => {
  it.each([
    [
      '1700,,ui,say,==> amazon-ebs.linux: Creating%!(PACKER_COMMA) now\\n',
      'text',
      '==> amazon-ebs.linux: Creating, now',
    ],
    ['1700,,ui,message,    amazon-ebs.linux: a\\nb\\r\\n', 'text', '    amazon-ebs.linux: a\nb'],
    ['1700,,ui,error,Build errored: no quota', 'error', 'Build errored: no quota'],
  ])('parses %s', (line, kind, text) => {
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
  ])('returns undefined for %j', (line) => {
    expect(parsePackerLine(line)).toBeUndefined();
  });
});

describe('textOf and linesOf', () => {
  it.each([
    ['    semaphore-agent-linux.amazon-ebs.ubuntu: TASK [x] ***', 'TASK [x] ***'],
    ['==> semaphore-agent-windows.amazon-ebs.windows: At C:\\x.ps1:1', 'At C:\\x.ps1:1'],
    ['    semaphore-agent-linux.amazon-ebs.ubuntu:     indented', '    indented'],
    [
      "Build 'semaphore-agent-linux.amazon-ebs.ubuntu' errored",
      "Build 'semaphore-agent-linux.amazon-ebs.ubuntu' errored",
    ],
  ])("remove Packer's prefix: %j becomes %j", (text, printed) => {
    expect(textOf({ kind: 'text', text })).toBe(printed);
    expect(linesOf({ kind: 'error', text: `${text}\n${text}` })).toEqual([printed, printed]);
  });

  it('return nothing for an image', () => {
    const image = { kind: 'image', region: 'eu-west-1', id: 'ami-1' } as const;
    expect([textOf(image), linesOf(image)]).toEqual(['', []]);
  });
});
