import { compilePolicy } from '../compilePolicy.js';
import type { Finding } from '../finding.js';
import type { Policy } from '../policy.js';
import { NOTICE_ITEMS } from '../noticeItems.js';
import type { DocumentPath } from '../policyDocument.js';
import type { PolicyFile } from '../policyFile.js';
import { readPolicy, type PolicyReading } from '../readPolicy.js';
import { contactsOfChildren } from './contactsOfChildren.js';
import { unreachableRules } from './unreachableRules.js';

type Say = (
  severity: Finding['severity'],
  code: Finding['code'],
  path: DocumentPath,
  message: string,
  subject: string,
) => void;

/**
 * All that can be said against a policy file without running it, in the order of its lines; nothing but a look at the file and at the
 * published text beside it. An ERROR keeps the gateway from starting or says that the file does not do what it seems to.
 */
export function lintPolicy(file: string): readonly Finding[] {
  const reading = readPolicy(file);
  const findings = [...reading.errors];
  const { content } = reading;
  if (content === null) return findings;
  const say: Say = (severity, code, path, message, subject) =>
    void findings.push({ severity, code, ...reading.locate(path), subject, message });
  sayNotice(content, reading, say);
  sayClauses(content, reading, say);
  sayOrphans(content, say);
  if (content.provisional !== undefined) {
    say('WARNING', 'PROVISIONAL_DATE', ['provisional'], content.provisional, content.version);
  }
  // Rules that can't be read have no decisions to look at.
  if (reading.errors.length === 0) sayDecisions(content, compilePolicy(content, reading.hash), say);
  return findings.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

function sayNotice({ published = {} }: PolicyFile, { publishedText }: PolicyReading, say: Say): void {
  for (const [item, source] of Object.entries(NOTICE_ITEMS)) {
    if ((published[item] ?? null) !== null) continue;
    const message = `the published text does not say it (${source}); no joint use until a notice does`;
    say('WARNING', 'MISSING_NOTICE_ITEM', ['published', item], message, item);
  }
  for (const [item, words] of Object.entries(published)) {
    if (words === null || publishedText.includes(words)) continue;
    say('ERROR', 'TEXT_DOES_NOT_SAY', ['published', item], `the published text has no "${words}"`, item);
  }
}

function sayClauses({ clauses }: PolicyFile, { publishedText }: PolicyReading, say: Say): void {
  for (const [id, { keptBy, owner, frequency, openEnd, notYet }] of Object.entries(clauses)) {
    const path = ['clauses', id];
    if (openEnd !== undefined) {
      const grants = `"${openEnd}" leaves the list open; what is not registered by name is not granted (B-2)`;
      if (publishedText.includes(openEnd)) say('WARNING', 'OPEN_ENDED', path, grants, id);
      else say('ERROR', 'TEXT_DOES_NOT_SAY', [...path, 'openEnd'], `the published text has no "${openEnd}"`, id);
    }
    const lacks = [owner === undefined ? 'owner' : '', frequency === undefined ? 'frequency' : ''].filter(Boolean);
    if (keptBy === 'MANUAL' && lacks.length > 0) {
      say('ERROR', 'CONTROL_WITHOUT_OWNER', path, `is kept by people, without ${lacks.join(' and ')}`, id);
    }
    if (notYet !== undefined)
      say('WARNING', 'NOT_YET_KEPT', [...path, 'notYet'], `is not kept in full yet: ${notYet}`, id);
  }
}

/** A rule without clauses has no shape; one that cites only headings has nothing behind it either. */
function sayOrphans({ rules, clauses }: PolicyFile, say: Say): void {
  for (const [index, { id, clauses: cited }] of rules.entries()) {
    if (!cited.every((clause) => clauses[clause]?.keptBy === 'HEADING')) continue;
    say('ERROR', 'ORPHAN_RULE', ['rules', index, 'clauses'], 'cites headings only', id);
  }
}

function sayDecisions(content: PolicyFile, policy: Policy, say: Say): void {
  for (const { rule, instead } of unreachableRules(policy)) {
    const index = content.rules.findIndex(({ id }) => id === rule);
    const others = instead.length === 0 ? 'nothing' : instead.join(', ');
    const message = `speaks nowhere; where it would, ${others} does: it can be taken away without a trace`;
    say('ERROR', 'UNREACHABLE_RULE', ['rules', index], message, rule);
  }
  for (const { rule, categories } of contactsOfChildren(policy)) {
    const message = `is the legal representative, and ${rule} gives ${categories.join(', ')} of the child to whoever asks for consent`;
    say('ERROR', 'LAW_NOT_FOLLOWED', ['law', 'under16', 'person'], message, rule);
  }
}
