import type { World } from '../harness/world.js';

/** Nine scalars beside the id. */
export const GUARDIAN_FIELDS = [
  'name',
  'kana',
  'birthDate',
  'birthYear',
  'address',
  'phone',
  'email',
  'memberCode',
  'registeredOn',
] as const;

export type TrueGuardian = Readonly<Record<(typeof GUARDIAN_FIELDS)[number], unknown>> & {
  readonly key: number;
  readonly place: string;
};

export async function guardianTruth(world: World): Promise<readonly TrueGuardian[]> {
  const rows = await world.rows(
    `SELECT b.key, b.name, b.kana, b.birth_date AS "birthDate", b.birth_year AS "birthYear", b.address, b.phone, b.email,
            b.member_code AS "memberCode", b.registered_on AS "registeredOn", g.prefecture || g.municipality_name AS place
       FROM bench.guardian b JOIN guardians g ON g.id = b.key`,
  );
  return rows as unknown as readonly TrueGuardian[];
}

/** Written apart from the gateway's own masks, from the policy's text. */
export function asClubStaffSees(row: TrueGuardian): Readonly<Record<string, unknown>> {
  const phone = typeof row.phone === 'string' ? `${digits(row.phone).slice(0, 3)}-****-${row.phone.slice(-4)}` : null;
  return { ...row, phone, email: maskedEmail(row.email), address: `${row.place}＊＊＊` };
}

export function asOperatorStaffSees({ name, kana }: TrueGuardian): Readonly<Record<string, unknown>> {
  return { name, kana };
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function maskedEmail(email: unknown): string | null {
  if (typeof email !== 'string') return null;
  return `${email.slice(0, 1)}***@***${email.slice(email.lastIndexOf('.'))}`;
}
