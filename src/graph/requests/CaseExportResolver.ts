import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { DESK } from '../../registry/registers/answerRights.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import type { RequestContext } from '../context.js';
import { askerOf } from '../me/askerOf.js';
import { Export, ExportFormatEnum, type ExportFormat } from '../me/Export.js';
import { deskDocument } from '../me/exportDocument.js';
import { issueExport } from '../me/issueExport.js';
import { lifeStageOf } from '../me/ownSubject.js';
import { recordsOf } from '../me/recordsOf.js';
import { MOST_AT_THE_DESK } from '../members/MemberResolver.js';
import { subjectId } from '../registers/subjectIds.js';
import { neededCase } from './neededCase.js';

/** The copy for who has no page, for a child below 16 (D05), and for what is too much for a page. */
@Resolver()
export class CaseExportResolver {
  @Requires({ roles: DESK, purposes: ['DATA_SUBJECT_RIGHTS'] })
  @Mutation(() => Export, {
    nullable: true,
    description:
      'The copy that a verified open case of ACCESS asks for, of its person alone, in the hours of the desk (A6-3b, A6-4b).',
  })
  async exportForCase(
    @Ctx() context: RequestContext,
    @Info() { schema }: GraphQLResolveInfo,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('format', () => ExportFormatEnum, { defaultValue: 'JSON' }) format: ExportFormat,
  ): Promise<Export> {
    const { payload } = await neededCase(context, { key, right: 'ACCESS', clause: 'A6-3b' });
    const { subject } = payload;
    const fee = agreedFee(payload);
    await needsRaw(context, payload);
    const document = deskDocument(subject);
    const variables = { id: subjectId(context, subject) };
    const records = await recordsOf(context, { schema, document, variables, most: MOST_AT_THE_DESK, tooMany });
    if (Object.values(records).every((record) => record === null)) {
      throw new NorenError('REFUSED', 'Nothing that is kept of the person may be shown now.');
    }
    const by = askerOf(context, DESK);
    return issueExport(context, { subject, inCare: [], forCase: true, records, format, by, caseKey: key, fee });
  }
}

/** Work starts once the quote is accepted (A6-7). */
function agreedFee({ fee }: RightsCasePayload): number {
  if (fee === null || fee === undefined) return 0;
  if (fee.acceptedAt !== null) return fee.yen;
  throw new NorenError('REFUSED', 'FEE_NOT_ACCEPTED: work starts once the quote is accepted (A6-7).');
}

/** A copy with stars in it would pass for the whole: from a device that sees no raw data there is none. */
async function needsRaw(context: RequestContext, { subject }: RightsCasePayload): Promise<void> {
  const lifeStage = await lifeStageOf(context, subject);
  for (const category of DATA_CATEGORIES) {
    const { form, reason } = context.ask({ category, shape: 'SINGLE', subject: { kind: subject.kind, lifeStage } });
    if (form === 'RAW') continue;
    throw new NorenError('REFUSED', `${reason}: ${category} comes out ${form} here, and half of a copy is none.`, {
      reason,
    });
  }
}

function tooMany(): Error {
  return new NorenError('LIMIT_EXCEEDED', `There are more than ${MOST_AT_THE_DESK} purchases.`);
}
