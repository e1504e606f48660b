import { describe, expect, it } from '@jest/globals';
import { architectureOf } from './architecture.ts';

describe('architectureOf', () => {
  it.each([
    // Graviton
    ...[
      'a1.medium',
      't4g.nano',
      'm6g.large',
      'm6gd.metal',
      'c7gn.16xlarge',
      'r8g.metal-24xl',
      'x2gd.large',
      'x8g.large',
    ],
    ...[
      'im4gn.large',
      'is4gen.large',
      'i8g.large',
      'i8ge.large',
      'hpc7g.16xlarge',
      'g5g.xlarge',
      'r8gb.large',
    ],
    // Grace
    'p6e-gb200.36xlarge',
    // Apple
    ...['mac2.metal', 'mac2-m2pro.metal', 'mac2-m1ultra.metal', 'mac-m4.metal', 'mac-m4pro.metal'],
    'c6g',
  ])('%s is arm64', (type) => expect(architectureOf(type)).toBe('arm64'));

  it.each([
    ...[
      't2.micro',
      't3a.large',
      'm5zn.metal',
      'm7i-flex.large',
      'c7a.large',
      'c5n.large',
      'r7iz.large',
      'z1d.large',
    ],
    // GPUs. A g at the start stands for GPU, not for Graviton.
    ...[
      'g4dn.xlarge',
      'g4ad.xlarge',
      'g5.xlarge',
      'g6.xlarge',
      'g6e.xlarge',
      'gr6.4xlarge',
      'p4de.24xlarge',
      'p6-b200.48xlarge',
    ],
    ...[
      'u-6tb1.metal',
      'u7in-16tb.224xlarge',
      'u7inh-32tb.480xlarge',
      'x2iedn.large',
      'trn1n.32xlarge',
      'inf2.xlarge',
    ],
    ...['mac1.metal', 'd3en.large', 'i4i.large', 'hpc6id.32xlarge', 'vt1.3xlarge', 'dl2q.24xlarge'],
  ])('%s is x86_64', (type) => expect(architectureOf(type)).toBe('x86_64'));

  it.each(['m*', 'c6*.large', '*', ''])('%j has no known architecture', (pattern) =>
    expect(architectureOf(pattern)).toBeUndefined(),
  );
});
