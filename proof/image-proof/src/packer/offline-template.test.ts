import { describe, expect, it } from '@jest/globals';
import { offlineTemplate } from './offline-template.ts';

describe('offlineTemplate', () => {
  it('leaves out what Packer 1.6 does not know, and nothing else', () => {
    const known = [
      'source "amazon-ebs" "x" {',
      '  region = var.region',
      '  aws_polling {',
      '    delay_seconds = 30',
      '  }',
      '}',
      '',
    ];
    const newer = ['  imds_support = "v2.0"', '  metadata_options {', '    http_tokens = "required"', '  }'];
    const template = [...known.slice(0, 2), ...newer, ...known.slice(2)].join('\n');
    expect(offlineTemplate(template)).toBe(known.join('\n'));
  });
});
