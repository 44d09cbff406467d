import { createHash } from 'node:crypto';
import { execute, parse, type GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Info, Int, Mutation, ObjectType, registerEnumType, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { RequestContext } from '../context.js';
import { enumObject } from '../types/enums.js';
import { MOST_EXPORTED } from '../members/MemberResolver.js';
import { askerOf } from './askerOf.js';
import { csvOf } from './csvOf.js';
import { EXPORT_DOCUMENT } from './exportDocument.js';
import { everyDisclosureOfMine } from './everyDisclosureOfMine.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';
import { stopsOfMine } from './stopsOfMine.js';

const EXPORT_FORMATS = ['JSON', 'CSV'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];
const ExportFormatEnum = enumObject(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, { name: 'ExportFormat' });
export const EXPORT_ENUMS = ['ExportFormat'] as const;

@Public()
@ObjectType({ description: 'A copy of all that is kept of a person, to take away.', simpleResolvers: true })
export class Export {
  @Field(() => String)
  mediaType!: string;

  @Requires(RIGHTS)
  @Field(() => String, { nullable: true })
  document!: string | null;

  @Field(() => String, { description: 'SHA-256 of the document in UTF-8, hexadecimal; it is on record.' })
  sha256!: string;

  @Field(() => Int, { description: 'Yen. An electronic copy costs nothing (A6-6).' })
  fee!: number;

  @Field(() => String, { description: 'UTC.' })
  issuedAt!: string;
}

@Resolver()
export class ExportResolver {
  @Requires(RIGHTS)
  @Mutation(() => Export, { nullable: true, description: 'Access in full, in electronic form (A6-3b; APPI 33(1)).' })
  async exportMine(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Public() @Arg('format', () => ExportFormatEnum, { defaultValue: 'JSON' }) format: ExportFormat,
  ): Promise<Export> {
    const { subject } = context.caller;
    if (subject === undefined) throw new NorenError('REFUSED', 'NOT_OWN_DATA: the token names no record (A6-2).');
    const mine = await everythingOf(context, info);
    const issuedAt = context.now.toISOString();
    const whole = { issuedAt, policyVersion: context.policy.version, subjectKind: subject.kind, ...mine };
    const document = format === 'CSV' ? csvOf(whole) : `${JSON.stringify(whole, null, 2)}\n`;
    const sha256 = createHash('sha256').update(document).digest('hex');
    await context.environment.rights.recordExport({ subject, format, sha256, by: askerOf(context, DATA_SUBJECTS) });
    const mediaType = format === 'CSV' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
    return { mediaType, document, sha256, fee: 0, issuedAt };
  }
}

type Everything = Readonly<Record<string, unknown>>;

/** Asked of the same schema in the caller's own right: what the matrix withholds is not in it either. */
async function everythingOf(context: RequestContext, { schema }: GraphQLResolveInfo): Promise<Everything> {
  const asking = context.again();
  const answer = await execute({ schema, document: parse(EXPORT_DOCUMENT), contextValue: asking });
  context.adopt(asking);
  const [error] = answer.errors ?? [];
  // Half of a copy would pass for the whole.
  if (error !== undefined) throw error.originalError ?? error;
  const mine = (answer.data?.['me'] ?? {}) as Everything;
  const { consents, advertising, corrections, requests, ...records } = mine;
  if (JSON.stringify(mine).split('"receiptNumber":').length - 1 > MOST_EXPORTED) {
    throw new NorenError('LIMIT_EXCEEDED', 'There are more purchases than a page can take away: ask the desk (A6-4b).');
  }
  const kept = Object.entries(records).filter(([, record]) => record !== null);
  if (kept.length === 0) throw new NorenError('REFUSED', 'Nothing that is kept of the caller may be shown now.');
  const [stops, disclosures] = await Promise.all([stopsOfMine(context), everyDisclosureOfMine(context)]);
  return { ...Object.fromEntries(kept), consents, advertising, corrections, requests, stops, disclosures };
}
