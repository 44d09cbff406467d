import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildSchema, GraphQLError } from 'graphql';
import { NorenError } from '../../src/errors.js';
import type { BorderContext, RequestIdentity } from '../../src/plugins/borderContext.js';
import { createApollo } from '../../src/plugins/createApollo.js';
import { createAuthenticate } from '../../src/plugins/authenticate.js';
import { createHttpServer, type HttpServerOptions } from '../../src/plugins/createHttpServer.js';
import { createLog } from '../../src/plugins/log.js';
import { localKeys } from '../../src/plugins/tokenKeys.js';
import type { Role } from '../../src/policy/vocabulary.js';
import { createTokenSource, ISSUER, type TokenSource } from './issueTokens.js';

/** Names that no answer may hold. */
export const SCHEMA_NAMES = [
  'Guardian',
  'guardian',
  'nickname',
  'Colour',
  'CRIMSON',
  'Wish',
  'rename',
  'Mutation',
  'postal',
];
export const CANARY = 'cnry_5d0f6c1e';

const SDL = `
  enum Colour { CRIMSON INDIGO }
  input Wish { nickname: String!, postal: Int }
  type Guardian { nickname: String, self: Guardian, colour: Colour }
  type Query {
    guardian(id: Int, wish: Wish, colour: Colour): Guardian
    purpose: String
    crash: String
    refuse: String
    required: String!
    slow: String
  }
  type Mutation { rename(nickname: String!): String }
`;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

export interface Border {
  readonly url: string;
  readonly tokens: TokenSource;
  readonly server: FastifyInstance;
  /** Everything that was logged, as text. */
  log(): string;
  renames(): number;
  /** Sends a request; by default a good POST of JSON, to /graphql. */
  send(body: unknown, headers?: Record<string, string>, init?: RequestInit, path?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Has a private field, which a copy would lose. */
class TestContext implements BorderContext {
  readonly #identity: RequestIdentity;

  constructor(identity: RequestIdentity) {
    this.#identity = identity;
  }

  get identity(): RequestIdentity {
    return this.#identity;
  }

  governanceReport(): object {
    return { purpose: this.#identity.declared.purpose };
  }

  /** A document that says so can't be recorded. */
  async recordAnswer(document: string): Promise<object | undefined> {
    if (document.includes('unrecordable')) throw new Error(`the log of ${CANARY} is full`);
    return document.includes('unremarkable') ? undefined : { receipt: { index: 7 } };
  }

  unrecordedReport(): object {
    return { decisions: [{ reason: 'AUDIT_UNAVAILABLE' }] };
  }
}

export interface BorderOptions {
  /** @default none is configured */
  readonly sandbox?: NonNullable<HttpServerOptions<TestContext>['sandbox']>;
  /** @default ANALYST */
  readonly introspectionRoles?: () => readonly Role[];
}

/** The whole border before a tiny schema, listening on a free port. ANALYST may introspect. */
export async function startBorder({
  sandbox,
  introspectionRoles = () => ['ANALYST'],
}: BorderOptions = {}): Promise<Border> {
  const tokens = await createTokenSource();
  const lines: string[] = [];
  const log = createLog('trace', new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
  let renames = 0;
  const schema = buildSchema(SDL);
  const resolvers = {
    Query: {
      guardian: () => ({ nickname: CANARY, self: {} }),
      purpose: (_: unknown, __: unknown, context: TestContext) => JSON.stringify(context.identity.declared),
      crash: () =>
        Promise.reject(Object.assign(new Error(`Key (email)=(${CANARY}) exists`), { code: '23505', detail: CANARY })),
      refuse: () => Promise.reject(new NorenError('BAD_INPUT', 'Query.refuse: the rule.', { secret: CANARY })),
      required: () => null,
      slow: () => new Promise((resolve) => setTimeout(resolve, 300, 'done')),
    },
    Mutation: { rename: () => String((renames += 1)) },
  };
  for (const [type, fields] of Object.entries(resolvers)) {
    for (const [name, resolve] of Object.entries(fields)) {
      const field = (type === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields()[name];
      if (!field) throw new GraphQLError(`no field ${name}`);
      field.resolve = resolve as never;
    }
  }
  const apollo = createApollo<TestContext>({
    schema,
    introspectionRoles,
    log,
    logHashKey: randomBytes(32),
  });
  await apollo.start();
  const server = createHttpServer({
    apollo,
    authenticate: createAuthenticate({ issuer: ISSUER, audience: 'noren', keys: localKeys(tokens.keySet) }),
    buildContext: (identity) => new TestContext(identity),
    readiness: async () => ({ ready: true, checks: {} }),
    ...(sandbox === undefined ? {} : { sandbox }),
    log,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const good = await tokens.issue();
  return {
    url,
    tokens,
    server,
    log: () => lines.join(''),
    renames: () => renames,
    send: async (body, headers = {}, init = {}, path = '/graphql') => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${good}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      });
      return { status: response.status, body: await response.text(), headers: response.headers };
    },
    close: async () => {
      await server.close();
      await apollo.stop();
    },
  };
}
