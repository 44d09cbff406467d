/** A fault as a change of the statements that are sent, and the rule that must be found broken. */
export interface PlantedFault {
  readonly title: string;
  readonly change: (text: string) => string;
  readonly caughtBy: RegExp;
}

const isFacts = (text: string, topic: string): boolean =>
  text.startsWith('INSERT INTO analysis_facts_') && text.includes(`_${topic}`);
const unbounded = (text: string): string => text.replaceAll(/greatest\(0, least\((\w+), \d+\)\)/g, '$1');
const OTHERS = `(SELECT count(*) FROM analysis_staged_families)::text`;
const TWICE = `JOIN (SELECT * FROM analysis_staged_families UNION ALL SELECT family, family_pseudonym, digest, order_key,
  ((municipality + 1) % 5)::smallint, region, age_band, purchase_segment, consenting FROM analysis_staged_families) AS twice USING (family) ORDER BY family`;

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  { title: 'a bound is forgotten', change: unbounded, caughtBy: /^CLAMP PURCHASES\.AMOUNT/ },
  {
    title: 'the rows are clamped before they are added up',
    change: (text) =>
      unbounded(text)
        .replaceAll('sum(purchases)::bigint', 'sum(least(purchases, 3))::bigint')
        .replaceAll('sum(yen)::bigint', 'sum(least(yen, 2000))::bigint'),
    caughtBy: /^CLAMP PURCHASES\.PURCHASES/,
  },
  {
    title: 'the sum over all families is clamped, and no family',
    change: (text) =>
      unbounded(text).replaceAll(/sum\(sign \* (\w+)::bigint\)/g, 'least(sum(sign * $1::bigint), 1000000)'),
    caughtBy: /^CLAMP PURCHASES\.AMOUNT/,
  },
  {
    title: 'families are counted once a month',
    change: (text) =>
      isFacts(text, 'purchases (') ? text.replace('GROUP BY family)', 'GROUP BY family, month)') : text,
    caughtBy: /^CLAMP PURCHASES\.FAMILIES/,
  },
  {
    title: 'which cells of a family are kept depends on other families',
    change: (text) => text.replaceAll(`convert_to(concat_ws(' ', `, `convert_to(concat_ws(' ', ${OTHERS}, `),
    caughtBy: /^(CELLS|CLAMP|LENGTH|REBUILD)/,
  },
  {
    title: 'more cells of a family are kept than are declared',
    change: (text) => text.replaceAll(/position <= (\d)/g, 'position <= 9'),
    caughtBy: /^CELLS PURCHASES/,
  },
  {
    title: 'sums are floats',
    change: (text) =>
      text.replaceAll(/sum\(sign \* (\w+)::bigint\)/g, '(sum((sign * $1)::real) + 16777216::real)::bigint - 16777216'),
    caughtBy: /^(CLAMP|LENGTH|REBUILD|CELLS)/,
  },
  {
    title: 'a family counts in two municipalities',
    change: (text) =>
      isFacts(text, 'families')
        ? text.replace('JOIN analysis_staged_families USING (family) ORDER BY family', TWICE)
        : text,
    caughtBy: /^CELLS FAMILIES\.FAMILIES/,
  },
  {
    title: 'a join fans out over the guardians of a family',
    change: (text) =>
      isFacts(text, 'purchases')
        ? text.replace(
            'JOIN analysis_staged_families',
            'JOIN analysis_staged_subjects USING (family) JOIN analysis_staged_families',
          )
        : text,
    caughtBy: /^CLAMP PURCHASES\.FAMILIES/,
  },
  {
    title: 'a family counts though none of its children participates',
    change: (text) => text.replace(/FROM children WHERE .* ORDER BY/, 'FROM children ORDER BY'),
    caughtBy: /^PARTICIPANTS/,
  },
  {
    title: 'a filter comes after the bound',
    change: (text) =>
      text.replaceAll(/least\(sum\(f\.(\w+)\), \$(\d+)::bigint\)/g, 'greatest(sum(f.$1), least(0, $$$2::bigint))'),
    caughtBy: /^CLAMP \w+\.\w+ in .* from /,
  },
  {
    title: 'cells with few families are dropped',
    change: (text) => text.replace('HAVING sum(families) > 0', 'HAVING sum(families) > 2'),
    caughtBy: /^CLAMP/,
  },
  {
    title: 'the stop flag is ignored',
    change: (text) => text.replace('WHERE s.since <= $1', 'WHERE false AND s.since <= $1'),
    caughtBy: /^STOPPED/,
  },
  {
    title: 'snapshots are mixed',
    change: (text) => (text.includes('touched') ? text.replaceAll('generation <= $1', 'generation <= $1 + 1') : text),
    caughtBy: /^SNAPSHOT/,
  },
];
