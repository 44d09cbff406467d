import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { DESK } from '../../registry/registers/answerRights.js';
import type { Right, RightsCasePayload } from '../../registry/registers/rightsCase.js';
import { needsLiving } from '../consents/isDeceased.js';
import type { RequestContext } from '../context.js';
import { askerOf } from '../me/askerOf.js';
import { everyDisclosureOf } from '../me/everyDisclosureOf.js';
import { Export, ExportFormatEnum, type ExportFormat } from '../me/Export.js';
import { deskDocument } from '../me/exportDocument.js';
import { inquiryOf } from '../me/inquiryOf.js';
import { issueExport } from '../me/issueExport.js';
import { keptBesides } from '../me/keptBesides.js';
import { lifeStageOf } from '../me/ownSubject.js';
import { recordsOf } from '../me/recordsOf.js';
import { MOST_AT_THE_DESK } from '../members/MemberResolver.js';
import { subjectId } from '../registers/subjectIds.js';
import { neededCase } from './neededCase.js';

/** What an answer is a document of. */
const TOLD: readonly Right[] = ['ACCESS', 'PROVISION_RECORD', 'INQUIRY', 'PURPOSE_NOTICE'];

/** The document for who has no page, for a child below 16 (D05), and for what is too much for a page. */
@Resolver()
export class CaseExportResolver {
  @Requires({ roles: DESK, purposes: ['DATA_SUBJECT_RIGHTS'] })
  @Mutation(() => Export, {
    nullable: true,
    description:
      'What a verified open case asks to be told, of its person alone, in the hours of the desk: ACCESS the whole copy, PROVISION_RECORD who got what, INQUIRY that with purposes and recipients, PURPOSE_NOTICE these (A6-3a, A6-3b, A6-4b).',
  })
  async exportForCase(
    @Ctx() context: RequestContext,
    @Info() { schema }: GraphQLResolveInfo,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('format', () => ExportFormatEnum, { defaultValue: 'JSON' }) format: ExportFormat,
  ): Promise<Export> {
    const { payload } = await neededCase(context, { key, rights: TOLD, clause: 'A6-3b' });
    const { subject } = payload;
    const fee = agreedFee(payload);
    await needsLiving(context, subject);
    const content = await contentOf(context, schema, payload);
    return issueExport(context, { subject, content, format, by: askerOf(context, DESK), caseKey: key, fee });
  }
}

async function contentOf(
  context: RequestContext,
  schema: GraphQLSchema,
  { right, subject }: RightsCasePayload,
): Promise<Readonly<Record<string, unknown>>> {
  if (right === 'ACCESS') return everythingOf(context, schema, subject);
  const { policy, language } = context;
  const inquiry = { inquiry: inquiryOf(policy, subject.kind, language) };
  if (right === 'PURPOSE_NOTICE') return inquiry;
  const disclosures = { disclosures: await everyDisclosureOf(context, [subject]) };
  return right === 'INQUIRY' ? { ...inquiry, ...disclosures } : disclosures;
}

async function everythingOf(context: RequestContext, schema: GraphQLSchema, subject: SubjectReference) {
  await needsRaw(context, subject);
  const document = deskDocument(subject);
  const variables = { id: subjectId(context, subject) };
  const records = await recordsOf(context, { schema, document, variables, most: MOST_AT_THE_DESK, tooMany });
  if (Object.values(records).every((record) => record === null)) {
    throw new NorenError('REFUSED', 'Nothing that is kept of the person may be shown now.');
  }
  return { ...records, ...(await keptBesides(context, { subject, inCare: [], forCase: true })) };
}

/** Work starts once the quote is accepted (A6-7). */
function agreedFee({ fee }: RightsCasePayload): number {
  if (fee === null || fee === undefined) return 0;
  if (fee.acceptedAt !== null) return fee.yen;
  throw new NorenError('REFUSED', 'FEE_NOT_ACCEPTED: work starts once the quote is accepted (A6-7).');
}

/** A copy with stars in it would pass for the whole: from a device that sees no raw data there is none. */
async function needsRaw(context: RequestContext, subject: SubjectReference): Promise<void> {
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
