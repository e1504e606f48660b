import type { DefaultedParameter, OptionalParameter, Parameter, RequiredParameter } from './parameter.ts';

/** Parameters, arranged as their values are in a fleet's settings. */
export interface ParameterTree {
  readonly [place: string]: Parameter | ParameterTree;
}

/** The keys of all parameters of a tree. */
export type KeyIn<Tree> =
  Tree extends Parameter<infer Key> ? Key : { [Place in keyof Tree]: KeyIn<Tree[Place]> }[keyof Tree];

/** The values of a tree's parameters, at the same places. An optional parameter that is not set is undefined. */
export type ValuesOf<Tree> =
  Tree extends OptionalParameter<string, infer T>
    ? T | undefined
    : Tree extends RequiredParameter<string, infer T> | DefaultedParameter<string, infer T>
      ? T
      : { readonly [Place in keyof Tree]: ValuesOf<Tree[Place]> };

/** All parameters of a tree, in order. */
export function parametersIn(tree: ParameterTree): readonly Parameter[] {
  return Object.values(tree).flatMap((node) => (isParameter(node) ? [node] : parametersIn(node)));
}

/** Thrown when code reads the value of a parameter that is invalid, required but not set, or known only at deployment. */
export class NoValueError extends Error {
  override readonly name = 'NoValueError';
}

/** Arranges values, given by parameter key, as in the tree. Reading the value of a key that is not in `values` throws a NoValueError. */
export function valuesOf<Tree extends ParameterTree>(
  tree: Tree,
  values: ReadonlyMap<string, unknown>,
): ValuesOf<Tree> {
  const property = (node: Parameter | ParameterTree): PropertyDescriptor => {
    if (!isParameter(node)) return { enumerable: true, value: valuesOf(node, values) };
    if (values.has(node.key)) return { enumerable: true, value: values.get(node.key) };
    return {
      get: () => {
        throw new NoValueError(node.key);
      },
    };
  };
  const properties = Object.entries(tree).map(([place, node]) => [place, property(node)] as const);
  return Object.defineProperties({}, Object.fromEntries(properties)) as ValuesOf<Tree>;
}

export function isParameter(node: Parameter | ParameterTree): node is Parameter {
  return typeof node.key === 'string';
}
