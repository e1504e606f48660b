import { describe, expect, it } from '@jest/globals';
import { offlineTemplate } from './offline-template.ts';

describe('offlineTemplate', () => {
  it('removes only what Packer 1.6 does not support', () => {
    const supported = [
      'source "amazon-ebs" "x" {',
      '  region = var.region',
      '  aws_polling {',
      '    delay_seconds = 30',
      '  }',
      '}',
      '',
    ];
    const unsupported = [
      '  imds_support = "v2.0"',
      '  metadata_options {',
      '    http_tokens = "required"',
      '  }',
    ];
    const template = [...supported.slice(0, 2), ...unsupported, ...supported.slice(2)].join('\n');
    expect(offlineTemplate(template)).toBe(supported.join('\n'));
  });
});
