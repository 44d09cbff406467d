/** Whom an entry is about. `e`: the entry. */
const ABOUT = `CASE e.register WHEN 'SUBJECT_FLAG' THEN jsonb_build_array(e.payload -> 'subject')
  WHEN 'LEGAL_ORDER' THEN e.payload -> 'subjects'
  WHEN 'WELFARE_CASE' THEN jsonb_build_array(e.payload -> 'subject') || (e.payload -> 'others') ELSE '[]' END`;

/**
 * SQL of who is under a hold at an instant, `kind` and `reference`: by a flag, an approved binding order or an approved welfare case, as
 * `rights/isHeld` judges one person (A6-5, ADR 0028).
 * @param instant the parameter that is the instant, e.g. `$1`
 */
export function underHold(instant: '$1' | '$2'): string {
  return `SELECT DISTINCT about ->> 'kind' AS kind, (about ->> 'reference')::int AS reference
    FROM register_entries_at(${instant}) e CROSS JOIN LATERAL jsonb_array_elements(${ABOUT}) about
   WHERE (e.register = 'SUBJECT_FLAG' AND e.payload ->> 'flag' = 'LEGAL_HOLD')
      OR (jsonb_typeof(e.payload -> 'approval') = 'object'
          AND (e.register = 'WELFARE_CASE' OR (e.register = 'LEGAL_ORDER' AND e.payload -> 'binding' = 'true')))`;
}
