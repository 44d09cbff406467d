import type { SubjectReference } from '../../policy/consentRecord.js';
import { MISSING, readRows } from './copyRows.js';
import type { OpenSources } from './openSources.js';

/** A family with a participating child, as the club has it. Stays in memory: keys and dates of sources are written nowhere. */
export interface SourceFamily {
  readonly id: string;
  readonly guardians: readonly number[];
  /** Of the first guardian. */
  readonly municipalityCode: string | null;
  readonly children: readonly SourceChild[];
  /** The members of the co-op that its guardians are. */
  readonly members: readonly number[];
}

interface SourceChild {
  readonly id: number;
  readonly sex: string;
  readonly birthDate: string;
}

interface Draft {
  readonly id: string;
  readonly guardians: number[];
  municipalityCode: string | null;
  readonly children: SourceChild[];
  readonly members: number[];
}

/** Subjects whose families are in no statistic. */
export type Closed = readonly SubjectReference[];

/**
 * Families with a participating child, by id. Who has left or died is not read; a family one of whose people is closed is left out.
 * `today` was checked to be a date: COPY takes no parameters.
 */
export async function readPeople(
  { club, coop }: Pick<OpenSources, 'club' | 'coop'>,
  today: string,
  closed: Closed,
): Promise<readonly SourceFamily[]> {
  const present = `(left_on IS NULL OR left_on > '${today}') AND deceased_on IS NULL`;
  const drafts = new Map<string, Draft>();
  await readRows(
    club,
    `SELECT family_id, id, sex, birth_date FROM children WHERE ${present} ORDER BY family_id, id`,
    ([familyId = '', id, sex = '', birthDate = '']) => {
      const draft = drafts.get(familyId) ?? {
        id: familyId,
        guardians: [],
        municipalityCode: null,
        children: [],
        members: [],
      };
      draft.children.push({ id: Number(id), sex, birthDate });
      drafts.set(familyId, draft);
    },
  );
  const families = await readGuardians(club, present, drafts);
  await readMembers(coop, families);
  const refused = familiesOf(closed, drafts.values());
  return [...drafts.values()].filter((draft) => !refused.has(draft));
}

/** Fills in the guardians, first the one who was first registered; gives the families of each member code. */
async function readGuardians(
  club: OpenSources['club'],
  present: string,
  drafts: ReadonlyMap<string, Draft>,
): Promise<ReadonlyMap<string, ReadonlySet<Draft>>> {
  const byCode = new Map<string, Set<Draft>>();
  await readRows(
    club,
    `SELECT family_id, id, municipality_code, member_code FROM guardians WHERE ${present} ORDER BY family_id, id`,
    ([familyId = '', id, municipalityCode = MISSING, memberCode = MISSING]) => {
      const draft = drafts.get(familyId);
      if (draft === undefined) return;
      if (draft.guardians.length === 0 && municipalityCode !== MISSING) draft.municipalityCode = municipalityCode;
      draft.guardians.push(Number(id));
      if (memberCode !== MISSING) byCode.set(memberCode, (byCode.get(memberCode) ?? new Set()).add(draft));
    },
  );
  return byCode;
}

/** A member is in a family once, however many of its guardians name the code. */
async function readMembers(coop: OpenSources['coop'], byCode: ReadonlyMap<string, ReadonlySet<Draft>>): Promise<void> {
  await readRows(coop, 'SELECT id, member_code FROM members', ([id, code = '']) => {
    for (const draft of byCode.get(code) ?? []) draft.members.push(Number(id));
  });
}

function familiesOf(closed: Closed, drafts: Iterable<Draft>): ReadonlySet<Draft> {
  const keys = new Set(closed.map(({ kind, reference }) => `${kind} ${reference}`));
  const refused = new Set<Draft>();
  if (keys.size === 0) return refused;
  for (const draft of drafts)
    if (subjectsOf(draft).some(({ kind, reference }) => keys.has(`${kind} ${reference}`))) refused.add(draft);
  return refused;
}

/** Everybody whose word or death takes the family out. */
export function subjectsOf({ guardians, children, members }: SourceFamily): readonly SubjectReference[] {
  return [
    ...guardians.map((reference) => ({ kind: 'GUARDIAN', reference }) as const),
    ...children.map(({ id }) => ({ kind: 'CHILD_PARTICIPANT', reference: id }) as const),
    ...members.map((reference) => ({ kind: 'COOP_MEMBER', reference }) as const),
  ];
}
