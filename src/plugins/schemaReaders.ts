import type { Role } from '../policy/vocabulary.js';
import { attachedTo } from './requestRecord.js';

/**
 * Whether the caller of this context may read the schema. Asked at each request, since an amendment may name other roles, and at the
 * border alone: Apollo keeps validated documents, and what one caller was allowed would be answered to the next.
 */
export type MayReadSchema = (context: object) => boolean;

export function schemaReaders(allowed: () => readonly Role[]): MayReadSchema {
  return (context) => attachedTo(context)?.record.caller?.roles.some((role) => allowed().includes(role)) ?? false;
}
