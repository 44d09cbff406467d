import { Arg, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import { isDeskOpen } from '../../registry/facts/deskHours.js';
import { DESK } from '../../registry/registers/answerRights.js';
import { FIRST_EMPLOYEE_REFERENCE } from '../../sources/coop/employeeTable.js';
import type { SourceName } from '../../sources/openSource.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import { LocalDate } from '../types/LocalDate.js';
import { SubjectKindEnum } from '../types/policyEnums.js';

@Public()
@InputType({ description: 'What somebody says of themselves, or an agent of whom they speak for.' })
export class SaidOfPerson {
  @Field(() => SubjectKindEnum)
  kind!: SubjectKind;

  @Field(() => String, { description: 'Family and given name, with a space between.' })
  name!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Of guardians, children and members.' })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: 'Of people at work.' })
  phone?: string | null;
}

interface Place {
  readonly source: SourceName;
  readonly table: string;
  /** What has to agree besides the name. */
  readonly by: 'birth_date' | 'phone';
  /** Added to a row's key. */
  readonly first?: number;
}

const PLACES: Readonly<Record<SubjectKind, readonly Place[]>> = {
  GUARDIAN: [{ source: 'club', table: 'guardians', by: 'birth_date' }],
  CHILD_PARTICIPANT: [{ source: 'club', table: 'children', by: 'birth_date' }],
  COOP_MEMBER: [{ source: 'coop', table: 'members', by: 'birth_date' }],
  SUPPLIER_CONTACT: [{ source: 'coop', table: 'supplier_contacts', by: 'phone' }],
  OFFICER_OR_EMPLOYEE: [
    { source: 'coop', table: 'employees', by: 'phone', first: FIRST_EMPLOYEE_REFERENCE },
    { source: 'broadcaster', table: 'staff', by: 'phone' },
  ],
};

/** Lists show the desk masked names: a case begins with who it is about, as they say themselves. */
@Resolver()
export class DeskLookupResolver {
  @Requires({ roles: DESK, purposes: ['DATA_SUBJECT_RIGHTS'] })
  @Query(() => ID, {
    nullable: true,
    description:
      'The id to open a case with, of the one person of whom all that agrees; null alike for none and for several. In the hours of the desk, and on record (A6-2, A6-4b).',
  })
  async personAtTheDesk(
    @Ctx() context: RequestContext,
    @Public() @Arg('said', () => SaidOfPerson) said: SaidOfPerson,
  ): Promise<string | null> {
    if (!isDeskOpen(context.now)) throw new NorenError('REFUSED', 'OUTSIDE_DESK_HOURS: the desk is closed (A6-10).');
    const places = await Promise.all(PLACES[said.kind].map(async (place) => agreeing(context, said, place)));
    const kept = places
      .flat()
      .filter(({ kind, reference }) => !context.flaggedWith('ERASED', kind).includes(reference));
    const [one, ...others] = kept;
    if (one === undefined || others.length > 0) return null;
    nameSubjects(context, 'Query.personAtTheDesk', [one]);
    return subjectId(context, one);
  }
}

async function agreeing(
  { environment }: RequestContext,
  { kind, name, birthDate, phone }: SaidOfPerson,
  { source, table, by, first = 0 }: Place,
): Promise<readonly SubjectReference[]> {
  const second = by === 'phone' ? phone : birthDate;
  if (second === undefined || second === null)
    throw new NorenError('BAD_INPUT', `said: ${by === 'phone' ? 'phone' : 'birthDate'} is missing of ${kind}`);
  const { rows } = await environment.sources[source].pool.query<{ id: number }>(
    `SELECT id FROM ${table} WHERE family_name || ' ' || given_name = $1 AND ${by}::text = $2 LIMIT 2`,
    [name, second],
  );
  return rows.map(({ id }) => ({ kind, reference: first + id }));
}
