/**
 * The value of the scaler's lease parameter. The stack creates it with this value, and each invocation writes the same
 * value again: the parameter's version changes, and drift detection finds nothing.
 */
export const LEASE_VALUE = 'its version is the lease';
