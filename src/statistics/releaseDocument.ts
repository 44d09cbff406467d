import { formatNanoRho } from './accounting/rho.js';
import type { MeasureName } from './measures.js';
import { measuresIn } from './cellReader.js';
import type { NoisyNumber } from './noisyNumber.js';
import type { PresentedRelease } from './present.js';
import { questionInWords } from './questionInWords.js';
import { reachInWords, type ReachRelease } from './reachRelease.js';
import type { StatisticRelease } from './statisticRelease.js';

const NUMBER_COLUMNS = ['value', 'low', 'high', 'coverage', 'shown', 'status'] as const;
const LINE_END = '\r\n';

/** A release as CSV (RFC 4180), its metadata in comment lines before the header. Names are the policy's; numbers are as presented. */
export function releaseDocument(release: StatisticRelease, { cells }: Pick<PresentedRelease, 'cells'>): string {
  const measures = measuresIn(release);
  const { groupBy } = release.question;
  const header = [
    ...groupBy.flatMap((name) => [name.toLowerCase(), `${name.toLowerCase()}_name`]),
    ...measures.flatMap(headerOf),
  ];
  const rows = cells.map(({ by, numbers }) => [
    ...groupBy.flatMap((name) => [by[name]?.code ?? '', by[name]?.name ?? '']),
    ...measures.flatMap((name: MeasureName) => columnsOf(numbers[name])),
  ]);
  return documentOf({ ...release, words: questionInWords(release.question) }, [header, ...rows]);
}

/** The same of a reach, which is one number. */
export function reachDocument(release: ReachRelease, families: NoisyNumber): string {
  const words = reachInWords(release.audience);
  return documentOf({ ...release, words }, [headerOf('FAMILIES'), columnsOf(families)]);
}

type Described = Pick<
  StatisticRelease,
  'id' | 'snapshot' | 'policyVersion' | 'issuedAt' | 'nanoRho' | 'epsilon' | 'delta'
> & { readonly words: string };

function documentOf(release: Described, rows: readonly (readonly string[])[]): string {
  const metadata = metadataOf(release).map(([name, value]) => `# ${name}: ${value}`);
  return [...metadata, ...rows.map((row) => row.map(cellText).join(',')), ''].join(LINE_END);
}

function metadataOf(release: Described): readonly (readonly [string, string])[] {
  return [
    ['release', release.id],
    ['question', release.words],
    ['snapshot', release.snapshot],
    ['policy', release.policyVersion],
    ['issued', release.issuedAt],
    ['rho', formatNanoRho(release.nanoRho)],
    ['epsilon', `${release.epsilon} at delta ${release.delta}`],
    ['unit of privacy', 'FAMILY'],
    ['noise', 'DISCRETE_GAUSSIAN'],
    [
      'interval',
      'of the noise, with the coverage told or more among the cells that are shown; what bounding took away is not in it',
    ],
    [
      'value',
      'unbiased, but for the number of families near the threshold: small ones are shown only if noise made them larger',
    ],
  ];
}

function headerOf(measure: string): readonly string[] {
  return NUMBER_COLUMNS.map((column) => `${measure.toLowerCase()}_${column}`);
}

function columnsOf(number: NoisyNumber | undefined): readonly string[] {
  return NUMBER_COLUMNS.map((column) => `${number?.[column] ?? ''}`);
}

function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
