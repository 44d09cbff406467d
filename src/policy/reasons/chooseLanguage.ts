/** Languages that reasons are written in. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

const DEFAULT: Language = 'en';
const RANGE = /^([a-z]{1,8}|\*)((?:-[a-z0-9]{1,8}|-\*)*)$/i;
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

interface Preference {
  /** The primary subtag, in small letters, or `*`. */
  readonly primary: string;
  readonly weight: number;
}

/**
 * The language to answer in, by the header `Accept-Language` (RFC 9110, 12.5.4): the one of highest weight, the earlier of equal
 * ones; `ja-JP` asks for `ja`; weight 0 rules a language out; what is malformed is passed over; English where nothing fits.
 */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const preferences = (acceptLanguage ?? '').split(',').flatMap(preferenceOf);
  let chosen = DEFAULT;
  let best = 0;
  for (const { primary } of preferences) {
    const language = primary === '*' ? unnamed(preferences) : LANGUAGES.find((each) => each === primary);
    if (language === undefined) continue;
    const weight = weightOf(language, preferences);
    if (weight > best) [chosen, best] = [language, weight];
  }
  return chosen;
}

/** For `*`: the first language that the header does not name. */
function unnamed(preferences: readonly Preference[]): Language | undefined {
  return LANGUAGES.find((language) => !preferences.some(({ primary }) => primary === language));
}

function weightOf(language: Language, preferences: readonly Preference[]): number {
  const named = preferences.filter(({ primary }) => primary === language);
  const speaking = named.length > 0 ? named : preferences.filter(({ primary }) => primary === '*');
  return Math.max(0, ...speaking.map(({ weight }) => weight));
}

function preferenceOf(text: string): readonly Preference[] {
  const [range = '', parameter, ...rest] = text.split(';').map((part) => part.trim());
  const primary = RANGE.exec(range)?.[1]?.toLowerCase();
  const weight = parameter === undefined ? '1' : WEIGHT.exec(parameter)?.[1];
  return primary === undefined || weight === undefined || rest.length > 0 ? [] : [{ primary, weight: Number(weight) }];
}
