import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { projectRoot } from '../projectRoot.js';
import type { Problem } from './policyDocument.js';

/** Checks a document against a schema of the folder policy; all problems, in document order. */
export function checkShape(
  content: unknown,
  schemaFile: 'club.schema.json' | 'approvals.schema.json' = 'club.schema.json',
): readonly Problem[] {
  const schema = JSON.parse(readFileSync(join(projectRoot, 'policy', schemaFile), 'utf8')) as object;
  const ajv = new Ajv({ allErrors: true, verbose: true });
  const validate = ajv.compile(schema);
  if (validate(content)) return [];
  return (validate.errors ?? []).filter(saysSomething).map(problemOf);
}

/** `if` only says that one of its branches failed, and that branch has spoken; so has the name of a bad key. */
function saysSomething(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.propertyName === undefined;
}

function problemOf(error: ErrorObject): Problem {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    return { path: [...path, name], message: `"${name}" is not known here`, code: 'UNKNOWN_NAME' };
  }
  if (error.keyword === 'propertyNames') {
    const name = String(params.propertyName);
    return { path: [...path, name], message: `"${name}" is not a name that may stand here`, code: 'UNKNOWN_NAME' };
  }
  if (error.keyword === 'required') {
    const orphan = path[0] === 'rules' && params.missingProperty === 'clauses';
    return {
      path,
      message: `"${String(params.missingProperty)}" is missing`,
      code: orphan ? 'ORPHAN_RULE' : 'SHAPE',
    };
  }
  const code = error.keyword === 'enum' ? 'UNKNOWN_NAME' : path.at(-1) === 'clauses' ? 'ORPHAN_RULE' : 'SHAPE';
  return { path, message: `${shown(error.data)} ${rule(error, params)}`, code };
}

function rule(error: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  if (error.keyword === 'enum') return `is not one of ${(params.allowedValues as readonly string[]).join(', ')}`;
  if (error.keyword === 'const') return `is not "${String(params.allowedValue)}"`;
  if (error.keyword === 'type') return `is not of type ${String(params.type)}`;
  if (error.keyword === 'false schema') return 'may not stand here';
  return error.message ?? 'is not allowed';
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'the list'
      : 'the entry'
    : JSON.stringify(value);
}
