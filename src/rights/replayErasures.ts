import type { SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import type { RightsGround } from './rightsGround.js';

const SOURCES = ['club', 'coop', 'broadcaster'] as const;

/** Restored data must not bring back who was erased. Statements find nothing where nothing came back. */
export async function replayErasures({ pool, writer, now }: RightsGround): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<SubjectReference>(
    `select subject_kind as kind, subject_reference as reference from erasures where state <> 'HELD' order by recorded_at`,
  );
  const again: Record<string, number> = {};
  for (const subject of rows) {
    for (const source of SOURCES) {
      for (const [table, count] of Object.entries(await writer.erase(source, subject, tokyoToday(now())))) {
        again[table] = (again[table] ?? 0) + count;
      }
    }
  }
  return again;
}
