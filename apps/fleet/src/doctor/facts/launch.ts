/** The version of the launch template that the group uses. */
export interface LaunchTemplate {
  readonly id: string;
  readonly version: number;
  readonly latestVersion: number;
  readonly imageId: string;
  readonly instanceType: string;
  readonly keyName: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly profileName: string | undefined;
  /** Block devices it describes; empty: the image's own. */
  readonly volumes: readonly { readonly device: string; readonly sizeGib: number | undefined }[];
  readonly tokensRequired: boolean;
}

export interface InstanceProfile {
  readonly name: string;
  readonly roles: readonly string[];
}
