import type { Policy } from '../policy.js';
import type { ChangeKind } from './compareDecisions.js';

/** A change beside the matrix that moves what comes out: who is a recipient, how much may be said about many, who sees the schema. */
export interface SettingChange {
  readonly kind: ChangeKind;
  /** E.g. "organisations.AD_AGENCY"; an approval names it as its rule. */
  readonly setting: string;
  readonly from: string;
  readonly to: string;
}

export function compareSettings(before: Policy, after: Policy): readonly SettingChange[] {
  return [
    ...organisations(before, after),
    ...sides(before, after),
    ...limits(before, after),
    ...statistics(before, after),
    ...compare('introspection.roles', before.introspection.roles, after.introspection.roles),
    ...law(before, after),
  ];
}

/** Whoever becomes a recipient of one class more may get what that class gets. */
function organisations(before: Policy, after: Policy): readonly SettingChange[] {
  const codes = [...new Set([...Object.keys(before.organisations), ...Object.keys(after.organisations)])].toSorted();
  return codes.flatMap((code) => {
    const [old, now] = [before.organisations[code], after.organisations[code]];
    const classes = compare(`organisations.${code}`, old?.recipientClasses ?? [], now?.recipientClasses ?? []);
    const links = (['parent', 'contractor', 'accountable'] as const).flatMap((key) =>
      old === undefined || now === undefined || old[key] === now[key]
        ? []
        : [reason(`organisations.${code}.${key}`, old[key], now[key])],
    );
    return [...classes, ...links];
  });
}

function sides(before: Policy, after: Policy): readonly SettingChange[] {
  const purposes = Object.keys(after.purposes) as (keyof Policy['purposes'])[];
  return purposes.flatMap((name) =>
    compare(`purposes.${name}.provision`, before.purposes[name].provision, after.purposes[name].provision),
  );
}

function limits({ limits: old }: Policy, { limits: now }: Policy): readonly SettingChange[] {
  return (['caller', 'organisation'] as const).flatMap((scope) => {
    const names = [...new Set([...Object.keys(old[scope]), ...Object.keys(now[scope])])];
    return names.flatMap((name) =>
      (['requestsPerMinute', 'recordsPerRequest', 'recordsPerDay'] as const).flatMap((unit) => {
        const of = (table: object): number | undefined => {
          const entries = table as Readonly<Record<string, Readonly<Record<string, number>>>>;
          return (entries[name] ?? entries['default'])?.[unit];
        };
        const [from, to] = [of(old[scope]), of(now[scope])];
        return from === undefined || to === undefined
          ? []
          : number(`limits.${scope}.${name}.${unit}`, from, to, 'MORE');
      }),
    );
  });
}

function statistics({ statistics: old }: Policy, { statistics: now }: Policy): readonly SettingChange[] {
  const k = [...new Set([...Object.keys(old.k), ...Object.keys(now.k)])].map((name) => {
    const of = ({ k: table }: typeof old): number => (table as Readonly<Record<string, number>>)[name] ?? table.default;
    return number(`statistics.k.${name}`, of(old), of(now), 'LESS');
  });
  const price = [...new Set([...Object.keys(old.price), ...Object.keys(now.price)])].map((name) =>
    number(`statistics.price.${name}`, old.price[name] ?? '1', now.price[name] ?? '1', 'LESS'),
  );
  const period = { MONTH: 3, QUARTER: 2, YEAR: 1 } as const;
  return [
    ...k,
    ...price,
    number('statistics.placeK', old.placeK, now.placeK, 'LESS'),
    number('statistics.maxCells', old.maxCells, now.maxCells, 'MORE'),
    ...(['recipientCap', 'globalCap', 'delta'] as const).map((name) =>
      number(`statistics.budgets.${name}`, old.budgets[name], now.budgets[name], 'MORE'),
    ),
    // The same cap more often a year gives more.
    number('statistics.budgets.period', period[old.budgets.period], period[now.budgets.period], 'MORE'),
  ].flat();
}

function law({ law: old }: Policy, { law: now }: Policy): readonly SettingChange[] {
  return (['person', 'stopUse', 'bestInterests'] as const).flatMap((key) =>
    old.under16[key] === now.under16[key] ? [] : [reason(`law.under16.${key}`, old.under16[key], now.under16[key])],
  );
}

/** A list that names more gives more. */
function compare(setting: string, old: readonly string[], now: readonly string[]): readonly SettingChange[] {
  const words = { setting, from: shown(old), to: shown(now) };
  if (now.some((name) => !old.includes(name))) return [{ kind: 'WIDENS', ...words }];
  return old.some((name) => !now.includes(name)) ? [{ kind: 'NARROWS', ...words }] : [];
}

function number(
  setting: string,
  old: number | string,
  now: number | string,
  widens: 'LESS' | 'MORE',
): readonly SettingChange[] {
  if (Number(old) === Number(now)) return [];
  const less = Number(now) < Number(old);
  return [{ kind: less === (widens === 'LESS') ? 'WIDENS' : 'NARROWS', setting, from: String(old), to: String(now) }];
}

function reason(setting: string, from: unknown, to: unknown): SettingChange {
  return { kind: 'REASON', setting, from: String(from), to: String(to) };
}

function shown(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(' ');
}
