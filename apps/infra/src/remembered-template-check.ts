import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  IPolicyValidationContext,
  PolicyValidationPluginReport,
  PolicyValidationStack,
  PolicyViolation,
} from 'aws-cdk-lib';
import { CDK_VERSION, core } from './cdk.ts';

/** The report on one template. */
interface Verdict {
  readonly version: string;
  readonly violations: PolicyViolation[];
}

/**
 * The CDK's check of templates, which remembers its report on each template in a file named after the template's hash. Starting
 * the check takes more than a second, because it is a WebAssembly module of 9 MB; most syntheses repeat a known template.
 */
export class RememberedTemplateCheck extends core.CloudFormationValidatePlugin {
  readonly #folder: string;
  #version: string | undefined;

  /** @param cacheFolder - the reports are in its subfolder `template-checks` */
  constructor(cacheFolder: string) {
    super();
    this.#folder = join(cacheFolder, 'template-checks');
  }

  /** The version of the check. Each remembered report contains it, because asking the check for its version would start the check. */
  override get version(): string {
    return this.#version ?? super.version ?? CDK_VERSION;
  }

  /** The CDK uses the ids only for statistics, which are not sent. Asking the check for its ids would start the check. */
  override get ruleIds(): undefined {
    return undefined;
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const verdicts = context.stackTemplates.map((template) => this.#verdictOn(template, context));
    this.#version = verdicts[0]?.version;
    const violations = verdicts.flatMap((verdict) => verdict.violations);
    return { success: violations.every(({ severity }) => !isError(severity)), violations };
  }

  #verdictOn(template: PolicyValidationStack, context: IPolicyValidationContext): Verdict {
    const { templatePath } = template;
    const file = join(this.#folder, `${hashOf(template)}.json`);
    const known = readVerdict(file);
    if (known !== undefined) return { ...known, violations: known.violations.map(movedTo(templatePath)) };
    const { violations } = super.validate({
      ...context,
      stackTemplates: [template],
      templatePaths: [templatePath],
    });
    const verdict: Verdict = { version: super.version ?? CDK_VERSION, violations: [...violations] };
    writeVerdict(file, verdict);
    return verdict;
  }
}

const isError = (severity: string | undefined): boolean => severity === 'error' || severity === 'fatal';

function hashOf({ templatePath, stackConstructPath, accountId, region }: PolicyValidationStack): string {
  const place = JSON.stringify([CDK_VERSION, stackConstructPath, accountId, region]);
  return createHash('sha256').update(place).update(readFileSync(templatePath)).digest('hex');
}

/** The violation, with the path of another template that has the same content. */
const movedTo =
  (templatePath: string) =>
  (violation: PolicyViolation): PolicyViolation => ({
    ...violation,
    violatingResources: violation.violatingResources.map((resource) => ({ ...resource, templatePath })),
  });

function readVerdict(file: string): Verdict | undefined {
  try {
    const verdict = JSON.parse(readFileSync(file, 'utf8')) as Partial<Verdict>;
    return Array.isArray(verdict.violations) ? (verdict as Verdict) : undefined;
  } catch {
    // The template was not checked yet, or its file cannot be read. In both cases the file is written after the check.
    return undefined;
  }
}

function writeVerdict(file: string, verdict: Verdict): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(verdict));
    renameSync(temporary, file);
  } catch {
    // A folder that cannot be written to only means that the template is checked again next time.
  }
}
