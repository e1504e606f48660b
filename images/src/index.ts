/** What proof/image-proof imports: planning a build, its downloads, and parsing Packer's output. */
export { packerArguments } from './build/build-plan.ts';
export { linesOf, parsePackerLine } from './build/machine-readable.ts';
export { planBuild } from './build/plan-build.ts';
export { BUILD_VARIABLES } from './build/variables.ts';
export { HttpsVendor } from './pin/https-vendor.ts';
export { expandAddress } from './versions/expand-address.ts';
export { isDownload, VersionsFile, type Download } from './versions/versions-file.ts';
export { venvBin } from './venv.ts';
export { workspaceRoot } from './workspace.ts';
