import type { LimitsPolicy } from '../limitsPolicy.js';
import type { SettingChange } from './compareSettings.js';

const UNITS = ['requestsPerMinute', 'recordsPerRequest', 'recordsPerDay'] as const;
type Limits = Readonly<Partial<Record<(typeof UNITS)[number], number>>>;

/** Who may ask more often, or be shown more people in a while. A role or class without an entry has the default. */
export function compareLimits(old: LimitsPolicy, now: LimitsPolicy): readonly SettingChange[] {
  return (['caller', 'organisation'] as const).flatMap((scope) => {
    const [before, after] = [old[scope], now[scope]] as [Record<string, Limits>, Record<string, Limits>];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      UNITS.flatMap((unit) => {
        const [from, to] = [before, after].map((table) => (table[name] ?? table['default'])?.[unit]);
        if (from === undefined || to === undefined || from === to) return [];
        const setting = `limits.${scope}.${name}.${unit}`;
        return [
          { kind: to > from ? ('WIDENS' as const) : ('NARROWS' as const), setting, from: `${from}`, to: `${to}` },
        ];
      }),
    );
  });
}
