/** The calls that one role of the stack made, and its unused permissions. */
export interface RoleAudit {
  /** The role's logical id in the stack. */
  readonly role: string;
  /** The number of calls by action, e.g. autoscaling:SetDesiredCapacity → 3. */
  readonly calls: ReadonlyMap<string, number>;
  readonly unused: readonly string[];
}
