/** A test, and what it is said to show: a clause of the policy, or a rule of it. */
export interface Citation {
  /** Id of a clause, e.g. A3-1, or of a rule, e.g. C01. */
  readonly of: string;
  /** "test/policy/decide.test.ts: the title". */
  readonly test: string;
}

export interface TestSource {
  /** From the root of the project, e.g. test/policy/decide.test.ts. */
  readonly path: string;
  readonly text: string;
}

/** The content of test/conformance/clauses.yaml: [clause or rule][file] = titles; %s stands for the clause or rule. */
export type CitationIndex = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Citations {
  readonly citations: readonly Citation[];
  /** Entries that name a file or a title that is not there. */
  readonly problems: readonly string[];
}

const COMMENT = /^[ \t]*\/\/ clauses: (?<ids>.+)$/gm;
/** A test right after the comment; the title of a table of tests stands behind the table. */
const TITLE = /^\s*(?:test|it|describe)(?:\(\s*|\.each[^]*?\)\(\s*)(?<quote>['"`])(?<title>[^]+?)\k<quote>/;

/** What the tests say themselves ("// clauses: A3-1 A3-2" above a test), and what the index says of them, each title looked up. */
export function testCitations(sources: readonly TestSource[], index: CitationIndex): Citations {
  const problems: string[] = [];
  const own = sources.flatMap(({ path, text }) =>
    [...text.matchAll(COMMENT)].flatMap((comment) => {
      const title = TITLE.exec(text.slice(comment.index + comment[0].length))?.groups?.title;
      const ids = (comment.groups?.ids ?? '').trim().split(/\s+/);
      if (title !== undefined) return ids.map((of) => ({ of, test: `${path}: ${title}` }));
      problems.push(`${path} says "${comment[0].trim()}" above no test`);
      return [];
    }),
  );
  const indexed = Object.entries(index).flatMap(([of, files]) =>
    Object.entries(files).flatMap(([path, titles]) =>
      titles.flatMap((title) => {
        const source = sources.find((each) => each.path === path);
        if (source !== undefined && hasTitle(source.text, title))
          return [{ of, test: `${path}: ${title.replace('%s', of)}` }];
        problems.push(`${of} cites ${path}, which ${source === undefined ? 'is not there' : `has no test "${title}"`}`);
        return [];
      }),
    ),
  );
  return { citations: [...own, ...indexed], problems };
}

/** A title is a whole literal; so it is in a table of cases, too. */
function hasTitle(text: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}
