import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { subjectsInCare } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { MOST_ON_THE_PAGE } from '../members/MemberResolver.js';
import { askerOf } from './askerOf.js';
import { Export, ExportFormatEnum, type ExportFormat } from './Export.js';
import { EXPORT_DOCUMENT } from './exportDocument.js';
import { issueExport } from './issueExport.js';
import { keptBesides } from './keptBesides.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';
import { recordsOf } from './recordsOf.js';
import { workOf } from './workOf.js';

@Resolver()
export class ExportResolver {
  @Requires(RIGHTS)
  @Mutation(() => Export, { nullable: true, description: 'Access in full, in electronic form (A6-3b; APPI 33(1)).' })
  async exportMine(
    @Ctx() context: RequestContext,
    @Info() { schema }: GraphQLResolveInfo,
    @Public() @Arg('format', () => ExportFormatEnum, { defaultValue: 'JSON' }) format: ExportFormat,
  ): Promise<Export> {
    const { subject } = context.caller;
    if (subject === undefined) throw new NorenError('REFUSED', 'NOT_OWN_DATA: the token names no record (A6-2).');
    const { me } = await recordsOf(context, { schema, document: EXPORT_DOCUMENT, most: MOST_ON_THE_PAGE, tooMany });
    const kept = Object.entries(me ?? {}).filter(([, record]) => record !== null);
    if (kept.length === 0) throw new NorenError('REFUSED', 'Nothing that is kept of the caller may be shown now.');
    const inCare = (await subjectsInCare(context)).filter((each) => !sameSubject(each, subject));
    const besides = await keptBesides(context, { subject, inCare, forCase: false });
    const content = { ...Object.fromEntries(kept), ...(await workOf(context)), ...besides };
    const by = askerOf(context, DATA_SUBJECTS);
    return issueExport(context, { subject, content, format, by, caseKey: null, fee: 0 });
  }
}

function tooMany(): Error {
  const message = `There are more than ${MOST_ON_THE_PAGE} purchases, too many for a page: the desk gives the copy (A6-4b).`;
  return new NorenError('LIMIT_EXCEEDED', message);
}
