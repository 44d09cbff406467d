import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkMeaning } from './checkMeaning.js';
import { checkShape } from './checkShape.js';
import type { Finding, Place } from './finding.js';
import { PolicyDocument, type DocumentPath, type Problem } from './policyDocument.js';
import type { PolicyFile } from './policyFile.js';
import { PolicyLayers } from './policyLayers.js';

/** A policy file as read, with all that is wrong with it. */
export interface PolicyReading {
  /** Null when YAML or shape are so wrong that nothing can be said about its meaning. */
  readonly content: PolicyFile | null;
  readonly errors: readonly Finding[];
  /** SHA-256 of the file's bytes, hexadecimal; of an amendment: of its own bytes and those of what it extends. */
  readonly hash: string;
  /** The text that the file puts into effect; empty if it is not there. */
  readonly publishedText: string;
  readonly locate: (path: DocumentPath) => Place;
}

interface Layer {
  readonly document: PolicyDocument;
  readonly bytes: Buffer;
}

/** No amendment of amendments goes deeper; a file that extends itself would never end. */
const MAX_LAYERS = 4;

/** Reads a policy file, what it extends, and the published text beside it. Never throws: what is wrong is in `errors`. */
export function readPolicy(file: string): PolicyReading {
  const { layers, problem } = layersOf(file);
  const documents = layers.map(({ document }) => document);
  const top = documents.at(-1);
  if (problem !== undefined || top === undefined) return broken([problem ?? unreadable(file)]);
  const syntax = documents.flatMap(({ syntaxProblems }) => syntaxProblems.map(syntaxFinding));
  if (syntax.length > 0) return broken(syntax);

  const layered = new PolicyLayers(documents);
  const located = (problems: readonly Problem[]): readonly Finding[] =>
    problems.map(({ path, message, code = 'MEANING', subject }) => ({
      ...finding(layered.locate(path), code, message),
      subject: subject ?? null,
    }));
  const hash = hashOf(layers);
  const locate = (path: DocumentPath): Place => layered.locate(path);
  const shape = located(checkShape(layered.content));
  if (shape.length > 0) return { content: null, errors: shape, hash, publishedText: '', locate };

  const content = layered.content as PolicyFile;
  const text = bytesOf(join(dirname(file), content.text.file));
  const meaning = located([...checkMeaning(content), ...textProblems(content, text)]);
  return { content, errors: meaning, hash, publishedText: text?.toString('utf8') ?? '', locate };
}

/** The files beside `file` that extend it. */
export function amendmentsOf(file: string): readonly string[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && name !== basename(file))
    .toSorted()
    .map((name) => join(folder, name))
    .filter((path) => extendedBy(layer(path)?.document) === basename(file));
}

/** The file and what it extends, base first. */
function layersOf(file: string): { readonly layers: readonly Layer[]; readonly problem?: Finding } {
  const layers: Layer[] = [];
  let next: string | undefined = basename(file);
  while (next !== undefined) {
    const read = layer(join(dirname(file), next));
    if (read === undefined) return { layers, problem: unreadable(next) };
    layers.unshift(read);
    next = extendedBy(read.document);
    if (layers.length > MAX_LAYERS) return { layers, problem: tooDeep(read.document) };
  }
  return { layers };
}

function layer(file: string): Layer | undefined {
  const bytes = bytesOf(file);
  return bytes && { bytes, document: new PolicyDocument(basename(file), bytes.toString('utf8')) };
}

function extendedBy(document: PolicyDocument | undefined): string | undefined {
  const { content } = document ?? {};
  const base = typeof content === 'object' && content !== null && 'extends' in content ? content.extends : undefined;
  return typeof base === 'string' && basename(base) === base ? base : undefined;
}

/** T-0: another text needs another version. */
function textProblems(content: PolicyFile, text: Buffer | undefined): readonly Problem[] {
  const found = text && sha256(text);
  if (found === content.text.sha256) return [];
  const message =
    found === undefined
      ? `${content.text.file} cannot be read (T-0)`
      : `${content.text.file} has the hash ${found}; another text needs another version (T-0)`;
  return [{ path: ['text', 'sha256'], message, code: 'TEXT_CHANGED', subject: 'T-0' }];
}

function hashOf(layers: readonly Layer[]): string {
  const hashes = layers.map(({ bytes }) => sha256(bytes));
  return hashes.length === 1 ? (hashes[0] as string) : sha256(Buffer.from(hashes.join('\n')));
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unreadable(file: string): Finding {
  return finding({ file: basename(file), line: 0, place: '' }, 'UNREADABLE', 'the file cannot be read');
}

/** Of "club.yaml:12 ...". */
function syntaxFinding(problem: string): Finding {
  const [, file = '', line = '0', message = problem] = /^(.*?):(\d+) (.*)$/s.exec(problem) ?? [];
  return finding({ file, line: Number(line), place: '' }, 'SYNTAX', message);
}

function tooDeep(document: PolicyDocument): Finding {
  return finding(document.locate(['extends']), 'MEANING', `extends through more than ${MAX_LAYERS} files, or itself`);
}

function finding(place: Place, code: Finding['code'], message: string): Finding {
  return { severity: 'ERROR', code, ...place, subject: null, message };
}

function broken(errors: readonly Finding[]): PolicyReading {
  const locate = (): Place => ({ file: errors[0]?.file ?? '', line: 1, place: 'the file' });
  return { content: null, errors, hash: '', publishedText: '', locate };
}
