export { agentDocumentOf } from './fleet/agent-document.ts';
export { alarmsOf } from './fleet/alarms-of.ts';
export { describeCaution } from './cautions/caution.ts';
export type { Caution } from './cautions/caution.ts';
export { complaintsOf } from './parameters/complaints-of.ts';
export type * from './fleet/fleet-config.ts';
export { LOST_IN_STRICT_ISOLATION } from './fleet/lost-in-strict-isolation.ts';
export { loadFleets, readableFile } from './load/load.ts';
export { resolveValues } from './load/resolve-values.ts';
export type { FleetValues } from './load/resolve-values.ts';
export { chooseFleets } from './load/choose-fleets.ts';
export type { LoadedFleets } from './load/load.ts';
export { hasSeveralFleets, settingsInFile } from './load/settings-in-file.ts';
export { loadFleetsFromProcess } from './load/load-from-process.ts';
export { deployRegion } from './rules/deploy-region.ts';
export { EXPECTED_REGION, isRegionName, regionMeant } from './rules/region-names.ts';
export { isKnownRegion, regionsLike } from './rules/known-regions.ts';
export { nearest } from './problems/nearest.ts';
export type { ParameterKey } from './parameters/index.ts';
export { ConfigurationError } from './problems/problem.ts';
export type { Problem } from './problems/problem.ts';
export { lastRun, nextRuns } from './schedules/runs.ts';
export type { Run } from './schedules/runs.ts';
export { largestMaxSize } from './schedules/schedule.ts';
export { limitsAt } from './schedules/timetable.ts';
export { scalerEnvironmentOf } from './fleet/scaler-environment.ts';
export { CONFIG_FILE_VARIABLE, hasConfiguration } from './sources/environment.ts';
export type { Environment } from './sources/environment.ts';
export { organizationHost } from './fleet/to-fleet-config.ts';
export {
  DEFAULT_INITIALIZATION_QUOTA_MIBPS,
  largestLaunch,
  volumesAtOnce,
} from './fleet/volume-initialization.ts';
export { wantedImages } from './fleet/wanted-images.ts';
export type { WantedImage } from './fleet/wanted-images.ts';
