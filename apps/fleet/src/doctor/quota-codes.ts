export type Purchase = 'onDemand' | 'spot';

/** EC2's vCPU quotas in Service Quotas, by the letters with which instance families begin. */
const CODES: readonly (readonly [RegExp, Record<Purchase, string>])[] = [
  [/^(g|vt)\d/, { onDemand: 'L-DB2E81BA', spot: 'L-3819A6DF' }],
  [/^p\d/, { onDemand: 'L-417A185B', spot: 'L-7212CCBC' }],
  [/^f\d/, { onDemand: 'L-74FC7D96', spot: 'L-88CF9481' }],
  [/^x\d/, { onDemand: 'L-7295265B', spot: 'L-E3A00192' }],
  [/^inf\d/, { onDemand: 'L-1945791B', spot: 'L-B5D1601B' }],
  [/^trn\d/, { onDemand: 'L-2C3B7624', spot: 'L-6B0D517C' }],
  [/^dl\d/, { onDemand: 'L-6E869C2A', spot: 'L-85EED4F7' }],
  [/^(a|c|d|h|i|im|is|m|r|t|z)\d/, { onDemand: 'L-1216C47A', spot: 'L-34B43A08' }],
];

/** Code of the quota that counts an instance type's vCPUs; undefined for a family that is counted otherwise. */
export function quotaCode(instanceType: string, purchase: Purchase): string | undefined {
  return CODES.find(([family]) => family.test(instanceType))?.[1][purchase];
}
