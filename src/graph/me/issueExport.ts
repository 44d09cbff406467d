import { createHash } from 'node:crypto';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Asker } from '../../rights/asker.js';
import type { RequestContext } from '../context.js';
import { csvOf } from './csvOf.js';
import type { Export, ExportFormat } from './Export.js';

interface Issuing {
  readonly subject: SubjectReference;
  readonly content: Readonly<Record<string, unknown>>;
  readonly format: ExportFormat;
  readonly by: Asker;
  readonly caseKey: string | null;
  /** Yen, that the requester agreed to. */
  readonly fee: number;
}

/** What a person asked for as one document, on record by its hash before it leaves. */
export async function issueExport(context: RequestContext, issuing: Issuing): Promise<Export> {
  const { subject, content, format, by, caseKey, fee } = issuing;
  const issuedAt = context.now.toISOString();
  const whole = { issuedAt, policyVersion: context.policy.version, subjectKind: subject.kind, ...content };
  const document = format === 'CSV' ? csvOf(whole) : `${JSON.stringify(whole, null, 2)}\n`;
  const sha256 = createHash('sha256').update(document).digest('hex');
  await context.environment.rights.recordExport({ subject, format, sha256, by, caseKey });
  const mediaType = format === 'CSV' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
  return { mediaType, document, sha256, fee, issuedAt };
}
