import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import type { Entry } from '../../registry/registers/registerDefinition.js';
import type { RequestContext } from '../context.js';
import { publishedPayload } from './payloadForms.js';

/** A version of an entry as `…Entry` has it. */
export function publishedEntry(context: RequestContext, { members }: AnyRegister, entry: Entry<object>): object {
  return {
    key: entry.key,
    version: entry.version,
    validFrom: entry.validFrom.toISOString(),
    validTo: entry.validTo?.toISOString() ?? null,
    ended: entry.ended,
    recordedAt: entry.recordedAt.toISOString(),
    recordedBy: entry.recordedBy,
    recordedRole: entry.recordedRole,
    reason: entry.reason,
    supersededAt: entry.supersededAt?.toISOString() ?? null,
    record: publishedPayload(context, members, entry.payload),
  };
}
