import type { Place } from './finding.js';
import type { DocumentPath, PolicyDocument } from './policyDocument.js';

type Table = Readonly<Record<string, unknown>>;

/**
 * A policy file and the one that it extends, as one: entries of the amendment replace those of the base, by key; rules by their id.
 * What stands where is told of the file that says it.
 */
export class PolicyLayers {
  readonly content: unknown;

  /** @param documents The base first, then what extends it. */
  constructor(private readonly documents: readonly PolicyDocument[]) {
    this.content = documents.map(({ content }) => content).reduce(amended);
  }

  locate(path: DocumentPath): Place {
    for (const document of this.documents.toReversed()) {
      const own = this.pathIn(document, path);
      if (own !== undefined && document.has(own)) return document.locate(own);
    }
    if (path.length > 1) return this.locate(path.slice(0, -1));
    return (this.documents.at(-1) as PolicyDocument).locate(path);
  }

  /** Rules have other numbers in each file: they are found by their id. */
  private pathIn(document: PolicyDocument, path: DocumentPath): DocumentPath | undefined {
    const [head, index, ...rest] = path;
    if (this.documents.length === 1 || head !== 'rules' || typeof index !== 'number') return path;
    const id = idOf(rulesOf(this.content)[index]);
    const own = rulesOf(document.content).findIndex((rule) => id !== undefined && idOf(rule) === id);
    return own === -1 ? undefined : ['rules', own, ...rest];
  }
}

function amended(base: unknown, amendment: unknown): unknown {
  if (!isTable(base) || !isTable(amendment)) return amendment;
  const { extends: _, rules, ...rest } = amendment;
  const merged = merge(base, rest) as Table;
  if (!Array.isArray(rules) || !Array.isArray(base.rules)) return rules === undefined ? merged : { ...merged, rules };
  const known = (rules as readonly unknown[]).filter((rule) => idsOf(base.rules).includes(idOf(rule)));
  const changed = rulesOf(base).map((rule) =>
    known.filter((other) => idOf(other) === idOf(rule)).reduce<unknown>(merge, rule),
  );
  const added = (rules as readonly unknown[]).filter((rule) => !known.includes(rule));
  return { ...merged, rules: [...changed, ...added] };
}

function merge(base: unknown, over: unknown): unknown {
  if (!isTable(base) || !isTable(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, Object.hasOwn(over, key) ? merge(base[key], over[key]) : base[key]]),
  );
}

function rulesOf(content: unknown): readonly unknown[] {
  return isTable(content) && Array.isArray(content.rules) ? (content.rules as unknown[]) : [];
}

function idsOf(rules: unknown): readonly unknown[] {
  return (rules as readonly unknown[]).map(idOf);
}

function idOf(rule: unknown): unknown {
  return isTable(rule) ? rule.id : undefined;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
