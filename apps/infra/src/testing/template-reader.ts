/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly UpdatePolicy?: unknown;
  readonly DeletionPolicy?: string;
}

export interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
}

/** Finds resources of a synthesized template. Methods that return one thing throw RangeError if there is none; `ofType` returns []. */
export class TemplateReader {
  readonly template: { readonly Resources: Readonly<Record<string, Resource>> };

  constructor(template: TemplateReader['template']) {
    this.template = template;
  }

  get resources(): Readonly<Record<string, Resource>> {
    return this.template.Resources;
  }

  resource(logicalId: string): Resource {
    const resource = this.resources[logicalId];
    if (!resource) throw new RangeError(`no resource ${logicalId} in the template`);
    return resource;
  }

  properties(logicalId: string): Readonly<Record<string, unknown>> {
    return this.resource(logicalId).Properties;
  }

  ofType(type: string): readonly Resource[] {
    return Object.values(this.resources).filter(({ Type }) => Type === type);
  }

  /** The properties of the only resource of a type, or of the only one whose properties contain a text. Throws if there are several. */
  only(type: string, text = ''): Readonly<Record<string, unknown>> {
    const found = this.ofType(type).filter(({ Properties }) => JSON.stringify(Properties).includes(text));
    if (found.length !== 1) throw new RangeError(`${found.length} resources ${type} with "${text}"`);
    return found[0]!.Properties;
  }

  /** A statement of an inline policy, by its Sid. */
  statement(policyId: string, sid: string): Statement {
    const statement = this.statements(policyId).find(({ Sid }) => Sid === sid);
    if (!statement) throw new RangeError(`no statement ${sid} in ${policyId}`);
    return statement;
  }

  statements(policyId: string): readonly Statement[] {
    const document = this.properties(policyId)['PolicyDocument'] as { Statement: readonly Statement[] };
    return document.Statement;
  }
}
