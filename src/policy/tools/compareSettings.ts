import type { Policy } from '../policy.js';
import type { ChangeKind } from './compareDecisions.js';
import { compareLimits } from './compareLimits.js';
import { compareStatistics } from './compareStatistics.js';
import { compareSupervision } from './compareSupervision.js';

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
    ...grounds(before, after),
    ...compareLimits(before.limits, after.limits),
    ...compareStatistics(before.statistics, after.statistics),
    ...compare('introspection.roles', before.introspection.roles, after.introspection.roles),
    ...law(before, after),
    ...compareSupervision(before, after),
  ];
}

/** Whoever becomes a recipient of one class more may get what that class gets. */
function organisations(before: Policy, after: Policy): readonly SettingChange[] {
  const codes = [...new Set([...Object.keys(before.organisations), ...Object.keys(after.organisations)])].toSorted();
  return codes.flatMap((code) => {
    const [old, now] = [before.organisations[code], after.organisations[code]];
    const classes = compare(`organisations.${code}`, old?.recipientClasses ?? [], now?.recipientClasses ?? []);
    if (old === undefined || now === undefined) return classes;
    const links = (['parent', 'contractor'] as const).flatMap((key) =>
      other('REASON', `organisations.${code}.${key}`, old[key], now[key]),
    );
    return [
      ...classes,
      ...links,
      ...other('WIDENS', `organisations.${code}.accountable`, old.accountable, now.accountable),
    ];
  });
}

/** Which gates stand before a purpose or a recipient at all: on another side others do, so that any move is one that somebody looks at. */
function sides(before: Policy, after: Policy): readonly SettingChange[] {
  const ofPurposes = keysOf(after.purposes).flatMap((name) => {
    const [old, now] = [before.purposes[name], after.purposes[name]];
    const setting = `purposes.${name}`;
    return [
      ...compare(`${setting}.provision`, old.provision, now.provision),
      ...other('WIDENS', `${setting}.jointUse`, old.jointUse, now.jointUse),
    ];
  });
  const ofClasses = keysOf(after.recipientClasses).flatMap((name) => {
    const [old, now] = [before.recipientClasses[name], after.recipientClasses[name]];
    return other('WIDENS', `recipientClasses.${name}.side`, old.side, now.side);
  });
  return [...ofPurposes, ...ofClasses];
}

/** The law asks other conditions of another basis (G10), and whoever reads a decision is told another article. */
function grounds(before: Policy, after: Policy): readonly SettingChange[] {
  return before.rules.flatMap(({ id, basis }) => {
    const now = after.rules.find((rule) => rule.id === id);
    return now === undefined ? [] : other('WIDENS', `rules.${id}.basis`, basis, now.basis);
  });
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}

function law({ law: old }: Policy, { law: now }: Policy): readonly SettingChange[] {
  return (['person', 'stopUse'] as const).flatMap((key) =>
    other('REASON', `law.under16.${key}`, old.under16[key], now.under16[key]),
  );
}

/** A list that names more gives more. */
function compare(setting: string, old: readonly string[], now: readonly string[]): readonly SettingChange[] {
  const words = { setting, from: shown(old), to: shown(now) };
  if (now.some((name) => !old.includes(name))) return [{ kind: 'WIDENS', ...words }];
  return old.some((name) => !now.includes(name)) ? [{ kind: 'NARROWS', ...words }] : [];
}

/** Neither more nor less, but another. */
function other(kind: ChangeKind, setting: string, from: unknown, to: unknown): readonly SettingChange[] {
  return from === to ? [] : [{ kind, setting, from: String(from), to: String(to) }];
}

function shown(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(' ');
}
