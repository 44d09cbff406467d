import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { FindingCode, Place } from './finding.js';

export type DocumentPath = readonly (string | number)[];

/** One thing wrong with a policy file, and where. */
export interface Problem {
  readonly path: DocumentPath;
  readonly message: string;
  /** MEANING when it is not said. */
  readonly code?: FindingCode;
  readonly subject?: string;
}

/** A YAML text that still knows its lines. */
export class PolicyDocument {
  readonly content: unknown;
  /** What is wrong with the YAML itself, each with its line. */
  readonly syntaxProblems: readonly string[];
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    private readonly name: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false });
    const at = (offset: number): string => `${name}:${this.lines.linePos(offset).line}`;
    const problems = [...this.document.errors, ...this.document.warnings].map(
      (each) => `${at(each.pos[0])} ${each.message}`,
    );
    // Without aliases a short file cannot unfold into a long one, and a rule is read where it stands.
    visit(this.document, {
      Alias: (_, alias) => void problems.push(`${at(alias.range?.[0] ?? 0)} an alias (*${alias.source}); write it out`),
    });
    this.syntaxProblems = problems;
    this.content = this.syntaxProblems.length === 0 ? this.document.toJS() : undefined;
  }

  locate(path: DocumentPath): Place {
    return { file: this.name, line: this.lineOf(path), place: this.placeOf(path) };
  }

  /** Whether there is an entry at `path` itself. */
  has(path: DocumentPath): boolean {
    return path.length > 0 && this.offsetOf(path) !== undefined;
  }

  /** The line of the entry at `path`, or of the nearest entry above it. */
  private lineOf(path: DocumentPath): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const offset = this.offsetOf(path.slice(0, depth));
      if (offset !== undefined) return this.lines.linePos(offset).line;
    }
    return 1;
  }

  private offsetOf(path: DocumentPath): number | undefined {
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    const last = path[path.length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
      return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    }
    const node = this.document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }

  private placeOf(path: DocumentPath): string {
    const [head, second, third, fourth, ...rest] = path;
    if (head === undefined) return 'the file';
    const tail = (parts: DocumentPath): string =>
      parts.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : part)).join(', ');
    if (head === 'rules' && second !== undefined) {
      const id = this.document.getIn(['rules', second, 'id']);
      const rule = typeof id === 'string' ? `rule ${id}` : `rule number ${Number(second) + 1}`;
      if (third === undefined) return rule;
      if (third === 'cells' && fourth !== undefined) return `${rule}, cell ${fourth}`;
      if (third === 'lists' && fourth !== undefined) return `${rule}, list cell ${fourth}`;
      return `${rule}, ${tail([third, ...(fourth === undefined ? [] : [fourth]), ...rest])}`;
    }
    return tail(path);
  }
}
