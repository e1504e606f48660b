export type Purchase = 'onDemand' | 'spot';

interface Family {
  readonly types: RegExp;
  readonly onDemand: string;
  /** Absent if the types are not sold on spot, or AWS does not list their spot quota. */
  readonly spot?: string;
}

/**
 * Codes of EC2's vCPU quotas in Service Quotas, by the first letters of the instance type. Listed in
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
const FAMILIES: readonly Family[] = [
  { types: /^(g|gr|vt)\d/, onDemand: 'L-DB2E81BA', spot: 'L-3819A6DF' },
  { types: /^p[2-4]/, onDemand: 'L-417A185B', spot: 'L-7212CCBC' },
  { types: /^p5/, onDemand: 'L-417A185B', spot: 'L-C4BD4855' },
  { types: /^p\d/, onDemand: 'L-417A185B' },
  { types: /^f\d/, onDemand: 'L-74FC7D96', spot: 'L-88CF9481' },
  { types: /^x\d/, onDemand: 'L-7295265B', spot: 'L-E3A00192' },
  { types: /^inf\d/, onDemand: 'L-1945791B', spot: 'L-B5D1601B' },
  { types: /^trn\d/, onDemand: 'L-2C3B7624', spot: 'L-6B0D517C' },
  { types: /^dl\d/, onDemand: 'L-6E869C2A', spot: 'L-85EED4F7' },
  { types: /^hpc\d/, onDemand: 'L-F7808C92' },
  { types: /^u-/, onDemand: 'L-43DA4232' },
  { types: /^(a|c|d|h|i|im|is|m|r|t|z)\d/, onDemand: 'L-1216C47A', spot: 'L-34B43A08' },
];

/** Code of the quota that counts an instance type's vCPUs; undefined if no such quota is known. */
export function quotaCode(instanceType: string, purchase: Purchase): string | undefined {
  return FAMILIES.find(({ types }) => types.test(instanceType))?.[purchase];
}
